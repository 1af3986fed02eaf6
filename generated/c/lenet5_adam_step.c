// lenet5_adam_step, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[100, 1, 28, 28]  # programs.py:174
//   %1 = input(2) : float32[6, 1, 5, 5]  # programs.py:174
//   %2 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%0, %1) : float32[100, 6, 24, 24]  # programs.py:174
//   %3 = input(3) : float32[6]  # programs.py:174
//   %4 = reshape(shape=[6, 1, 1])(%3) : float32[6, 1, 1]  # programs.py:174
//   %5 = broadcast_to(shape=[100, 6, 24, 24])(%4) : float32[100, 6, 24, 24]  # programs.py:174
//   %6 = add(%2, %5) : float32[100, 6, 24, 24]  # programs.py:174
//   %7 = relu(%6) : float32[100, 6, 24, 24]  # programs.py:174
//   %8 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%7) : float32[100, 6, 12, 12]  # programs.py:174
//   %9 = input(4) : float32[16, 6, 5, 5]  # programs.py:175
//   %10 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%8, %9) : float32[100, 16, 8, 8]  # programs.py:175
//   %11 = input(5) : float32[16]  # programs.py:175
//   %12 = reshape(shape=[16, 1, 1])(%11) : float32[16, 1, 1]  # programs.py:175
//   %13 = broadcast_to(shape=[100, 16, 8, 8])(%12) : float32[100, 16, 8, 8]  # programs.py:175
//   %14 = add(%10, %13) : float32[100, 16, 8, 8]  # programs.py:175
//   %15 = relu(%14) : float32[100, 16, 8, 8]  # programs.py:175
//   %16 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%15) : float32[100, 16, 4, 4]  # programs.py:175
//   %17 = reshape(shape=[100, 256])(%16) : float32[100, 256]  # programs.py:176
//   %18 = input(6) : float32[128, 256]  # programs.py:176
//   %19 = permute(axes=[1, 0])(%18) : float32[256, 128]  # programs.py:176
//   %20 = matmul(%17, %19) : float32[100, 128]  # programs.py:176
//   %21 = input(7) : float32[128]  # programs.py:176
//   %22 = broadcast_to(shape=[100, 128])(%21) : float32[100, 128]  # programs.py:176
//   %23 = add(%20, %22) : float32[100, 128]  # programs.py:176
//   %24 = relu(%23) : float32[100, 128]  # programs.py:176
//   %25 = input(8) : float32[84, 128]  # programs.py:177
//   %26 = permute(axes=[1, 0])(%25) : float32[128, 84]  # programs.py:177
//   %27 = matmul(%24, %26) : float32[100, 84]  # programs.py:177
//   %28 = input(9) : float32[84]  # programs.py:177
//   %29 = broadcast_to(shape=[100, 84])(%28) : float32[100, 84]  # programs.py:177
//   %30 = add(%27, %29) : float32[100, 84]  # programs.py:177
//   %31 = relu(%30) : float32[100, 84]  # programs.py:177
//   %32 = input(10) : float32[10, 84]  # programs.py:177
//   %33 = permute(axes=[1, 0])(%32) : float32[84, 10]  # programs.py:177
//   %34 = matmul(%31, %33) : float32[100, 10]  # programs.py:177
//   %35 = input(11) : float32[10]  # programs.py:177
//   %36 = broadcast_to(shape=[100, 10])(%35) : float32[100, 10]  # programs.py:177
//   %37 = add(%34, %36) : float32[100, 10]  # programs.py:177
//   %38 = max(axes=[1])(%37) : float32[100]  # programs.py:188
//   %39 = reshape(shape=[100, 1])(%38) : float32[100, 1]  # programs.py:188
//   %40 = stop_gradient(%39) : float32[100, 1]  # programs.py:188
//   %41 = broadcast_to(shape=[100, 10])(%40) : float32[100, 10]  # programs.py:188
//   %42 = subtract(%37, %41) : float32[100, 10]  # programs.py:188
//   %43 = exp(%42) : float32[100, 10]  # programs.py:188
//   %44 = sum(axes=[1])(%43) : float32[100]  # programs.py:188
//   %45 = log(%44) : float32[100]  # programs.py:188
//   %46 = input(1) : int64[100]  # programs.py:188
//   %47 = one_hot(size=10, dtype=bool)(%46) : bool[100, 10]  # programs.py:188
//   %48 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:188
//   %49 = broadcast_to(shape=[100, 10])(%48) : float32[100, 10]  # programs.py:188
//   %50 = where(%47, %42, %49) : float32[100, 10]  # programs.py:188
//   %51 = sum(axes=[1])(%50) : float32[100]  # programs.py:188
//   %52 = subtract(%45, %51) : float32[100]  # programs.py:188
//   %53 = sum(axes=[0])(%52) : float32[]  # programs.py:188
//   %54 = constant(value=0.01, dtype=float32) : float32[]  # programs.py:188
//   %55 = multiply(%53, %54) : float32[]  # programs.py:188
//   %56 = scalar(2) : float32[]  # programs.py:190
//   %57 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:190
//   %58 = scalar(0) : float64[]  # programs.py:190
//   %59 = input(12) : float64[]  # programs.py:190
//   %60 = add(%59, %57) : float64[]  # programs.py:190
//   %61 = stop_gradient(%60) : float64[]  # programs.py:190
//   %62 = power(%58, %61) : float64[]  # programs.py:190
//   %63 = stop_gradient(%62) : float64[]  # programs.py:190
//   %64 = subtract(%57, %63) : float64[]  # programs.py:190
//   %65 = stop_gradient(%64) : float64[]  # programs.py:190
//   %66 = divide(%57, %65) : float64[]  # programs.py:190
//   %67 = stop_gradient(%66) : float64[]  # programs.py:190
//   %68 = cast(dtype=float32)(%67) : float32[]  # programs.py:190
//   %69 = stop_gradient(%68) : float32[]  # programs.py:190
//   %70 = multiply(%56, %69) : float32[]  # programs.py:190
//   %71 = stop_gradient(%70) : float32[]  # programs.py:190
//   %72 = broadcast_to(shape=[6, 1, 5, 5])(%71) : float32[6, 1, 5, 5]  # programs.py:190
//   %73 = scalar(3) : float32[]  # programs.py:190
//   %74 = broadcast_to(shape=[6, 1, 5, 5])(%73) : float32[6, 1, 5, 5]  # programs.py:190
//   %75 = input(13) : float32[6, 1, 5, 5]  # programs.py:190
//   %76 = multiply(%74, %75) : float32[6, 1, 5, 5]  # programs.py:190
//   %77 = stop_gradient(%76) : float32[6, 1, 5, 5]  # programs.py:190
//   %78 = scalar(4) : float32[]  # programs.py:190
//   %79 = broadcast_to(shape=[6, 1, 5, 5])(%78) : float32[6, 1, 5, 5]  # programs.py:190
//   %80 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:189
//   %81 = gradient(%55, %80, %1) : float32[6, 1, 5, 5]  # programs.py:189
//   %82 = multiply(%79, %81) : float32[6, 1, 5, 5]  # programs.py:190
//   %83 = stop_gradient(%82) : float32[6, 1, 5, 5]  # programs.py:190
//   %84 = add(%77, %83) : float32[6, 1, 5, 5]  # programs.py:190
//   %85 = stop_gradient(%84) : float32[6, 1, 5, 5]  # programs.py:190
//   %86 = multiply(%72, %85) : float32[6, 1, 5, 5]  # programs.py:190
//   %87 = stop_gradient(%86) : float32[6, 1, 5, 5]  # programs.py:190
//   %88 = scalar(5) : float32[]  # programs.py:190
//   %89 = broadcast_to(shape=[6, 1, 5, 5])(%88) : float32[6, 1, 5, 5]  # programs.py:190
//   %90 = input(14) : float32[6, 1, 5, 5]  # programs.py:190
//   %91 = multiply(%89, %90) : float32[6, 1, 5, 5]  # programs.py:190
//   %92 = stop_gradient(%91) : float32[6, 1, 5, 5]  # programs.py:190
//   %93 = scalar(6) : float32[]  # programs.py:190
//   %94 = broadcast_to(shape=[6, 1, 5, 5])(%93) : float32[6, 1, 5, 5]  # programs.py:190
//   %95 = multiply(%81, %81) : float32[6, 1, 5, 5]  # programs.py:190
//   %96 = stop_gradient(%95) : float32[6, 1, 5, 5]  # programs.py:190
//   %97 = multiply(%94, %96) : float32[6, 1, 5, 5]  # programs.py:190
//   %98 = stop_gradient(%97) : float32[6, 1, 5, 5]  # programs.py:190
//   %99 = add(%92, %98) : float32[6, 1, 5, 5]  # programs.py:190
//   %100 = stop_gradient(%99) : float32[6, 1, 5, 5]  # programs.py:190
//   %101 = sqrt(%100) : float32[6, 1, 5, 5]  # programs.py:190
//   %102 = stop_gradient(%101) : float32[6, 1, 5, 5]  # programs.py:190
//   %103 = scalar(1) : float64[]  # programs.py:190
//   %104 = power(%103, %61) : float64[]  # programs.py:190
//   %105 = stop_gradient(%104) : float64[]  # programs.py:190
//   %106 = subtract(%57, %105) : float64[]  # programs.py:190
//   %107 = stop_gradient(%106) : float64[]  # programs.py:190
//   %108 = sqrt(%107) : float64[]  # programs.py:190
//   %109 = stop_gradient(%108) : float64[]  # programs.py:190
//   %110 = divide(%57, %109) : float64[]  # programs.py:190
//   %111 = stop_gradient(%110) : float64[]  # programs.py:190
//   %112 = cast(dtype=float32)(%111) : float32[]  # programs.py:190
//   %113 = stop_gradient(%112) : float32[]  # programs.py:190
//   %114 = broadcast_to(shape=[6, 1, 5, 5])(%113) : float32[6, 1, 5, 5]  # programs.py:190
//   %115 = multiply(%102, %114) : float32[6, 1, 5, 5]  # programs.py:190
//   %116 = stop_gradient(%115) : float32[6, 1, 5, 5]  # programs.py:190
//   %117 = scalar(7) : float32[]  # programs.py:190
//   %118 = broadcast_to(shape=[6, 1, 5, 5])(%117) : float32[6, 1, 5, 5]  # programs.py:190
//   %119 = add(%116, %118) : float32[6, 1, 5, 5]  # programs.py:190
//   %120 = stop_gradient(%119) : float32[6, 1, 5, 5]  # programs.py:190
//   %121 = divide(%87, %120) : float32[6, 1, 5, 5]  # programs.py:190
//   %122 = stop_gradient(%121) : float32[6, 1, 5, 5]  # programs.py:190
//   %123 = subtract(%1, %122) : float32[6, 1, 5, 5]  # programs.py:190
//   %124 = stop_gradient(%123) : float32[6, 1, 5, 5]  # programs.py:190
//   %125 = stop_gradient(%124) : float32[6, 1, 5, 5]  # programs.py:190
//   %126 = alias(number=1)(%125) : float32[6, 1, 5, 5]  # programs.py:190
//   %127 = broadcast_to(shape=[10])(%71) : float32[10]  # programs.py:190
//   %128 = broadcast_to(shape=[10])(%73) : float32[10]  # programs.py:190
//   %129 = input(31) : float32[10]  # programs.py:190
//   %130 = multiply(%128, %129) : float32[10]  # programs.py:190
//   %131 = stop_gradient(%130) : float32[10]  # programs.py:190
//   %132 = broadcast_to(shape=[10])(%78) : float32[10]  # programs.py:190
//   %133 = gradient(%55, %80, %35) : float32[10]  # programs.py:189
//   %134 = multiply(%132, %133) : float32[10]  # programs.py:190
//   %135 = stop_gradient(%134) : float32[10]  # programs.py:190
//   %136 = add(%131, %135) : float32[10]  # programs.py:190
//   %137 = stop_gradient(%136) : float32[10]  # programs.py:190
//   %138 = multiply(%127, %137) : float32[10]  # programs.py:190
//   %139 = stop_gradient(%138) : float32[10]  # programs.py:190
//   %140 = broadcast_to(shape=[10])(%88) : float32[10]  # programs.py:190
//   %141 = input(32) : float32[10]  # programs.py:190
//   %142 = multiply(%140, %141) : float32[10]  # programs.py:190
//   %143 = stop_gradient(%142) : float32[10]  # programs.py:190
//   %144 = broadcast_to(shape=[10])(%93) : float32[10]  # programs.py:190
//   %145 = multiply(%133, %133) : float32[10]  # programs.py:190
//   %146 = stop_gradient(%145) : float32[10]  # programs.py:190
//   %147 = multiply(%144, %146) : float32[10]  # programs.py:190
//   %148 = stop_gradient(%147) : float32[10]  # programs.py:190
//   %149 = add(%143, %148) : float32[10]  # programs.py:190
//   %150 = stop_gradient(%149) : float32[10]  # programs.py:190
//   %151 = sqrt(%150) : float32[10]  # programs.py:190
//   %152 = stop_gradient(%151) : float32[10]  # programs.py:190
//   %153 = broadcast_to(shape=[10])(%113) : float32[10]  # programs.py:190
//   %154 = multiply(%152, %153) : float32[10]  # programs.py:190
//   %155 = stop_gradient(%154) : float32[10]  # programs.py:190
//   %156 = broadcast_to(shape=[10])(%117) : float32[10]  # programs.py:190
//   %157 = add(%155, %156) : float32[10]  # programs.py:190
//   %158 = stop_gradient(%157) : float32[10]  # programs.py:190
//   %159 = divide(%139, %158) : float32[10]  # programs.py:190
//   %160 = stop_gradient(%159) : float32[10]  # programs.py:190
//   %161 = subtract(%35, %160) : float32[10]  # programs.py:190
//   %162 = stop_gradient(%161) : float32[10]  # programs.py:190
//   %163 = stop_gradient(%162) : float32[10]  # programs.py:190
//   %164 = alias(number=28)(%163) : float32[10]  # programs.py:190
//   %165 = stop_gradient(%85) : float32[6, 1, 5, 5]  # programs.py:190
//   %166 = stop_gradient(%100) : float32[6, 1, 5, 5]  # programs.py:190
//   %167 = broadcast_to(shape=[6])(%71) : float32[6]  # programs.py:190
//   %168 = broadcast_to(shape=[6])(%73) : float32[6]  # programs.py:190
//   %169 = input(15) : float32[6]  # programs.py:190
//   %170 = multiply(%168, %169) : float32[6]  # programs.py:190
//   %171 = stop_gradient(%170) : float32[6]  # programs.py:190
//   %172 = broadcast_to(shape=[6])(%78) : float32[6]  # programs.py:190
//   %173 = gradient(%55, %80, %3) : float32[6]  # programs.py:189
//   %174 = multiply(%172, %173) : float32[6]  # programs.py:190
//   %175 = stop_gradient(%174) : float32[6]  # programs.py:190
//   %176 = add(%171, %175) : float32[6]  # programs.py:190
//   %177 = stop_gradient(%176) : float32[6]  # programs.py:190
//   %178 = multiply(%167, %177) : float32[6]  # programs.py:190
//   %179 = stop_gradient(%178) : float32[6]  # programs.py:190
//   %180 = broadcast_to(shape=[6])(%88) : float32[6]  # programs.py:190
//   %181 = input(16) : float32[6]  # programs.py:190
//   %182 = multiply(%180, %181) : float32[6]  # programs.py:190
//   %183 = stop_gradient(%182) : float32[6]  # programs.py:190
//   %184 = broadcast_to(shape=[6])(%93) : float32[6]  # programs.py:190
//   %185 = multiply(%173, %173) : float32[6]  # programs.py:190
//   %186 = stop_gradient(%185) : float32[6]  # programs.py:190
//   %187 = multiply(%184, %186) : float32[6]  # programs.py:190
//   %188 = stop_gradient(%187) : float32[6]  # programs.py:190
//   %189 = add(%183, %188) : float32[6]  # programs.py:190
//   %190 = stop_gradient(%189) : float32[6]  # programs.py:190
//   %191 = sqrt(%190) : float32[6]  # programs.py:190
//   %192 = stop_gradient(%191) : float32[6]  # programs.py:190
//   %193 = broadcast_to(shape=[6])(%113) : float32[6]  # programs.py:190
//   %194 = multiply(%192, %193) : float32[6]  # programs.py:190
//   %195 = stop_gradient(%194) : float32[6]  # programs.py:190
//   %196 = broadcast_to(shape=[6])(%117) : float32[6]  # programs.py:190
//   %197 = add(%195, %196) : float32[6]  # programs.py:190
//   %198 = stop_gradient(%197) : float32[6]  # programs.py:190
//   %199 = divide(%179, %198) : float32[6]  # programs.py:190
//   %200 = stop_gradient(%199) : float32[6]  # programs.py:190
//   %201 = subtract(%3, %200) : float32[6]  # programs.py:190
//   %202 = stop_gradient(%201) : float32[6]  # programs.py:190
//   %203 = stop_gradient(%202) : float32[6]  # programs.py:190
//   %204 = alias(number=4)(%203) : float32[6]  # programs.py:190
//   %205 = stop_gradient(%177) : float32[6]  # programs.py:190
//   %206 = stop_gradient(%190) : float32[6]  # programs.py:190
//   %207 = broadcast_to(shape=[16, 6, 5, 5])(%71) : float32[16, 6, 5, 5]  # programs.py:190
//   %208 = broadcast_to(shape=[16, 6, 5, 5])(%73) : float32[16, 6, 5, 5]  # programs.py:190
//   %209 = input(17) : float32[16, 6, 5, 5]  # programs.py:190
//   %210 = multiply(%208, %209) : float32[16, 6, 5, 5]  # programs.py:190
//   %211 = stop_gradient(%210) : float32[16, 6, 5, 5]  # programs.py:190
//   %212 = broadcast_to(shape=[16, 6, 5, 5])(%78) : float32[16, 6, 5, 5]  # programs.py:190
//   %213 = gradient(%55, %80, %9) : float32[16, 6, 5, 5]  # programs.py:189
//   %214 = multiply(%212, %213) : float32[16, 6, 5, 5]  # programs.py:190
//   %215 = stop_gradient(%214) : float32[16, 6, 5, 5]  # programs.py:190
//   %216 = add(%211, %215) : float32[16, 6, 5, 5]  # programs.py:190
//   %217 = stop_gradient(%216) : float32[16, 6, 5, 5]  # programs.py:190
//   %218 = multiply(%207, %217) : float32[16, 6, 5, 5]  # programs.py:190
//   %219 = stop_gradient(%218) : float32[16, 6, 5, 5]  # programs.py:190
//   %220 = broadcast_to(shape=[16, 6, 5, 5])(%88) : float32[16, 6, 5, 5]  # programs.py:190
//   %221 = input(18) : float32[16, 6, 5, 5]  # programs.py:190
//   %222 = multiply(%220, %221) : float32[16, 6, 5, 5]  # programs.py:190
//   %223 = stop_gradient(%222) : float32[16, 6, 5, 5]  # programs.py:190
//   %224 = broadcast_to(shape=[16, 6, 5, 5])(%93) : float32[16, 6, 5, 5]  # programs.py:190
//   %225 = multiply(%213, %213) : float32[16, 6, 5, 5]  # programs.py:190
//   %226 = stop_gradient(%225) : float32[16, 6, 5, 5]  # programs.py:190
//   %227 = multiply(%224, %226) : float32[16, 6, 5, 5]  # programs.py:190
//   %228 = stop_gradient(%227) : float32[16, 6, 5, 5]  # programs.py:190
//   %229 = add(%223, %228) : float32[16, 6, 5, 5]  # programs.py:190
//   %230 = stop_gradient(%229) : float32[16, 6, 5, 5]  # programs.py:190
//   %231 = sqrt(%230) : float32[16, 6, 5, 5]  # programs.py:190
//   %232 = stop_gradient(%231) : float32[16, 6, 5, 5]  # programs.py:190
//   %233 = broadcast_to(shape=[16, 6, 5, 5])(%113) : float32[16, 6, 5, 5]  # programs.py:190
//   %234 = multiply(%232, %233) : float32[16, 6, 5, 5]  # programs.py:190
//   %235 = stop_gradient(%234) : float32[16, 6, 5, 5]  # programs.py:190
//   %236 = broadcast_to(shape=[16, 6, 5, 5])(%117) : float32[16, 6, 5, 5]  # programs.py:190
//   %237 = add(%235, %236) : float32[16, 6, 5, 5]  # programs.py:190
//   %238 = stop_gradient(%237) : float32[16, 6, 5, 5]  # programs.py:190
//   %239 = divide(%219, %238) : float32[16, 6, 5, 5]  # programs.py:190
//   %240 = stop_gradient(%239) : float32[16, 6, 5, 5]  # programs.py:190
//   %241 = subtract(%9, %240) : float32[16, 6, 5, 5]  # programs.py:190
//   %242 = stop_gradient(%241) : float32[16, 6, 5, 5]  # programs.py:190
//   %243 = stop_gradient(%242) : float32[16, 6, 5, 5]  # programs.py:190
//   %244 = alias(number=7)(%243) : float32[16, 6, 5, 5]  # programs.py:190
//   %245 = stop_gradient(%217) : float32[16, 6, 5, 5]  # programs.py:190
//   %246 = stop_gradient(%230) : float32[16, 6, 5, 5]  # programs.py:190
//   %247 = broadcast_to(shape=[16])(%71) : float32[16]  # programs.py:190
//   %248 = broadcast_to(shape=[16])(%73) : float32[16]  # programs.py:190
//   %249 = input(19) : float32[16]  # programs.py:190
//   %250 = multiply(%248, %249) : float32[16]  # programs.py:190
//   %251 = stop_gradient(%250) : float32[16]  # programs.py:190
//   %252 = broadcast_to(shape=[16])(%78) : float32[16]  # programs.py:190
//   %253 = gradient(%55, %80, %11) : float32[16]  # programs.py:189
//   %254 = multiply(%252, %253) : float32[16]  # programs.py:190
//   %255 = stop_gradient(%254) : float32[16]  # programs.py:190
//   %256 = add(%251, %255) : float32[16]  # programs.py:190
//   %257 = stop_gradient(%256) : float32[16]  # programs.py:190
//   %258 = multiply(%247, %257) : float32[16]  # programs.py:190
//   %259 = stop_gradient(%258) : float32[16]  # programs.py:190
//   %260 = broadcast_to(shape=[16])(%88) : float32[16]  # programs.py:190
//   %261 = input(20) : float32[16]  # programs.py:190
//   %262 = multiply(%260, %261) : float32[16]  # programs.py:190
//   %263 = stop_gradient(%262) : float32[16]  # programs.py:190
//   %264 = broadcast_to(shape=[16])(%93) : float32[16]  # programs.py:190
//   %265 = multiply(%253, %253) : float32[16]  # programs.py:190
//   %266 = stop_gradient(%265) : float32[16]  # programs.py:190
//   %267 = multiply(%264, %266) : float32[16]  # programs.py:190
//   %268 = stop_gradient(%267) : float32[16]  # programs.py:190
//   %269 = add(%263, %268) : float32[16]  # programs.py:190
//   %270 = stop_gradient(%269) : float32[16]  # programs.py:190
//   %271 = sqrt(%270) : float32[16]  # programs.py:190
//   %272 = stop_gradient(%271) : float32[16]  # programs.py:190
//   %273 = broadcast_to(shape=[16])(%113) : float32[16]  # programs.py:190
//   %274 = multiply(%272, %273) : float32[16]  # programs.py:190
//   %275 = stop_gradient(%274) : float32[16]  # programs.py:190
//   %276 = broadcast_to(shape=[16])(%117) : float32[16]  # programs.py:190
//   %277 = add(%275, %276) : float32[16]  # programs.py:190
//   %278 = stop_gradient(%277) : float32[16]  # programs.py:190
//   %279 = divide(%259, %278) : float32[16]  # programs.py:190
//   %280 = stop_gradient(%279) : float32[16]  # programs.py:190
//   %281 = subtract(%11, %280) : float32[16]  # programs.py:190
//   %282 = stop_gradient(%281) : float32[16]  # programs.py:190
//   %283 = stop_gradient(%282) : float32[16]  # programs.py:190
//   %284 = alias(number=10)(%283) : float32[16]  # programs.py:190
//   %285 = stop_gradient(%257) : float32[16]  # programs.py:190
//   %286 = stop_gradient(%270) : float32[16]  # programs.py:190
//   %287 = broadcast_to(shape=[128, 256])(%71) : float32[128, 256]  # programs.py:190
//   %288 = broadcast_to(shape=[128, 256])(%73) : float32[128, 256]  # programs.py:190
//   %289 = input(21) : float32[128, 256]  # programs.py:190
//   %290 = multiply(%288, %289) : float32[128, 256]  # programs.py:190
//   %291 = stop_gradient(%290) : float32[128, 256]  # programs.py:190
//   %292 = broadcast_to(shape=[128, 256])(%78) : float32[128, 256]  # programs.py:190
//   %293 = gradient(%55, %80, %18) : float32[128, 256]  # programs.py:189
//   %294 = multiply(%292, %293) : float32[128, 256]  # programs.py:190
//   %295 = stop_gradient(%294) : float32[128, 256]  # programs.py:190
//   %296 = add(%291, %295) : float32[128, 256]  # programs.py:190
//   %297 = stop_gradient(%296) : float32[128, 256]  # programs.py:190
//   %298 = multiply(%287, %297) : float32[128, 256]  # programs.py:190
//   %299 = stop_gradient(%298) : float32[128, 256]  # programs.py:190
//   %300 = broadcast_to(shape=[128, 256])(%88) : float32[128, 256]  # programs.py:190
//   %301 = input(22) : float32[128, 256]  # programs.py:190
//   %302 = multiply(%300, %301) : float32[128, 256]  # programs.py:190
//   %303 = stop_gradient(%302) : float32[128, 256]  # programs.py:190
//   %304 = broadcast_to(shape=[128, 256])(%93) : float32[128, 256]  # programs.py:190
//   %305 = multiply(%293, %293) : float32[128, 256]  # programs.py:190
//   %306 = stop_gradient(%305) : float32[128, 256]  # programs.py:190
//   %307 = multiply(%304, %306) : float32[128, 256]  # programs.py:190
//   %308 = stop_gradient(%307) : float32[128, 256]  # programs.py:190
//   %309 = add(%303, %308) : float32[128, 256]  # programs.py:190
//   %310 = stop_gradient(%309) : float32[128, 256]  # programs.py:190
//   %311 = sqrt(%310) : float32[128, 256]  # programs.py:190
//   %312 = stop_gradient(%311) : float32[128, 256]  # programs.py:190
//   %313 = broadcast_to(shape=[128, 256])(%113) : float32[128, 256]  # programs.py:190
//   %314 = multiply(%312, %313) : float32[128, 256]  # programs.py:190
//   %315 = stop_gradient(%314) : float32[128, 256]  # programs.py:190
//   %316 = broadcast_to(shape=[128, 256])(%117) : float32[128, 256]  # programs.py:190
//   %317 = add(%315, %316) : float32[128, 256]  # programs.py:190
//   %318 = stop_gradient(%317) : float32[128, 256]  # programs.py:190
//   %319 = divide(%299, %318) : float32[128, 256]  # programs.py:190
//   %320 = stop_gradient(%319) : float32[128, 256]  # programs.py:190
//   %321 = subtract(%18, %320) : float32[128, 256]  # programs.py:190
//   %322 = stop_gradient(%321) : float32[128, 256]  # programs.py:190
//   %323 = stop_gradient(%322) : float32[128, 256]  # programs.py:190
//   %324 = alias(number=13)(%323) : float32[128, 256]  # programs.py:190
//   %325 = stop_gradient(%297) : float32[128, 256]  # programs.py:190
//   %326 = stop_gradient(%310) : float32[128, 256]  # programs.py:190
//   %327 = broadcast_to(shape=[128])(%71) : float32[128]  # programs.py:190
//   %328 = broadcast_to(shape=[128])(%73) : float32[128]  # programs.py:190
//   %329 = input(23) : float32[128]  # programs.py:190
//   %330 = multiply(%328, %329) : float32[128]  # programs.py:190
//   %331 = stop_gradient(%330) : float32[128]  # programs.py:190
//   %332 = broadcast_to(shape=[128])(%78) : float32[128]  # programs.py:190
//   %333 = gradient(%55, %80, %21) : float32[128]  # programs.py:189
//   %334 = multiply(%332, %333) : float32[128]  # programs.py:190
//   %335 = stop_gradient(%334) : float32[128]  # programs.py:190
//   %336 = add(%331, %335) : float32[128]  # programs.py:190
//   %337 = stop_gradient(%336) : float32[128]  # programs.py:190
//   %338 = multiply(%327, %337) : float32[128]  # programs.py:190
//   %339 = stop_gradient(%338) : float32[128]  # programs.py:190
//   %340 = broadcast_to(shape=[128])(%88) : float32[128]  # programs.py:190
//   %341 = input(24) : float32[128]  # programs.py:190
//   %342 = multiply(%340, %341) : float32[128]  # programs.py:190
//   %343 = stop_gradient(%342) : float32[128]  # programs.py:190
//   %344 = broadcast_to(shape=[128])(%93) : float32[128]  # programs.py:190
//   %345 = multiply(%333, %333) : float32[128]  # programs.py:190
//   %346 = stop_gradient(%345) : float32[128]  # programs.py:190
//   %347 = multiply(%344, %346) : float32[128]  # programs.py:190
//   %348 = stop_gradient(%347) : float32[128]  # programs.py:190
//   %349 = add(%343, %348) : float32[128]  # programs.py:190
//   %350 = stop_gradient(%349) : float32[128]  # programs.py:190
//   %351 = sqrt(%350) : float32[128]  # programs.py:190
//   %352 = stop_gradient(%351) : float32[128]  # programs.py:190
//   %353 = broadcast_to(shape=[128])(%113) : float32[128]  # programs.py:190
//   %354 = multiply(%352, %353) : float32[128]  # programs.py:190
//   %355 = stop_gradient(%354) : float32[128]  # programs.py:190
//   %356 = broadcast_to(shape=[128])(%117) : float32[128]  # programs.py:190
//   %357 = add(%355, %356) : float32[128]  # programs.py:190
//   %358 = stop_gradient(%357) : float32[128]  # programs.py:190
//   %359 = divide(%339, %358) : float32[128]  # programs.py:190
//   %360 = stop_gradient(%359) : float32[128]  # programs.py:190
//   %361 = subtract(%21, %360) : float32[128]  # programs.py:190
//   %362 = stop_gradient(%361) : float32[128]  # programs.py:190
//   %363 = stop_gradient(%362) : float32[128]  # programs.py:190
//   %364 = alias(number=16)(%363) : float32[128]  # programs.py:190
//   %365 = stop_gradient(%337) : float32[128]  # programs.py:190
//   %366 = stop_gradient(%350) : float32[128]  # programs.py:190
//   %367 = broadcast_to(shape=[84, 128])(%71) : float32[84, 128]  # programs.py:190
//   %368 = broadcast_to(shape=[84, 128])(%73) : float32[84, 128]  # programs.py:190
//   %369 = input(25) : float32[84, 128]  # programs.py:190
//   %370 = multiply(%368, %369) : float32[84, 128]  # programs.py:190
//   %371 = stop_gradient(%370) : float32[84, 128]  # programs.py:190
//   %372 = broadcast_to(shape=[84, 128])(%78) : float32[84, 128]  # programs.py:190
//   %373 = gradient(%55, %80, %25) : float32[84, 128]  # programs.py:189
//   %374 = multiply(%372, %373) : float32[84, 128]  # programs.py:190
//   %375 = stop_gradient(%374) : float32[84, 128]  # programs.py:190
//   %376 = add(%371, %375) : float32[84, 128]  # programs.py:190
//   %377 = stop_gradient(%376) : float32[84, 128]  # programs.py:190
//   %378 = multiply(%367, %377) : float32[84, 128]  # programs.py:190
//   %379 = stop_gradient(%378) : float32[84, 128]  # programs.py:190
//   %380 = broadcast_to(shape=[84, 128])(%88) : float32[84, 128]  # programs.py:190
//   %381 = input(26) : float32[84, 128]  # programs.py:190
//   %382 = multiply(%380, %381) : float32[84, 128]  # programs.py:190
//   %383 = stop_gradient(%382) : float32[84, 128]  # programs.py:190
//   %384 = broadcast_to(shape=[84, 128])(%93) : float32[84, 128]  # programs.py:190
//   %385 = multiply(%373, %373) : float32[84, 128]  # programs.py:190
//   %386 = stop_gradient(%385) : float32[84, 128]  # programs.py:190
//   %387 = multiply(%384, %386) : float32[84, 128]  # programs.py:190
//   %388 = stop_gradient(%387) : float32[84, 128]  # programs.py:190
//   %389 = add(%383, %388) : float32[84, 128]  # programs.py:190
//   %390 = stop_gradient(%389) : float32[84, 128]  # programs.py:190
//   %391 = sqrt(%390) : float32[84, 128]  # programs.py:190
//   %392 = stop_gradient(%391) : float32[84, 128]  # programs.py:190
//   %393 = broadcast_to(shape=[84, 128])(%113) : float32[84, 128]  # programs.py:190
//   %394 = multiply(%392, %393) : float32[84, 128]  # programs.py:190
//   %395 = stop_gradient(%394) : float32[84, 128]  # programs.py:190
//   %396 = broadcast_to(shape=[84, 128])(%117) : float32[84, 128]  # programs.py:190
//   %397 = add(%395, %396) : float32[84, 128]  # programs.py:190
//   %398 = stop_gradient(%397) : float32[84, 128]  # programs.py:190
//   %399 = divide(%379, %398) : float32[84, 128]  # programs.py:190
//   %400 = stop_gradient(%399) : float32[84, 128]  # programs.py:190
//   %401 = subtract(%25, %400) : float32[84, 128]  # programs.py:190
//   %402 = stop_gradient(%401) : float32[84, 128]  # programs.py:190
//   %403 = stop_gradient(%402) : float32[84, 128]  # programs.py:190
//   %404 = alias(number=19)(%403) : float32[84, 128]  # programs.py:190
//   %405 = stop_gradient(%377) : float32[84, 128]  # programs.py:190
//   %406 = stop_gradient(%390) : float32[84, 128]  # programs.py:190
//   %407 = broadcast_to(shape=[84])(%71) : float32[84]  # programs.py:190
//   %408 = broadcast_to(shape=[84])(%73) : float32[84]  # programs.py:190
//   %409 = input(27) : float32[84]  # programs.py:190
//   %410 = multiply(%408, %409) : float32[84]  # programs.py:190
//   %411 = stop_gradient(%410) : float32[84]  # programs.py:190
//   %412 = broadcast_to(shape=[84])(%78) : float32[84]  # programs.py:190
//   %413 = gradient(%55, %80, %28) : float32[84]  # programs.py:189
//   %414 = multiply(%412, %413) : float32[84]  # programs.py:190
//   %415 = stop_gradient(%414) : float32[84]  # programs.py:190
//   %416 = add(%411, %415) : float32[84]  # programs.py:190
//   %417 = stop_gradient(%416) : float32[84]  # programs.py:190
//   %418 = multiply(%407, %417) : float32[84]  # programs.py:190
//   %419 = stop_gradient(%418) : float32[84]  # programs.py:190
//   %420 = broadcast_to(shape=[84])(%88) : float32[84]  # programs.py:190
//   %421 = input(28) : float32[84]  # programs.py:190
//   %422 = multiply(%420, %421) : float32[84]  # programs.py:190
//   %423 = stop_gradient(%422) : float32[84]  # programs.py:190
//   %424 = broadcast_to(shape=[84])(%93) : float32[84]  # programs.py:190
//   %425 = multiply(%413, %413) : float32[84]  # programs.py:190
//   %426 = stop_gradient(%425) : float32[84]  # programs.py:190
//   %427 = multiply(%424, %426) : float32[84]  # programs.py:190
//   %428 = stop_gradient(%427) : float32[84]  # programs.py:190
//   %429 = add(%423, %428) : float32[84]  # programs.py:190
//   %430 = stop_gradient(%429) : float32[84]  # programs.py:190
//   %431 = sqrt(%430) : float32[84]  # programs.py:190
//   %432 = stop_gradient(%431) : float32[84]  # programs.py:190
//   %433 = broadcast_to(shape=[84])(%113) : float32[84]  # programs.py:190
//   %434 = multiply(%432, %433) : float32[84]  # programs.py:190
//   %435 = stop_gradient(%434) : float32[84]  # programs.py:190
//   %436 = broadcast_to(shape=[84])(%117) : float32[84]  # programs.py:190
//   %437 = add(%435, %436) : float32[84]  # programs.py:190
//   %438 = stop_gradient(%437) : float32[84]  # programs.py:190
//   %439 = divide(%419, %438) : float32[84]  # programs.py:190
//   %440 = stop_gradient(%439) : float32[84]  # programs.py:190
//   %441 = subtract(%28, %440) : float32[84]  # programs.py:190
//   %442 = stop_gradient(%441) : float32[84]  # programs.py:190
//   %443 = stop_gradient(%442) : float32[84]  # programs.py:190
//   %444 = alias(number=22)(%443) : float32[84]  # programs.py:190
//   %445 = stop_gradient(%417) : float32[84]  # programs.py:190
//   %446 = stop_gradient(%430) : float32[84]  # programs.py:190
//   %447 = broadcast_to(shape=[10, 84])(%71) : float32[10, 84]  # programs.py:190
//   %448 = broadcast_to(shape=[10, 84])(%73) : float32[10, 84]  # programs.py:190
//   %449 = input(29) : float32[10, 84]  # programs.py:190
//   %450 = multiply(%448, %449) : float32[10, 84]  # programs.py:190
//   %451 = stop_gradient(%450) : float32[10, 84]  # programs.py:190
//   %452 = broadcast_to(shape=[10, 84])(%78) : float32[10, 84]  # programs.py:190
//   %453 = gradient(%55, %80, %32) : float32[10, 84]  # programs.py:189
//   %454 = multiply(%452, %453) : float32[10, 84]  # programs.py:190
//   %455 = stop_gradient(%454) : float32[10, 84]  # programs.py:190
//   %456 = add(%451, %455) : float32[10, 84]  # programs.py:190
//   %457 = stop_gradient(%456) : float32[10, 84]  # programs.py:190
//   %458 = multiply(%447, %457) : float32[10, 84]  # programs.py:190
//   %459 = stop_gradient(%458) : float32[10, 84]  # programs.py:190
//   %460 = broadcast_to(shape=[10, 84])(%88) : float32[10, 84]  # programs.py:190
//   %461 = input(30) : float32[10, 84]  # programs.py:190
//   %462 = multiply(%460, %461) : float32[10, 84]  # programs.py:190
//   %463 = stop_gradient(%462) : float32[10, 84]  # programs.py:190
//   %464 = broadcast_to(shape=[10, 84])(%93) : float32[10, 84]  # programs.py:190
//   %465 = multiply(%453, %453) : float32[10, 84]  # programs.py:190
//   %466 = stop_gradient(%465) : float32[10, 84]  # programs.py:190
//   %467 = multiply(%464, %466) : float32[10, 84]  # programs.py:190
//   %468 = stop_gradient(%467) : float32[10, 84]  # programs.py:190
//   %469 = add(%463, %468) : float32[10, 84]  # programs.py:190
//   %470 = stop_gradient(%469) : float32[10, 84]  # programs.py:190
//   %471 = sqrt(%470) : float32[10, 84]  # programs.py:190
//   %472 = stop_gradient(%471) : float32[10, 84]  # programs.py:190
//   %473 = broadcast_to(shape=[10, 84])(%113) : float32[10, 84]  # programs.py:190
//   %474 = multiply(%472, %473) : float32[10, 84]  # programs.py:190
//   %475 = stop_gradient(%474) : float32[10, 84]  # programs.py:190
//   %476 = broadcast_to(shape=[10, 84])(%117) : float32[10, 84]  # programs.py:190
//   %477 = add(%475, %476) : float32[10, 84]  # programs.py:190
//   %478 = stop_gradient(%477) : float32[10, 84]  # programs.py:190
//   %479 = divide(%459, %478) : float32[10, 84]  # programs.py:190
//   %480 = stop_gradient(%479) : float32[10, 84]  # programs.py:190
//   %481 = subtract(%32, %480) : float32[10, 84]  # programs.py:190
//   %482 = stop_gradient(%481) : float32[10, 84]  # programs.py:190
//   %483 = stop_gradient(%482) : float32[10, 84]  # programs.py:190
//   %484 = alias(number=25)(%483) : float32[10, 84]  # programs.py:190
//   %485 = stop_gradient(%457) : float32[10, 84]  # programs.py:190
//   %486 = stop_gradient(%470) : float32[10, 84]  # programs.py:190
//   %487 = stop_gradient(%137) : float32[10]  # programs.py:190
//   %488 = stop_gradient(%150) : float32[10]  # programs.py:190
//   %489 = stop_gradient(%61) : float64[]  # programs.py:190
//   return %55, %126, %164, %165, %166, %204, %205, %206, %244, %245, %246, %284, %285, %286, %324, %325, %326, %364, %365, %366, %404, %405, %406, %444, %445, %446, %484, %485, %486, %487, %488, %489
//
// The steps that compute it:
//
//    1  to_lanes_a30eee83: in0 = input 0 -> out0 = step 1 float32[7, 1, 28, 28, 16]
//    2  conv2d_relu_88f75bf6: in0 = step 1, in1 = input 2, in2 = input 3 -> out0 = step 2 float32[7, 6, 24, 24, 16]
//    3  max_pool2d_max_pool2d_choice_3ece022f: in0 = step 2 -> out0 = step 3 float32[7, 6, 12, 12, 16], out1 = step 3 int32[7, 6, 12, 12, 16]
//    4  conv2d_relu_7de1f96f: in0 = step 3, in1 = input 4, in2 = input 5 -> out0 = step 4 float32[7, 16, 8, 8, 16]
//    5  max_pool2d_max_pool2d_choice_a7612184: in0 = step 4 -> out0 = step 5 float32[7, 16, 4, 4, 16], out1 = step 5 int32[7, 16, 4, 4, 16]
//    6  from_lanes_ac968c45: in0 = step 5 -> out0 = step 6 float32[100, 16, 4, 4]
//    7  matmul_relu_6eb4e90c: in0 = step 6, in1 = input 6, in2 = input 7 -> out0 = step 7 float32[100, 128]
//    8  matmul_relu_def7baca: in0 = step 7, in1 = input 8, in2 = input 9 -> out0 = step 8 float32[100, 84]
//    9  matmul_add_c969226e: in0 = step 8, in1 = input 10, in2 = input 11 -> out0 = step 9 float32[100, 10]
//   10  max_261293a7: in0 = step 9 -> out0 = step 10 float32[100]
//   11  subtract_exp_ad8713bd: in0 = step 9, in1 = step 10 -> out0 = step 11 float32[100, 10]
//   12  sum_52b7294e: in0 = step 11 -> out0 = step 12 float32[100]
//   13  sum_multiply_5b1f5063: in0 = step 12, in1 = input 1, in2 = step 9, in3 = step 10 -> out0 = output 0 float32[]
//   14  add_power_subtract_divide_31ebd7a6: in0 = input 12, in1 = scalar 2, in2 = scalar 0, in3 = scalar 1 -> out0 = output 31 float64[], out1 = step 14 float32[], out2 = step 14 float32[]
//   15  divide_687e54ef: in0 = step 12 -> out0 = step 15 float32[100]
//   16  one_hot_where_multiply_add_6ecd4c8e: in0 = input 1, in1 = step 15, in2 = step 11 -> out0 = step 16 float32[100, 10]
//   17  matmul_where_942242bb: in0 = step 8, in1 = step 16, in2 = input 10 -> out0 = step 17 float32[100, 84]
//   18  matmul_where_215681b4: in0 = step 7, in1 = step 17, in2 = input 8 -> out0 = step 18 float32[100, 128]
//   19  matmul_aa9a9f9e: in0 = step 18, in1 = input 6 -> out0 = step 19 float32[100, 256]
//   20  reshape_to_lanes_aed9fa2e: in0 = step 19 -> out0 = step 20 float32[7, 16, 4, 4, 16]
//   21  max_pool2d_scatter_where_1120ce0e: in0 = step 4, in1 = step 20, in2 = step 5 -> out0 = step 21 float32[7, 16, 8, 8, 16]
//   22  conv2d_image_gradient_348068f7: in0 = step 21, in1 = input 4 -> out0 = step 22 float32[7, 6, 12, 12, 16]
//   23  max_pool2d_scatter_where_8f0758d9: in0 = step 2, in1 = step 22, in2 = step 3 -> out0 = step 23 float32[7, 6, 24, 24, 16]
//   24  conv2d_weight_gradient_101e352e: in0 = step 1, in1 = step 23 -> out0 = step 24 float32[6, 1, 5, 5]
//   25  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 13, in2 = scalar 4, in3 = step 24, in4 = scalar 5, in5 = input 14, in6 = scalar 6, in7 = input 2, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 3 float32[6, 1, 5, 5], out1 = output 4 float32[6, 1, 5, 5], out2 = output 1 float32[6, 1, 5, 5]
//   26  sum_20389c55: in0 = step 16 -> out0 = step 26 float32[10]
//   27  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 31, in2 = scalar 4, in3 = step 26, in4 = scalar 5, in5 = input 32, in6 = scalar 6, in7 = input 11, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 29 float32[10], out1 = output 30 float32[10], out2 = output 2 float32[10]
//   28  sum_ab5dddba: in0 = step 23 -> out0 = step 28 float32[7, 6]
//   29  sum_58c684e3: in0 = step 28 -> out0 = step 29 float32[6]
//   30  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 15, in2 = scalar 4, in3 = step 29, in4 = scalar 5, in5 = input 16, in6 = scalar 6, in7 = input 3, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 6 float32[6], out1 = output 7 float32[6], out2 = output 5 float32[6]
//   31  conv2d_weight_gradient_4343e957: in0 = step 3, in1 = step 21 -> out0 = step 31 float32[16, 6, 5, 5]
//   32  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 17, in2 = scalar 4, in3 = step 31, in4 = scalar 5, in5 = input 18, in6 = scalar 6, in7 = input 4, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 9 float32[16, 6, 5, 5], out1 = output 10 float32[16, 6, 5, 5], out2 = output 8 float32[16, 6, 5, 5]
//   33  sum_07ecf931: in0 = step 21 -> out0 = step 33 float32[16]
//   34  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 19, in2 = scalar 4, in3 = step 33, in4 = scalar 5, in5 = input 20, in6 = scalar 6, in7 = input 5, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 12 float32[16], out1 = output 13 float32[16], out2 = output 11 float32[16]
//   35  matmul_88a02eb1: in0 = step 6, in1 = step 18 -> out0 = step 35 float32[128, 256]
//   36  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 21, in2 = scalar 4, in3 = step 35, in4 = scalar 5, in5 = input 22, in6 = scalar 6, in7 = input 6, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 15 float32[128, 256], out1 = output 16 float32[128, 256], out2 = output 14 float32[128, 256]
//   37  sum_53d9f559: in0 = step 18 -> out0 = step 37 float32[128]
//   38  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 23, in2 = scalar 4, in3 = step 37, in4 = scalar 5, in5 = input 24, in6 = scalar 6, in7 = input 7, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 18 float32[128], out1 = output 19 float32[128], out2 = output 17 float32[128]
//   39  matmul_67a3dfa8: in0 = step 7, in1 = step 17 -> out0 = step 39 float32[84, 128]
//   40  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 25, in2 = scalar 4, in3 = step 39, in4 = scalar 5, in5 = input 26, in6 = scalar 6, in7 = input 8, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 21 float32[84, 128], out1 = output 22 float32[84, 128], out2 = output 20 float32[84, 128]
//   41  sum_687d45da: in0 = step 17 -> out0 = step 41 float32[84]
//   42  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 27, in2 = scalar 4, in3 = step 41, in4 = scalar 5, in5 = input 28, in6 = scalar 6, in7 = input 9, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 24 float32[84], out1 = output 25 float32[84], out2 = output 23 float32[84]
//   43  matmul_59a754b6: in0 = step 8, in1 = step 16 -> out0 = step 43 float32[10, 84]
//   44  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 29, in2 = scalar 4, in3 = step 43, in4 = scalar 5, in5 = input 30, in6 = scalar 6, in7 = input 10, in8 = step 14, in9 = step 14, in10 = scalar 7 -> out0 = output 27 float32[10, 84], out1 = output 28 float32[10, 84], out2 = output 26 float32[10, 84]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef float f32;
typedef double f64;

/* A NaN on either side wins, as in numpy.maximum. */
static inline f32 maximum_f32(f32 a, f32 b) { return ((a >= b) | (a != a)) ? a : b; }

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x4 __attribute__((vector_size(16)));
typedef f32 f32x4_u __attribute__((vector_size(16), aligned(4), may_alias));
typedef f32 f32x8 __attribute__((vector_size(32)));
typedef f32 f32x8_u __attribute__((vector_size(32), aligned(4), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x4 __attribute__((vector_size(16)));
typedef i32 i32x8 __attribute__((vector_size(32)));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i32 i32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i64 i64x8 __attribute__((vector_size(64)));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef u32 u32x4 __attribute__((vector_size(16)));

static inline f32x4 load_f32x4(const f32 *p) { return *(const f32x4_u *)p; }
static inline void store_f32x4(f32 *p, f32x4 a) { *(f32x4_u *)p = a; }
static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
static inline f32x4 select_f32x4(i32x4 m, f32x4 a, f32x4 b) {
  return (f32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline f32x8 load_f32x8(const f32 *p) { return *(const f32x8_u *)p; }
static inline void store_f32x8(f32 *p, f32x8 a) { *(f32x8_u *)p = a; }
static inline f32x8 splat_f32x8(f32 a) {
  return (f32x8){ a, a, a, a, a, a, a, a, };
}
static inline f32x8 select_f32x8(i32x8 m, f32x8 a, f32x8 b) {
  return (f32x8)((m & (i32x8)a) | (~m & (i32x8)b));
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i32x16 load_i32x16(const i32 *p) { return *(const i32x16_u *)p; }
static inline void store_i32x16(i32 *p, i32x16 a) { *(i32x16_u *)p = a; }
static inline i32x16 splat_i32x16(i32 a) {
  return (i32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i32x16 select_i32x16(i32x16 m, i32x16 a, i32x16 b) {
  return (i32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i64x8 splat_i64x8(i64 a) {
  return (i64x8){ a, a, a, a, a, a, a, a, };
}
static inline i64x8 iota_i64x8(void) {
  return (i64x8){ 0, 1, 2, 3, 4, 5, 6, 7, };
}
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 iota_i64x16(void) {
  return (i64x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}

static inline f32x4 abs_f32x4(f32x4 a) {
  return (f32x4)((i32x4)a & INT32_MAX);
}
static inline f32x8 maximum_f32x8(f32x8 a, f32x8 b) {
  return select_f32x8((i32x8)(a >= b) | (i32x8)(a != a), a, b);
}
static inline f32x8 abs_f32x8(f32x8 a) {
  return (f32x8)((i32x8)a & INT32_MAX);
}
static inline f32x16 maximum_f32x16(f32x16 a, f32x16 b) {
  return select_f32x16((i32x16)(a >= b) | (i32x16)(a != a), a, b);
}
static inline i32x16 minimum_i32x16(i32x16 a, i32x16 b) {
  return select_i32x16((i32x16)(a <= b), a, b);
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline f32 fold_add_f32x8(f32x8 a) {
  a = (f32x8)((f32x8)a + (f32x8)(f32x8){ a[4], a[5], a[6], a[7], a[0], a[1], a[2], a[3], });
  a = (f32x8)((f32x8)a + (f32x8)(f32x8){ a[2], a[3], a[4], a[5], a[6], a[7], a[0], a[1], });
  a = (f32x8)((f32x8)a + (f32x8)(f32x8){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[0], });
  return a[0];
}

static inline f32 fold_add_f32x16(f32x16 a) {
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

static inline f32 fold_max_f32x8(f32x8 a) {
  a = maximum_f32x8(a, (f32x8){ a[4], a[5], a[6], a[7], a[0], a[1], a[2], a[3], });
  a = maximum_f32x8(a, (f32x8){ a[2], a[3], a[4], a[5], a[6], a[7], a[0], a[1], });
  a = maximum_f32x8(a, (f32x8){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[0], });
  return a[0];
}

static inline f32x4 log_f32x4(f32x4 x) {
  i32x4 tiny = (i32x4)(x < 0x1p-126f);
  f32x4 normal = select_f32x4(tiny, x * 0x1p+23f, x);
  i32x4 bits = (i32x4)((u32x4)normal - 0x3f3504f3u);
  i32x4 e = bits >> 23;
  f32x4 f = (f32x4)((bits & 0x7fffff) + 0x3f3504f3) - 1.0f;
  e = e - (tiny & 23);
  f32x4 power = __builtin_convertvector(e, f32x4);
  f32x4 z = f * f;
  f32x4 p = f * -0x1.38b6a6p-4f + 0x1.055c4ep-3f;
  p = p * f + -0x1.0d8576p-3f;
  p = p * f + 0x1.22da04p-3f;
  p = p * f + -0x1.54723ep-3f;
  p = p * f + 0x1.99a00ap-3f;
  p = p * f + -0x1.000228p-2f;
  p = p * f + 0x1.555554p-2f;
  p = p * f + -0.5f;
  p = power * 0x1.7f7d1cp-20f - abs_f32x4(z * p);
  p = power * 0x1.62e4p-1f + (f + p);
  p = select_f32x4((i32x4)(x < INFINITY), p, x);
  p = select_f32x4((i32x4)(x < 0.0f), splat_f32x4(NAN), p);
  return select_f32x4((i32x4)(x == 0.0f), splat_f32x4(-INFINITY), p);
}

/* Beyond the clamp the result is infinite or zero by itself. 2^k goes in as two factors: k reaches 128, and a
   subnormal result is rounded once. */
static inline f32x8 exp_f32x8(f32x8 x) {
  x = select_f32x8((i32x8)(x > 89.0f), splat_f32x8(89.0f), x);
  x = select_f32x8((i32x8)(x < -104.0f), splat_f32x8(-104.0f), x);
  f32x8 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x8 k = (i32x8)shifted - 0x4b400000;
  shifted = shifted - 0x1.8p+23f;
  f32x8 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x8 q = r * 0x1.6ad156p-10f + 0x1.123f3p-7f;
  q = q * r + 0x1.55584ep-5f;
  q = q * r + 0x1.55548ap-3f;
  q = q * r + 0x1.fffffcp-2f;
  q = 1.0f + (r + r * r * q);
  i32x8 half = k >> 1;
  q = q * (f32x8)((half + 127) << 23) * (f32x8)((k - half + 127) << 23);
  return abs_f32x8(q);
}

static inline f32x16 sqrt_f32x16(f32x16 x) {
  f32 lane[16];
  store_f32x16(lane, x);
  for (int i = 0; i < 16; i++) lane[i] = __builtin_sqrtf(lane[i]);
  return load_f32x16(lane);
}

static inline f32 log_f32(f32 x) { return log_f32x4(splat_f32x4(x))[0]; }
static inline f32 sqrt_f32(f32 x) { return __builtin_sqrtf(x); }
static inline f64 sqrt_f64(f64 x) { return __builtin_sqrt(x); }
static inline f64 pow_f64(f64 x, f64 y) { return pow(x, y); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
static inline int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (__builtin_expect(index >= 0 && index < extent, 1)) return index;
  if (!__atomic_exchange_n(&status->failed, 1, __ATOMIC_RELAXED)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

static inline int64_t at_least(int64_t a, int64_t b) { return a > b ? a : b; }
static inline int64_t at_most(int64_t a, int64_t b) { return a < b ? a : b; }

// programs.py:174: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void to_lanes_a30eee83(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n2 = 0; n2 < 784; n2++) {
      for (int64_t n4 = 0; n4 < 16; n4++) {
        out0[n0 * 12544 + n2 * 16 + n4] = in0[at_most(n0 * 16 + n4, 99) * 784 + n2];
      }
    }
}

// programs.py:174: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void conv2d_relu_88f75bf6(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n2 = 0; n2 < 24; n2++) {
      for (int64_t n3 = 0; n3 < 384; n3 += 64) {
        f32x16 sum0[6][4];
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 4; n3u++) {
            sum0[n1u][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 5; r1++) {
          for (int64_t s1 = 0; s1 < 5; s1++) {
            #pragma GCC unroll 16
            for (int64_t n1u = 0; n1u < 6; n1u++) {
              #pragma GCC unroll 16
              for (int64_t n3u = 0; n3u < 4; n3u++) {
                const f32x16 v0 = load_f32x16(in0 + n0 * 12544 + (n2 + r1) * 448 + (n3u + s1) * 16 + n3) * in1[n1u * 25 + r1 * 5 + s1];
                sum0[n1u][n3u] += v0;
              }
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 4; n3u++) {
            const f32x16 v1 = sum0[n1u][n3u] + in2[n1u];
            store_f32x16(out0 + n0 * 55296 + n1u * 9216 + n2 * 384 + n3u * 16 + n3, select_f32x16(v1 < splat_f32x16(0.0f), splat_f32x16(0.0f), v1));
          }
        }
      }
    }
}

// programs.py:174: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:174: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void max_pool2d_max_pool2d_choice_3ece022f(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  i32 *const restrict out1 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n3 = 0; n3 < 12; n3++) {
      const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
      f32x16 max0[4];
      i32x16 min1[4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        max0[n0u] = splat_f32x16(-INFINITY);
      }
      for (int64_t r1 = 0; r1 < 2; r1++) {
        for (int64_t s1 = 0; s1 < 2; s1++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 4; n0u++) {
            max0[n0u] = maximum_f32x16(max0[n0u], load_f32x16(in0 + (n0 + n0u) * 768 + r1 * 384 + n3 * 32 + s1 * 16));
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        min1[n0u] = splat_i32x16(INT32_MAX);
      }
      for (int64_t r2 = 0; r2 < 2; r2++) {
        for (int64_t s2 = 0; s2 < 2; s2++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 4; n0u++) {
            const f32x16 v0 = load_f32x16(in0 + (n0 + n0u) * 768 + r2 * 384 + n3 * 32 + s2 * 16);
            const i32x16 v1 = select_i32x16((v0 == max0[n0u]) | (v0 != v0), splat_i32x16((i32)(r2 * 2 + s2)), splat_i32x16(4));
            min1[n0u] = minimum_i32x16(min1[n0u], v1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        store_f32x16(out0 + (n0 + n0u) * 192 + n3 * 16, max0[n0u]);
        store_i32x16(out1 + (n0 + n0u) * 192 + n3 * 16, min1[n0u]);
      }
    }
}

// programs.py:175: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void conv2d_relu_7de1f96f(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(3)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 16; n1 += 4)
      for (int64_t n2 = 0; n2 < 8; n2++) {
        for (int64_t n3 = 0; n3 < 128; n3 += 64) {
          f32x16 sum0[4][4];
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 4; n3u++) {
              sum0[n1u][n3u] = splat_f32x16(0.0f);
            }
          }
          for (int64_t r1 = 0; r1 < 6; r1++) {
            for (int64_t s1 = 0; s1 < 5; s1++) {
              for (int64_t t1 = 0; t1 < 5; t1++) {
                #pragma GCC unroll 16
                for (int64_t n1u = 0; n1u < 4; n1u++) {
                  #pragma GCC unroll 16
                  for (int64_t n3u = 0; n3u < 4; n3u++) {
                    const f32x16 v0 = load_f32x16(in0 + n0 * 13824 + r1 * 2304 + (n2 + s1) * 192 + (n3u + t1) * 16 + n3) * in1[(n1 + n1u) * 150 + r1 * 25 + s1 * 5 + t1];
                    sum0[n1u][n3u] += v0;
                  }
                }
              }
            }
          }
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 4; n3u++) {
              const f32x16 v1 = sum0[n1u][n3u] + in2[n1 + n1u];
              store_f32x16(out0 + n0 * 16384 + (n1 + n1u) * 1024 + n2 * 128 + n3u * 16 + n3, select_f32x16(v1 < splat_f32x16(0.0f), splat_f32x16(0.0f), v1));
            }
          }
        }
      }
}

// programs.py:175: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void max_pool2d_max_pool2d_choice_a7612184(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  i32 *const restrict out1 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n3 = 0; n3 < 4; n3++) {
      const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
      f32x16 max0[4];
      i32x16 min1[4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        max0[n0u] = splat_f32x16(-INFINITY);
      }
      for (int64_t r1 = 0; r1 < 2; r1++) {
        for (int64_t s1 = 0; s1 < 2; s1++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 4; n0u++) {
            max0[n0u] = maximum_f32x16(max0[n0u], load_f32x16(in0 + (n0 + n0u) * 256 + r1 * 128 + n3 * 32 + s1 * 16));
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        min1[n0u] = splat_i32x16(INT32_MAX);
      }
      for (int64_t r2 = 0; r2 < 2; r2++) {
        for (int64_t s2 = 0; s2 < 2; s2++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 4; n0u++) {
            const f32x16 v0 = load_f32x16(in0 + (n0 + n0u) * 256 + r2 * 128 + n3 * 32 + s2 * 16);
            const i32x16 v1 = select_i32x16((v0 == max0[n0u]) | (v0 != v0), splat_i32x16((i32)(r2 * 2 + s2)), splat_i32x16(4));
            min1[n0u] = minimum_i32x16(min1[n0u], v1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        store_f32x16(out0 + (n0 + n0u) * 64 + n3 * 16, max0[n0u]);
        store_i32x16(out1 + (n0 + n0u) * 64 + n3 * 16, min1[n0u]);
      }
    }
}

// programs.py:175: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void from_lanes_ac968c45(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 256; n1++) {
      out0[n0 * 256 + n1] = in0[(n0 / 16) * 4096 + n1 * 16 + (n0 % 16)];
    }
}

// programs.py:176: x = F.relu(self.dense1(x.flatten(1)))
void matmul_relu_6eb4e90c(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 5)
    for (int64_t n1 = 0; n1 < 128; n1 += 4) {
      const int64_t n0 = n0s < n - 5 ? n0s : n - 5;
      f32x16 sum0v[5][4];
      f32 sum0[5][4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0v[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 256; r1 += 16) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 5; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            sum0v[n0u][n1u] += load_f32x16(in0 + (n0 + n0u) * 256 + r1) * load_f32x16(in1 + (n1 + n1u) * 256 + r1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] = fold_add_f32x16(sum0v[n0u][n1u]);
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
          out0[(n0 + n0u) * 128 + n1 + n1u] = v0 < 0.0f ? 0.0f : v0;
        }
      }
    }
}

// programs.py:177: return self.dense3(F.relu(self.dense2(x)))
void matmul_relu_def7baca(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n1 = 0; n1 < 84; n1 += 6) {
      const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
      f32x16 sum0v[4][6];
      f32 sum0[4][6];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          sum0v[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 128; r1 += 16) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 6; n1u++) {
            sum0v[n0u][n1u] += load_f32x16(in0 + (n0 + n0u) * 128 + r1) * load_f32x16(in1 + (n1 + n1u) * 128 + r1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          sum0[n0u][n1u] = fold_add_f32x16(sum0v[n0u][n1u]);
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
          out0[(n0 + n0u) * 84 + n1 + n1u] = v0 < 0.0f ? 0.0f : v0;
        }
      }
    }
}

// programs.py:177: return self.dense3(F.relu(self.dense2(x)))
void matmul_add_c969226e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n1 = 0; n1 < 10; n1 += 5) {
      const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
      f32x16 sum0v[4][5];
      f32 sum0[4][5];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 5; n1u++) {
          sum0v[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 80; r1 += 16) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 5; n1u++) {
            sum0v[n0u][n1u] += load_f32x16(in0 + (n0 + n0u) * 84 + r1) * load_f32x16(in1 + (n1 + n1u) * 84 + r1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 5; n1u++) {
          sum0[n0u][n1u] = fold_add_f32x16(sum0v[n0u][n1u]);
        }
      }
      for (int64_t r1 = 80; r1 < 84; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 5; n1u++) {
            sum0[n0u][n1u] += in0[(n0 + n0u) * 84 + r1] * in1[(n1 + n1u) * 84 + r1];
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 5; n1u++) {
          out0[(n0 + n0u) * 10 + n1 + n1u] = sum0[n0u][n1u] + in2[n1 + n1u];
        }
      }
    }
}

// programs.py:188: loss = F.cross_entropy(model(images), targets)
void max_261293a7(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n; n0++) {
    f32x8 max0v = splat_f32x8(-INFINITY);
    max0v = maximum_f32x8(max0v, load_f32x8(in0 + n0 * 10));
    f32 max0 = fold_max_f32x8(max0v);
    for (int64_t r1 = 8; r1 < 10; r1++) {
      max0 = maximum_f32(max0, in0[n0 * 10 + r1]);
    }
    out0[n0] = max0;
  }
}

// programs.py:188: loss = F.cross_entropy(model(images), targets)
void subtract_exp_ad8713bd(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1s = 0; n1s < 10; n1s += 8) {
      const int64_t n1 = n1s < 2 ? n1s : 2;
      store_f32x8(out0 + n0 * 10 + n1, exp_f32x8(load_f32x8(in0 + n0 * 10 + n1) - in1[n0]));
    }
}

// programs.py:188: loss = F.cross_entropy(model(images), targets)
void sum_52b7294e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n; n0++) {
    f32x8 sum0v = splat_f32x8(0.0f);
    sum0v += load_f32x8(in0 + n0 * 10);
    f32 sum0 = fold_add_f32x8(sum0v);
    for (int64_t r1 = 8; r1 < 10; r1++) {
      sum0 += in0[n0 * 10 + r1];
    }
    out0[n0] = sum0;
  }
}

// programs.py:188: loss = F.cross_entropy(model(images), targets)
void sum_multiply_5b1f5063(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  f32 *const restrict out0 = buffers[4];
  (void)n;
  f32 sum0 = 0.0f;
  for (int64_t r2 = 0; r2 < 100; r2++) {
    f32x8 sum1v = splat_f32x8(0.0f);
    const f32x8 v0 = select_f32x8(__builtin_convertvector(splat_i64x8(lookup(in1[r2], 10, status)) == (0 + iota_i64x8()), i32x8), load_f32x8(in2 + r2 * 10) - in3[r2], splat_f32x8(0.0f));
    sum1v += v0;
    f32 sum1 = fold_add_f32x8(sum1v);
    for (int64_t r1 = 8; r1 < 10; r1++) {
      sum1 += lookup(in1[r2], 10, status) == r1 ? in2[r2 * 10 + r1] - in3[r2] : 0.0f;
    }
    sum0 += log_f32(in0[r2]) - sum1;
  }
  out0[0] = sum0 * 0.01f;
}

// programs.py:190: optimizer.step()
void add_power_subtract_divide_31ebd7a6(void *const *restrict buffers, int64_t n, status_t *status) {
  const f64 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f64 *const restrict in2 = buffers[2];
  const f64 *const restrict in3 = buffers[3];
  f64 *const restrict out0 = buffers[4];
  f32 *const restrict out1 = buffers[5];
  f32 *const restrict out2 = buffers[6];
  (void)n;
  (void)status;
  const f64 v0 = in0[0] + 1.0;
  out0[0] = v0;
  out1[0] = in1[0] * (f32)(1.0 / (1.0 - pow_f64(in2[0], v0)));
  out2[0] = (f32)(1.0 / sqrt_f64(1.0 - pow_f64(in3[0], v0)));
}

// programs.py:188: backward of loss = F.cross_entropy(model(images), targets)
void divide_687e54ef(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n - n % 32; n0 += 32) {
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      store_f32x16(out0 + n0u * 16 + n0, 0.01f / load_f32x16(in0 + n0u * 16 + n0));
    }
  }
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = n - n % 32; n0 < n; n0++) {
    out0[n0] = 0.01f / in0[n0];
  }
}

// programs.py:188: loss = F.cross_entropy(model(images), targets)
// programs.py:188: backward of loss = F.cross_entropy(model(images), targets)
void one_hot_where_multiply_add_6ecd4c8e(void *const *restrict buffers, int64_t n, status_t *status) {
  const i64 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1s = 0; n1s < 10; n1s += 8) {
      const int64_t n1 = n1s < 2 ? n1s : 2;
      const f32x8 v0 = select_f32x8(__builtin_convertvector(splat_i64x8(lookup(in0[n0], 10, status)) == (n1 + iota_i64x8()), i32x8), splat_f32x8(-0.01f), splat_f32x8(0.0f));
      store_f32x8(out0 + n0 * 10 + n1, v0 + in1[n0] * load_f32x8(in2 + n0 * 10 + n1));
    }
}

// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_where_942242bb(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 5)
    for (int64_t n1s = 0; n1s < 84; n1s += 48) {
      const int64_t n0 = n0s < n - 5 ? n0s : n - 5;
      const int64_t n1 = n1s < 36 ? n1s : 36;
      f32x16 sum0[5][3];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 3; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 10; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 5; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 3; n1u++) {
            sum0[n0u][n1u] += in1[(n0 + n0u) * 10 + r1] * load_f32x16(in2 + r1 * 84 + n1u * 16 + n1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 3; n1u++) {
          const f32x16 v0 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + (n0 + n0u) * 84 + n1u * 16 + n1), sum0[n0u][n1u], splat_f32x16(0.0f));
          store_f32x16(out0 + (n0 + n0u) * 84 + n1u * 16 + n1, v0);
        }
      }
    }
}

// programs.py:176: backward of x = F.relu(self.dense1(x.flatten(1)))
// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_where_215681b4(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 6)
    for (int64_t n1 = 0; n1 < 128; n1 += 64) {
      const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
      f32x16 sum0[6][4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 84; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 6; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            sum0[n0u][n1u] += in1[(n0 + n0u) * 84 + r1] * load_f32x16(in2 + r1 * 128 + n1u * 16 + n1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          const f32x16 v0 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + (n0 + n0u) * 128 + n1u * 16 + n1), sum0[n0u][n1u], splat_f32x16(0.0f));
          store_f32x16(out0 + (n0 + n0u) * 128 + n1u * 16 + n1, v0);
        }
      }
    }
}

// programs.py:176: backward of x = F.relu(self.dense1(x.flatten(1)))
void matmul_aa9a9f9e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 6)
    for (int64_t n1 = 0; n1 < 256; n1 += 64) {
      const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
      f32x16 sum0[6][4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 128; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 6; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            sum0[n0u][n1u] += in0[(n0 + n0u) * 128 + r1] * load_f32x16(in1 + r1 * 256 + n1u * 16 + n1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          store_f32x16(out0 + (n0 + n0u) * 256 + n1u * 16 + n1, sum0[n0u][n1u]);
        }
      }
    }
}

// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:176: backward of x = F.relu(self.dense1(x.flatten(1)))
void reshape_to_lanes_aed9fa2e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 256; n1++) {
      for (int64_t n4 = 0; n4 < 16; n4++) {
        out0[n0 * 4096 + n1 * 16 + n4] = in0[at_most(n0 * 16 + n4, 99) * 256 + n1];
      }
    }
}

// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void max_pool2d_scatter_where_1120ce0e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const i32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(3)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 16; n1++)
      for (int64_t n2 = 0; n2 < 8; n2++) {
        for (int64_t n3 = 0; n3 < 8; n3++) {
          const i32x16 v0 = load_i32x16(in2 + n0 * 4096 + n1 * 256 + (n2 / 2) * 64 + (n3 / 2) * 16) == splat_i32x16((i32)((n2 % 2) * 2 + (n3 % 2)));
          const f32x16 v1 = select_f32x16(v0, load_f32x16(in1 + n0 * 4096 + n1 * 256 + (n2 / 2) * 64 + (n3 / 2) * 16), splat_f32x16(0.0f));
          const f32x16 v2 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + n0 * 16384 + n1 * 1024 + n2 * 128 + n3 * 16), v1, splat_f32x16(0.0f));
          const f32x16 v3 = select_f32x16(__builtin_convertvector((n0 * 16 + iota_i64x16()) < splat_i64x16(100), i32x16), v2, splat_f32x16(0.0f));
          store_f32x16(out0 + n0 * 16384 + n1 * 1024 + n2 * 128 + n3 * 16, v3);
        }
      }
}

// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void conv2d_image_gradient_348068f7(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(3)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n2 = 0; n2 < 12; n2++)
      for (int64_t n3 = 0; n3 < 12; n3++) {
        f32x16 sum0[6];
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          sum0[n1u] = splat_f32x16(0.0f);
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          for (int64_t s1 = at_least(n2 - 7, 0); s1 < at_most(n2 + 1, 5); s1++) {
            for (int64_t t1 = at_least(n3 - 7, 0); t1 < at_most(n3 + 1, 5); t1++) {
              #pragma GCC unroll 16
              for (int64_t n1u = 0; n1u < 6; n1u++) {
                const f32x16 v0 = load_f32x16(in0 + n0 * 16384 + r1 * 1024 + n2 * 128 + n3 * 16 - s1 * 128 - t1 * 16) * in1[r1 * 150 + n1u * 25 + s1 * 5 + t1];
                sum0[n1u] += v0;
              }
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 6; n1u++) {
          store_f32x16(out0 + n0 * 13824 + n1u * 2304 + n2 * 192 + n3 * 16, sum0[n1u]);
        }
      }
}

// programs.py:174: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void max_pool2d_scatter_where_8f0758d9(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const i32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(3)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 6; n1++)
      for (int64_t n2 = 0; n2 < 24; n2++) {
        for (int64_t n3 = 0; n3 < 24; n3++) {
          const i32x16 v0 = load_i32x16(in2 + n0 * 13824 + n1 * 2304 + (n2 / 2) * 192 + (n3 / 2) * 16) == splat_i32x16((i32)((n2 % 2) * 2 + (n3 % 2)));
          const f32x16 v1 = select_f32x16(v0, load_f32x16(in1 + n0 * 13824 + n1 * 2304 + (n2 / 2) * 192 + (n3 / 2) * 16), splat_f32x16(0.0f));
          const f32x16 v2 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + n0 * 55296 + n1 * 9216 + n2 * 384 + n3 * 16), v1, splat_f32x16(0.0f));
          const f32x16 v3 = select_f32x16(__builtin_convertvector((n0 * 16 + iota_i64x16()) < splat_i64x16(100), i32x16), v2, splat_f32x16(0.0f));
          store_f32x16(out0 + n0 * 55296 + n1 * 9216 + n2 * 384 + n3 * 16, v3);
        }
      }
}

// programs.py:174: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void conv2d_weight_gradient_101e352e(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 3)
    for (int64_t n3 = 0; n3 < 5; n3++) {
      const int64_t n0 = n0s < n - 3 ? n0s : n - 3;
      f32x16 sum0v[3][5];
      f32 sum0[3][5];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n2u = 0; n2u < 5; n2u++) {
          sum0v[n0u][n2u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 7; r1++) {
        for (int64_t s1 = 0; s1 < 24; s1++) {
          for (int64_t t1 = 0; t1 < 384; t1 += 16) {
            #pragma GCC unroll 16
            for (int64_t n0u = 0; n0u < 3; n0u++) {
              #pragma GCC unroll 16
              for (int64_t n2u = 0; n2u < 5; n2u++) {
                const f32x16 v0 = load_f32x16(in0 + r1 * 12544 + (n2u + s1) * 448 + n3 * 16 + t1) * load_f32x16(in1 + r1 * 55296 + (n0 + n0u) * 9216 + s1 * 384 + t1);
                sum0v[n0u][n2u] += v0;
              }
            }
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n2u = 0; n2u < 5; n2u++) {
          sum0[n0u][n2u] = fold_add_f32x16(sum0v[n0u][n2u]);
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n2u = 0; n2u < 5; n2u++) {
          out0[(n0 + n0u) * 25 + n2u * 5 + n3] = sum0[n0u][n2u];
        }
      }
    }
}

// programs.py:190: optimizer.step()
void multiply_add_sqrt_divide_f878ed9c(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  const f32 *const restrict in4 = buffers[4];
  const f32 *const restrict in5 = buffers[5];
  const f32 *const restrict in6 = buffers[6];
  const f32 *const restrict in7 = buffers[7];
  const f32 *const restrict in8 = buffers[8];
  const f32 *const restrict in9 = buffers[9];
  const f32 *const restrict in10 = buffers[10];
  f32 *const restrict out0 = buffers[11];
  f32 *const restrict out1 = buffers[12];
  f32 *const restrict out2 = buffers[13];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n - n % 32; n0 += 32) {
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = load_f32x16(in3 + n0u * 16 + n0);
      const f32x16 v1 = in0[0] * load_f32x16(in1 + n0u * 16 + n0) + in2[0] * v0;
      store_f32x16(out0 + n0u * 16 + n0, v1);
      const f32x16 v2 = in4[0] * load_f32x16(in5 + n0u * 16 + n0) + in6[0] * (v0 * v0);
      store_f32x16(out1 + n0u * 16 + n0, v2);
      store_f32x16(out2 + n0u * 16 + n0, load_f32x16(in7 + n0u * 16 + n0) - in8[0] * v1 / (sqrt_f32x16(v2) * in9[0] + in10[0]));
    }
  }
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = n - n % 32; n0 < n; n0++) {
    const f32 v3 = in3[n0];
    const f32 v4 = in0[0] * in1[n0] + in2[0] * v3;
    out0[n0] = v4;
    const f32 v5 = in4[0] * in5[n0] + in6[0] * (v3 * v3);
    out1[n0] = v5;
    out2[n0] = in7[n0] - in8[0] * v4 / (sqrt_f32(v5) * in9[0] + in10[0]);
  }
}

// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void sum_20389c55(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0s = 0; n0s < n; n0s += 8) {
    const int64_t n0 = n0s < n - 8 ? n0s : n - 8;
    f32x8 sum0 = splat_f32x8(0.0f);
    for (int64_t r1 = 0; r1 < 100; r1++) {
      sum0 += load_f32x8(in0 + r1 * 10 + n0);
    }
    store_f32x8(out0 + n0, sum0);
  }
}

// programs.py:174: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void sum_ab5dddba(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n; n0++) {
    f32x16 sum0v[4];
    f32 sum0s[4];
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0v[r1u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 9216; r1 += 64) {
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum0v[r1u] += load_f32x16(in0 + n0 * 9216 + r1u * 16 + r1);
      }
    }
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0s[r1u] = fold_add_f32x16(sum0v[r1u]);
    }
    f32 sum0 = 0.0f;
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0 += sum0s[r1u];
    }
    out0[n0] = sum0;
  }
}

// programs.py:174: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void sum_58c684e3(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0s = 0; n0s < n; n0s += 4) {
    const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
    f32x4 sum0 = splat_f32x4(0.0f);
    for (int64_t r1 = 0; r1 < 7; r1++) {
      sum0 += load_f32x4(in0 + r1 * 6 + n0);
    }
    store_f32x4(out0 + n0, sum0);
  }
}

// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void conv2d_weight_gradient_4343e957(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(3)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n2 = 0; n2 < 5; n2++)
      for (int64_t n3 = 0; n3 < 5; n3++) {
        const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
        f32x16 sum0v[4][6];
        f32 sum0[4][6];
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 6; n1u++) {
            sum0v[n0u][n1u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 7; r1++) {
          for (int64_t s1 = 0; s1 < 8; s1++) {
            for (int64_t t1 = 0; t1 < 128; t1 += 16) {
              #pragma GCC unroll 16
              for (int64_t n0u = 0; n0u < 4; n0u++) {
                #pragma GCC unroll 16
                for (int64_t n1u = 0; n1u < 6; n1u++) {
                  const f32x16 v0 = load_f32x16(in0 + r1 * 13824 + n1u * 2304 + (n2 + s1) * 192 + n3 * 16 + t1) * load_f32x16(in1 + r1 * 16384 + (n0 + n0u) * 1024 + s1 * 128 + t1);
                  sum0v[n0u][n1u] += v0;
                }
              }
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 6; n1u++) {
            sum0[n0u][n1u] = fold_add_f32x16(sum0v[n0u][n1u]);
          }
        }
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 6; n1u++) {
            out0[(n0 + n0u) * 150 + n1u * 25 + n2 * 5 + n3] = sum0[n0u][n1u];
          }
        }
      }
}

// programs.py:175: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void sum_07ecf931(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n; n0++) {
    f32x16 sum0v[4];
    f32 sum0s[4];
    #pragma GCC unroll 16
    for (int64_t s1u = 0; s1u < 4; s1u++) {
      sum0v[s1u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 7; r1++) {
      for (int64_t s1 = 0; s1 < 1024; s1 += 64) {
        #pragma GCC unroll 16
        for (int64_t s1u = 0; s1u < 4; s1u++) {
          sum0v[s1u] += load_f32x16(in0 + r1 * 16384 + n0 * 1024 + s1u * 16 + s1);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t s1u = 0; s1u < 4; s1u++) {
      sum0s[s1u] = fold_add_f32x16(sum0v[s1u]);
    }
    f32 sum0 = 0.0f;
    #pragma GCC unroll 16
    for (int64_t s1u = 0; s1u < 4; s1u++) {
      sum0 += sum0s[s1u];
    }
    out0[n0] = sum0;
  }
}

// programs.py:176: x = F.relu(self.dense1(x.flatten(1)))
// programs.py:176: backward of x = F.relu(self.dense1(x.flatten(1)))
void matmul_88a02eb1(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 6)
    for (int64_t n1 = 0; n1 < 256; n1 += 64) {
      const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
      f32x16 sum0[6][4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 100; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 6; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            sum0[n0u][n1u] += load_f32x16(in0 + r1 * 256 + n1u * 16 + n1) * in1[r1 * 128 + n0 + n0u];
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          store_f32x16(out0 + (n0 + n0u) * 256 + n1u * 16 + n1, sum0[n0u][n1u]);
        }
      }
    }
}

// programs.py:176: backward of x = F.relu(self.dense1(x.flatten(1)))
void sum_53d9f559(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0s = 0; n0s < n; n0s += 64) {
    const int64_t n0 = n0s < n - 64 ? n0s : n - 64;
    f32x16 sum0[4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 100; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        sum0[n0u] += load_f32x16(in0 + r1 * 128 + n0u * 16 + n0);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      store_f32x16(out0 + n0u * 16 + n0, sum0[n0u]);
    }
  }
}

// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_67a3dfa8(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 6)
    for (int64_t n1 = 0; n1 < 128; n1 += 64) {
      const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
      f32x16 sum0[6][4];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 100; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 6; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            sum0[n0u][n1u] += load_f32x16(in0 + r1 * 128 + n1u * 16 + n1) * in1[r1 * 84 + n0 + n0u];
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          store_f32x16(out0 + (n0 + n0u) * 128 + n1u * 16 + n1, sum0[n0u][n1u]);
        }
      }
    }
}

// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void sum_687d45da(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0s = 0; n0s < n; n0s += 48) {
    const int64_t n0 = n0s < n - 48 ? n0s : n - 48;
    f32x16 sum0[3];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 3; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 100; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        sum0[n0u] += load_f32x16(in0 + r1 * 84 + n0u * 16 + n0);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 3; n0u++) {
      store_f32x16(out0 + n0u * 16 + n0, sum0[n0u]);
    }
  }
}

// programs.py:177: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_59a754b6(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 5)
    for (int64_t n1s = 0; n1s < 84; n1s += 32) {
      const int64_t n0 = n0s < n - 5 ? n0s : n - 5;
      const int64_t n1 = n1s < 52 ? n1s : 52;
      f32x16 sum0[5][2];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] = splat_f32x16(0.0f);
        }
      }
      for (int64_t r1 = 0; r1 < 100; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 5; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 2; n1u++) {
            sum0[n0u][n1u] += load_f32x16(in0 + r1 * 84 + n1u * 16 + n1) * in1[r1 * 10 + n0 + n0u];
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          store_f32x16(out0 + (n0 + n0u) * 84 + n1u * 16 + n1, sum0[n0u][n1u]);
        }
      }
    }
}
