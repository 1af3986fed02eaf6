// lenet5_adam_step, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(1) : int64[100]  # programs.py:243
//   %1 = constant(value=-100, dtype=int64) : int64[]  # programs.py:243
//   %2 = broadcast_to(shape=[100])(%1) : int64[100]  # programs.py:243
//   %3 = not_equal(%0, %2) : bool[100]  # programs.py:243
//   %4 = input(0) : float32[100, 1, 28, 28]  # programs.py:229
//   %5 = input(2) : float32[6, 1, 5, 5]  # programs.py:229
//   %6 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%4, %5) : float32[100, 6, 24, 24]  # programs.py:229
//   %7 = input(3) : float32[6]  # programs.py:229
//   %8 = reshape(shape=[6, 1, 1])(%7) : float32[6, 1, 1]  # programs.py:229
//   %9 = broadcast_to(shape=[100, 6, 24, 24])(%8) : float32[100, 6, 24, 24]  # programs.py:229
//   %10 = add(%6, %9) : float32[100, 6, 24, 24]  # programs.py:229
//   %11 = relu(%10) : float32[100, 6, 24, 24]  # programs.py:229
//   %12 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%11) : float32[100, 6, 12, 12]  # programs.py:229
//   %13 = input(4) : float32[16, 6, 5, 5]  # programs.py:230
//   %14 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%12, %13) : float32[100, 16, 8, 8]  # programs.py:230
//   %15 = input(5) : float32[16]  # programs.py:230
//   %16 = reshape(shape=[16, 1, 1])(%15) : float32[16, 1, 1]  # programs.py:230
//   %17 = broadcast_to(shape=[100, 16, 8, 8])(%16) : float32[100, 16, 8, 8]  # programs.py:230
//   %18 = add(%14, %17) : float32[100, 16, 8, 8]  # programs.py:230
//   %19 = relu(%18) : float32[100, 16, 8, 8]  # programs.py:230
//   %20 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%19) : float32[100, 16, 4, 4]  # programs.py:230
//   %21 = reshape(shape=[100, 256])(%20) : float32[100, 256]  # programs.py:231
//   %22 = input(6) : float32[128, 256]  # programs.py:231
//   %23 = permute(axes=[1, 0])(%22) : float32[256, 128]  # programs.py:231
//   %24 = matmul(%21, %23) : float32[100, 128]  # programs.py:231
//   %25 = input(7) : float32[128]  # programs.py:231
//   %26 = broadcast_to(shape=[100, 128])(%25) : float32[100, 128]  # programs.py:231
//   %27 = add(%24, %26) : float32[100, 128]  # programs.py:231
//   %28 = relu(%27) : float32[100, 128]  # programs.py:231
//   %29 = input(8) : float32[84, 128]  # programs.py:232
//   %30 = permute(axes=[1, 0])(%29) : float32[128, 84]  # programs.py:232
//   %31 = matmul(%28, %30) : float32[100, 84]  # programs.py:232
//   %32 = input(9) : float32[84]  # programs.py:232
//   %33 = broadcast_to(shape=[100, 84])(%32) : float32[100, 84]  # programs.py:232
//   %34 = add(%31, %33) : float32[100, 84]  # programs.py:232
//   %35 = relu(%34) : float32[100, 84]  # programs.py:232
//   %36 = input(10) : float32[10, 84]  # programs.py:232
//   %37 = permute(axes=[1, 0])(%36) : float32[84, 10]  # programs.py:232
//   %38 = matmul(%35, %37) : float32[100, 10]  # programs.py:232
//   %39 = input(11) : float32[10]  # programs.py:232
//   %40 = broadcast_to(shape=[100, 10])(%39) : float32[100, 10]  # programs.py:232
//   %41 = add(%38, %40) : float32[100, 10]  # programs.py:232
//   %42 = max(axes=[1])(%41) : float32[100]  # programs.py:243
//   %43 = reshape(shape=[100, 1])(%42) : float32[100, 1]  # programs.py:243
//   %44 = stop_gradient(%43) : float32[100, 1]  # programs.py:243
//   %45 = broadcast_to(shape=[100, 10])(%44) : float32[100, 10]  # programs.py:243
//   %46 = subtract(%41, %45) : float32[100, 10]  # programs.py:243
//   %47 = exp(%46) : float32[100, 10]  # programs.py:243
//   %48 = sum(axes=[1])(%47) : float32[100]  # programs.py:243
//   %49 = log(%48) : float32[100]  # programs.py:243
//   %50 = constant(value=0, dtype=int64) : int64[]  # programs.py:243
//   %51 = broadcast_to(shape=[100])(%50) : int64[100]  # programs.py:243
//   %52 = where(%3, %0, %51) : int64[100]  # programs.py:243
//   %53 = one_hot(size=10, dtype=bool)(%52) : bool[100, 10]  # programs.py:243
//   %54 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:243
//   %55 = broadcast_to(shape=[100, 10])(%54) : float32[100, 10]  # programs.py:243
//   %56 = where(%53, %46, %55) : float32[100, 10]  # programs.py:243
//   %57 = sum(axes=[1])(%56) : float32[100]  # programs.py:243
//   %58 = subtract(%49, %57) : float32[100]  # programs.py:243
//   %59 = broadcast_to(shape=[100])(%54) : float32[100]  # programs.py:243
//   %60 = where(%3, %58, %59) : float32[100]  # programs.py:243
//   %61 = sum(axes=[0])(%60) : float32[]  # programs.py:243
//   %62 = cast(dtype=float32)(%3) : float32[100]  # programs.py:243
//   %63 = sum(axes=[0])(%62) : float32[]  # programs.py:243
//   %64 = divide(%61, %63) : float32[]  # programs.py:243
//   %65 = input(12) : float64[]  # programs.py:245
//   %66 = cast(dtype=float32)(%65) : float32[]  # programs.py:245
//   %67 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:245
//   %68 = scalar(0) : float64[]  # programs.py:245
//   %69 = input(13) : float64[]  # programs.py:245
//   %70 = add(%69, %67) : float64[]  # programs.py:245
//   %71 = power(%68, %70) : float64[]  # programs.py:245
//   %72 = subtract(%67, %71) : float64[]  # programs.py:245
//   %73 = divide(%67, %72) : float64[]  # programs.py:245
//   %74 = cast(dtype=float32)(%73) : float32[]  # programs.py:245
//   %75 = multiply(%66, %74) : float32[]  # programs.py:245
//   %76 = broadcast_to(shape=[6, 1, 5, 5])(%75) : float32[6, 1, 5, 5]  # programs.py:245
//   %77 = scalar(2) : float32[]  # programs.py:245
//   %78 = broadcast_to(shape=[6, 1, 5, 5])(%77) : float32[6, 1, 5, 5]  # programs.py:245
//   %79 = input(14) : float32[6, 1, 5, 5]  # programs.py:245
//   %80 = multiply(%78, %79) : float32[6, 1, 5, 5]  # programs.py:245
//   %81 = scalar(3) : float32[]  # programs.py:245
//   %82 = broadcast_to(shape=[6, 1, 5, 5])(%81) : float32[6, 1, 5, 5]  # programs.py:245
//   %83 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:244
//   %84 = gradient(%64, %83, %5) : float32[6, 1, 5, 5]  # programs.py:244
//   %85 = multiply(%82, %84) : float32[6, 1, 5, 5]  # programs.py:245
//   %86 = add(%80, %85) : float32[6, 1, 5, 5]  # programs.py:245
//   %87 = multiply(%76, %86) : float32[6, 1, 5, 5]  # programs.py:245
//   %88 = scalar(4) : float32[]  # programs.py:245
//   %89 = broadcast_to(shape=[6, 1, 5, 5])(%88) : float32[6, 1, 5, 5]  # programs.py:245
//   %90 = input(15) : float32[6, 1, 5, 5]  # programs.py:245
//   %91 = multiply(%89, %90) : float32[6, 1, 5, 5]  # programs.py:245
//   %92 = scalar(5) : float32[]  # programs.py:245
//   %93 = broadcast_to(shape=[6, 1, 5, 5])(%92) : float32[6, 1, 5, 5]  # programs.py:245
//   %94 = multiply(%84, %84) : float32[6, 1, 5, 5]  # programs.py:245
//   %95 = multiply(%93, %94) : float32[6, 1, 5, 5]  # programs.py:245
//   %96 = add(%91, %95) : float32[6, 1, 5, 5]  # programs.py:245
//   %97 = sqrt(%96) : float32[6, 1, 5, 5]  # programs.py:245
//   %98 = scalar(1) : float64[]  # programs.py:245
//   %99 = power(%98, %70) : float64[]  # programs.py:245
//   %100 = subtract(%67, %99) : float64[]  # programs.py:245
//   %101 = sqrt(%100) : float64[]  # programs.py:245
//   %102 = divide(%67, %101) : float64[]  # programs.py:245
//   %103 = cast(dtype=float32)(%102) : float32[]  # programs.py:245
//   %104 = broadcast_to(shape=[6, 1, 5, 5])(%103) : float32[6, 1, 5, 5]  # programs.py:245
//   %105 = multiply(%97, %104) : float32[6, 1, 5, 5]  # programs.py:245
//   %106 = scalar(6) : float32[]  # programs.py:245
//   %107 = broadcast_to(shape=[6, 1, 5, 5])(%106) : float32[6, 1, 5, 5]  # programs.py:245
//   %108 = add(%105, %107) : float32[6, 1, 5, 5]  # programs.py:245
//   %109 = divide(%87, %108) : float32[6, 1, 5, 5]  # programs.py:245
//   %110 = subtract(%5, %109) : float32[6, 1, 5, 5]  # programs.py:245
//   %111 = stop_gradient(%110) : float32[6, 1, 5, 5]  # programs.py:245
//   %112 = assigned(slot=2)(%111) : float32[6, 1, 5, 5]  # programs.py:245
//   %113 = alias(number=1)(%112) : float32[6, 1, 5, 5]  # programs.py:245
//   %114 = broadcast_to(shape=[10])(%75) : float32[10]  # programs.py:245
//   %115 = broadcast_to(shape=[10])(%77) : float32[10]  # programs.py:245
//   %116 = input(32) : float32[10]  # programs.py:245
//   %117 = multiply(%115, %116) : float32[10]  # programs.py:245
//   %118 = broadcast_to(shape=[10])(%81) : float32[10]  # programs.py:245
//   %119 = gradient(%64, %83, %39) : float32[10]  # programs.py:244
//   %120 = multiply(%118, %119) : float32[10]  # programs.py:245
//   %121 = add(%117, %120) : float32[10]  # programs.py:245
//   %122 = multiply(%114, %121) : float32[10]  # programs.py:245
//   %123 = broadcast_to(shape=[10])(%88) : float32[10]  # programs.py:245
//   %124 = input(33) : float32[10]  # programs.py:245
//   %125 = multiply(%123, %124) : float32[10]  # programs.py:245
//   %126 = broadcast_to(shape=[10])(%92) : float32[10]  # programs.py:245
//   %127 = multiply(%119, %119) : float32[10]  # programs.py:245
//   %128 = multiply(%126, %127) : float32[10]  # programs.py:245
//   %129 = add(%125, %128) : float32[10]  # programs.py:245
//   %130 = sqrt(%129) : float32[10]  # programs.py:245
//   %131 = broadcast_to(shape=[10])(%103) : float32[10]  # programs.py:245
//   %132 = multiply(%130, %131) : float32[10]  # programs.py:245
//   %133 = broadcast_to(shape=[10])(%106) : float32[10]  # programs.py:245
//   %134 = add(%132, %133) : float32[10]  # programs.py:245
//   %135 = divide(%122, %134) : float32[10]  # programs.py:245
//   %136 = subtract(%39, %135) : float32[10]  # programs.py:245
//   %137 = stop_gradient(%136) : float32[10]  # programs.py:245
//   %138 = assigned(slot=11)(%137) : float32[10]  # programs.py:245
//   %139 = alias(number=28)(%138) : float32[10]  # programs.py:245
//   %140 = stop_gradient(%86) : float32[6, 1, 5, 5]  # programs.py:245
//   %141 = assigned(slot=14)(%140) : float32[6, 1, 5, 5]  # programs.py:245
//   %142 = stop_gradient(%96) : float32[6, 1, 5, 5]  # programs.py:245
//   %143 = assigned(slot=15)(%142) : float32[6, 1, 5, 5]  # programs.py:245
//   %144 = broadcast_to(shape=[6])(%75) : float32[6]  # programs.py:245
//   %145 = broadcast_to(shape=[6])(%77) : float32[6]  # programs.py:245
//   %146 = input(16) : float32[6]  # programs.py:245
//   %147 = multiply(%145, %146) : float32[6]  # programs.py:245
//   %148 = broadcast_to(shape=[6])(%81) : float32[6]  # programs.py:245
//   %149 = gradient(%64, %83, %7) : float32[6]  # programs.py:244
//   %150 = multiply(%148, %149) : float32[6]  # programs.py:245
//   %151 = add(%147, %150) : float32[6]  # programs.py:245
//   %152 = multiply(%144, %151) : float32[6]  # programs.py:245
//   %153 = broadcast_to(shape=[6])(%88) : float32[6]  # programs.py:245
//   %154 = input(17) : float32[6]  # programs.py:245
//   %155 = multiply(%153, %154) : float32[6]  # programs.py:245
//   %156 = broadcast_to(shape=[6])(%92) : float32[6]  # programs.py:245
//   %157 = multiply(%149, %149) : float32[6]  # programs.py:245
//   %158 = multiply(%156, %157) : float32[6]  # programs.py:245
//   %159 = add(%155, %158) : float32[6]  # programs.py:245
//   %160 = sqrt(%159) : float32[6]  # programs.py:245
//   %161 = broadcast_to(shape=[6])(%103) : float32[6]  # programs.py:245
//   %162 = multiply(%160, %161) : float32[6]  # programs.py:245
//   %163 = broadcast_to(shape=[6])(%106) : float32[6]  # programs.py:245
//   %164 = add(%162, %163) : float32[6]  # programs.py:245
//   %165 = divide(%152, %164) : float32[6]  # programs.py:245
//   %166 = subtract(%7, %165) : float32[6]  # programs.py:245
//   %167 = stop_gradient(%166) : float32[6]  # programs.py:245
//   %168 = assigned(slot=3)(%167) : float32[6]  # programs.py:245
//   %169 = alias(number=4)(%168) : float32[6]  # programs.py:245
//   %170 = stop_gradient(%151) : float32[6]  # programs.py:245
//   %171 = assigned(slot=16)(%170) : float32[6]  # programs.py:245
//   %172 = stop_gradient(%159) : float32[6]  # programs.py:245
//   %173 = assigned(slot=17)(%172) : float32[6]  # programs.py:245
//   %174 = broadcast_to(shape=[16, 6, 5, 5])(%75) : float32[16, 6, 5, 5]  # programs.py:245
//   %175 = broadcast_to(shape=[16, 6, 5, 5])(%77) : float32[16, 6, 5, 5]  # programs.py:245
//   %176 = input(18) : float32[16, 6, 5, 5]  # programs.py:245
//   %177 = multiply(%175, %176) : float32[16, 6, 5, 5]  # programs.py:245
//   %178 = broadcast_to(shape=[16, 6, 5, 5])(%81) : float32[16, 6, 5, 5]  # programs.py:245
//   %179 = gradient(%64, %83, %13) : float32[16, 6, 5, 5]  # programs.py:244
//   %180 = multiply(%178, %179) : float32[16, 6, 5, 5]  # programs.py:245
//   %181 = add(%177, %180) : float32[16, 6, 5, 5]  # programs.py:245
//   %182 = multiply(%174, %181) : float32[16, 6, 5, 5]  # programs.py:245
//   %183 = broadcast_to(shape=[16, 6, 5, 5])(%88) : float32[16, 6, 5, 5]  # programs.py:245
//   %184 = input(19) : float32[16, 6, 5, 5]  # programs.py:245
//   %185 = multiply(%183, %184) : float32[16, 6, 5, 5]  # programs.py:245
//   %186 = broadcast_to(shape=[16, 6, 5, 5])(%92) : float32[16, 6, 5, 5]  # programs.py:245
//   %187 = multiply(%179, %179) : float32[16, 6, 5, 5]  # programs.py:245
//   %188 = multiply(%186, %187) : float32[16, 6, 5, 5]  # programs.py:245
//   %189 = add(%185, %188) : float32[16, 6, 5, 5]  # programs.py:245
//   %190 = sqrt(%189) : float32[16, 6, 5, 5]  # programs.py:245
//   %191 = broadcast_to(shape=[16, 6, 5, 5])(%103) : float32[16, 6, 5, 5]  # programs.py:245
//   %192 = multiply(%190, %191) : float32[16, 6, 5, 5]  # programs.py:245
//   %193 = broadcast_to(shape=[16, 6, 5, 5])(%106) : float32[16, 6, 5, 5]  # programs.py:245
//   %194 = add(%192, %193) : float32[16, 6, 5, 5]  # programs.py:245
//   %195 = divide(%182, %194) : float32[16, 6, 5, 5]  # programs.py:245
//   %196 = subtract(%13, %195) : float32[16, 6, 5, 5]  # programs.py:245
//   %197 = stop_gradient(%196) : float32[16, 6, 5, 5]  # programs.py:245
//   %198 = assigned(slot=4)(%197) : float32[16, 6, 5, 5]  # programs.py:245
//   %199 = alias(number=7)(%198) : float32[16, 6, 5, 5]  # programs.py:245
//   %200 = stop_gradient(%181) : float32[16, 6, 5, 5]  # programs.py:245
//   %201 = assigned(slot=18)(%200) : float32[16, 6, 5, 5]  # programs.py:245
//   %202 = stop_gradient(%189) : float32[16, 6, 5, 5]  # programs.py:245
//   %203 = assigned(slot=19)(%202) : float32[16, 6, 5, 5]  # programs.py:245
//   %204 = broadcast_to(shape=[16])(%75) : float32[16]  # programs.py:245
//   %205 = broadcast_to(shape=[16])(%77) : float32[16]  # programs.py:245
//   %206 = input(20) : float32[16]  # programs.py:245
//   %207 = multiply(%205, %206) : float32[16]  # programs.py:245
//   %208 = broadcast_to(shape=[16])(%81) : float32[16]  # programs.py:245
//   %209 = gradient(%64, %83, %15) : float32[16]  # programs.py:244
//   %210 = multiply(%208, %209) : float32[16]  # programs.py:245
//   %211 = add(%207, %210) : float32[16]  # programs.py:245
//   %212 = multiply(%204, %211) : float32[16]  # programs.py:245
//   %213 = broadcast_to(shape=[16])(%88) : float32[16]  # programs.py:245
//   %214 = input(21) : float32[16]  # programs.py:245
//   %215 = multiply(%213, %214) : float32[16]  # programs.py:245
//   %216 = broadcast_to(shape=[16])(%92) : float32[16]  # programs.py:245
//   %217 = multiply(%209, %209) : float32[16]  # programs.py:245
//   %218 = multiply(%216, %217) : float32[16]  # programs.py:245
//   %219 = add(%215, %218) : float32[16]  # programs.py:245
//   %220 = sqrt(%219) : float32[16]  # programs.py:245
//   %221 = broadcast_to(shape=[16])(%103) : float32[16]  # programs.py:245
//   %222 = multiply(%220, %221) : float32[16]  # programs.py:245
//   %223 = broadcast_to(shape=[16])(%106) : float32[16]  # programs.py:245
//   %224 = add(%222, %223) : float32[16]  # programs.py:245
//   %225 = divide(%212, %224) : float32[16]  # programs.py:245
//   %226 = subtract(%15, %225) : float32[16]  # programs.py:245
//   %227 = stop_gradient(%226) : float32[16]  # programs.py:245
//   %228 = assigned(slot=5)(%227) : float32[16]  # programs.py:245
//   %229 = alias(number=10)(%228) : float32[16]  # programs.py:245
//   %230 = stop_gradient(%211) : float32[16]  # programs.py:245
//   %231 = assigned(slot=20)(%230) : float32[16]  # programs.py:245
//   %232 = stop_gradient(%219) : float32[16]  # programs.py:245
//   %233 = assigned(slot=21)(%232) : float32[16]  # programs.py:245
//   %234 = broadcast_to(shape=[128, 256])(%75) : float32[128, 256]  # programs.py:245
//   %235 = broadcast_to(shape=[128, 256])(%77) : float32[128, 256]  # programs.py:245
//   %236 = input(22) : float32[128, 256]  # programs.py:245
//   %237 = multiply(%235, %236) : float32[128, 256]  # programs.py:245
//   %238 = broadcast_to(shape=[128, 256])(%81) : float32[128, 256]  # programs.py:245
//   %239 = gradient(%64, %83, %22) : float32[128, 256]  # programs.py:244
//   %240 = multiply(%238, %239) : float32[128, 256]  # programs.py:245
//   %241 = add(%237, %240) : float32[128, 256]  # programs.py:245
//   %242 = multiply(%234, %241) : float32[128, 256]  # programs.py:245
//   %243 = broadcast_to(shape=[128, 256])(%88) : float32[128, 256]  # programs.py:245
//   %244 = input(23) : float32[128, 256]  # programs.py:245
//   %245 = multiply(%243, %244) : float32[128, 256]  # programs.py:245
//   %246 = broadcast_to(shape=[128, 256])(%92) : float32[128, 256]  # programs.py:245
//   %247 = multiply(%239, %239) : float32[128, 256]  # programs.py:245
//   %248 = multiply(%246, %247) : float32[128, 256]  # programs.py:245
//   %249 = add(%245, %248) : float32[128, 256]  # programs.py:245
//   %250 = sqrt(%249) : float32[128, 256]  # programs.py:245
//   %251 = broadcast_to(shape=[128, 256])(%103) : float32[128, 256]  # programs.py:245
//   %252 = multiply(%250, %251) : float32[128, 256]  # programs.py:245
//   %253 = broadcast_to(shape=[128, 256])(%106) : float32[128, 256]  # programs.py:245
//   %254 = add(%252, %253) : float32[128, 256]  # programs.py:245
//   %255 = divide(%242, %254) : float32[128, 256]  # programs.py:245
//   %256 = subtract(%22, %255) : float32[128, 256]  # programs.py:245
//   %257 = stop_gradient(%256) : float32[128, 256]  # programs.py:245
//   %258 = assigned(slot=6)(%257) : float32[128, 256]  # programs.py:245
//   %259 = alias(number=13)(%258) : float32[128, 256]  # programs.py:245
//   %260 = stop_gradient(%241) : float32[128, 256]  # programs.py:245
//   %261 = assigned(slot=22)(%260) : float32[128, 256]  # programs.py:245
//   %262 = stop_gradient(%249) : float32[128, 256]  # programs.py:245
//   %263 = assigned(slot=23)(%262) : float32[128, 256]  # programs.py:245
//   %264 = broadcast_to(shape=[128])(%75) : float32[128]  # programs.py:245
//   %265 = broadcast_to(shape=[128])(%77) : float32[128]  # programs.py:245
//   %266 = input(24) : float32[128]  # programs.py:245
//   %267 = multiply(%265, %266) : float32[128]  # programs.py:245
//   %268 = broadcast_to(shape=[128])(%81) : float32[128]  # programs.py:245
//   %269 = gradient(%64, %83, %25) : float32[128]  # programs.py:244
//   %270 = multiply(%268, %269) : float32[128]  # programs.py:245
//   %271 = add(%267, %270) : float32[128]  # programs.py:245
//   %272 = multiply(%264, %271) : float32[128]  # programs.py:245
//   %273 = broadcast_to(shape=[128])(%88) : float32[128]  # programs.py:245
//   %274 = input(25) : float32[128]  # programs.py:245
//   %275 = multiply(%273, %274) : float32[128]  # programs.py:245
//   %276 = broadcast_to(shape=[128])(%92) : float32[128]  # programs.py:245
//   %277 = multiply(%269, %269) : float32[128]  # programs.py:245
//   %278 = multiply(%276, %277) : float32[128]  # programs.py:245
//   %279 = add(%275, %278) : float32[128]  # programs.py:245
//   %280 = sqrt(%279) : float32[128]  # programs.py:245
//   %281 = broadcast_to(shape=[128])(%103) : float32[128]  # programs.py:245
//   %282 = multiply(%280, %281) : float32[128]  # programs.py:245
//   %283 = broadcast_to(shape=[128])(%106) : float32[128]  # programs.py:245
//   %284 = add(%282, %283) : float32[128]  # programs.py:245
//   %285 = divide(%272, %284) : float32[128]  # programs.py:245
//   %286 = subtract(%25, %285) : float32[128]  # programs.py:245
//   %287 = stop_gradient(%286) : float32[128]  # programs.py:245
//   %288 = assigned(slot=7)(%287) : float32[128]  # programs.py:245
//   %289 = alias(number=16)(%288) : float32[128]  # programs.py:245
//   %290 = stop_gradient(%271) : float32[128]  # programs.py:245
//   %291 = assigned(slot=24)(%290) : float32[128]  # programs.py:245
//   %292 = stop_gradient(%279) : float32[128]  # programs.py:245
//   %293 = assigned(slot=25)(%292) : float32[128]  # programs.py:245
//   %294 = broadcast_to(shape=[84, 128])(%75) : float32[84, 128]  # programs.py:245
//   %295 = broadcast_to(shape=[84, 128])(%77) : float32[84, 128]  # programs.py:245
//   %296 = input(26) : float32[84, 128]  # programs.py:245
//   %297 = multiply(%295, %296) : float32[84, 128]  # programs.py:245
//   %298 = broadcast_to(shape=[84, 128])(%81) : float32[84, 128]  # programs.py:245
//   %299 = gradient(%64, %83, %29) : float32[84, 128]  # programs.py:244
//   %300 = multiply(%298, %299) : float32[84, 128]  # programs.py:245
//   %301 = add(%297, %300) : float32[84, 128]  # programs.py:245
//   %302 = multiply(%294, %301) : float32[84, 128]  # programs.py:245
//   %303 = broadcast_to(shape=[84, 128])(%88) : float32[84, 128]  # programs.py:245
//   %304 = input(27) : float32[84, 128]  # programs.py:245
//   %305 = multiply(%303, %304) : float32[84, 128]  # programs.py:245
//   %306 = broadcast_to(shape=[84, 128])(%92) : float32[84, 128]  # programs.py:245
//   %307 = multiply(%299, %299) : float32[84, 128]  # programs.py:245
//   %308 = multiply(%306, %307) : float32[84, 128]  # programs.py:245
//   %309 = add(%305, %308) : float32[84, 128]  # programs.py:245
//   %310 = sqrt(%309) : float32[84, 128]  # programs.py:245
//   %311 = broadcast_to(shape=[84, 128])(%103) : float32[84, 128]  # programs.py:245
//   %312 = multiply(%310, %311) : float32[84, 128]  # programs.py:245
//   %313 = broadcast_to(shape=[84, 128])(%106) : float32[84, 128]  # programs.py:245
//   %314 = add(%312, %313) : float32[84, 128]  # programs.py:245
//   %315 = divide(%302, %314) : float32[84, 128]  # programs.py:245
//   %316 = subtract(%29, %315) : float32[84, 128]  # programs.py:245
//   %317 = stop_gradient(%316) : float32[84, 128]  # programs.py:245
//   %318 = assigned(slot=8)(%317) : float32[84, 128]  # programs.py:245
//   %319 = alias(number=19)(%318) : float32[84, 128]  # programs.py:245
//   %320 = stop_gradient(%301) : float32[84, 128]  # programs.py:245
//   %321 = assigned(slot=26)(%320) : float32[84, 128]  # programs.py:245
//   %322 = stop_gradient(%309) : float32[84, 128]  # programs.py:245
//   %323 = assigned(slot=27)(%322) : float32[84, 128]  # programs.py:245
//   %324 = broadcast_to(shape=[84])(%75) : float32[84]  # programs.py:245
//   %325 = broadcast_to(shape=[84])(%77) : float32[84]  # programs.py:245
//   %326 = input(28) : float32[84]  # programs.py:245
//   %327 = multiply(%325, %326) : float32[84]  # programs.py:245
//   %328 = broadcast_to(shape=[84])(%81) : float32[84]  # programs.py:245
//   %329 = gradient(%64, %83, %32) : float32[84]  # programs.py:244
//   %330 = multiply(%328, %329) : float32[84]  # programs.py:245
//   %331 = add(%327, %330) : float32[84]  # programs.py:245
//   %332 = multiply(%324, %331) : float32[84]  # programs.py:245
//   %333 = broadcast_to(shape=[84])(%88) : float32[84]  # programs.py:245
//   %334 = input(29) : float32[84]  # programs.py:245
//   %335 = multiply(%333, %334) : float32[84]  # programs.py:245
//   %336 = broadcast_to(shape=[84])(%92) : float32[84]  # programs.py:245
//   %337 = multiply(%329, %329) : float32[84]  # programs.py:245
//   %338 = multiply(%336, %337) : float32[84]  # programs.py:245
//   %339 = add(%335, %338) : float32[84]  # programs.py:245
//   %340 = sqrt(%339) : float32[84]  # programs.py:245
//   %341 = broadcast_to(shape=[84])(%103) : float32[84]  # programs.py:245
//   %342 = multiply(%340, %341) : float32[84]  # programs.py:245
//   %343 = broadcast_to(shape=[84])(%106) : float32[84]  # programs.py:245
//   %344 = add(%342, %343) : float32[84]  # programs.py:245
//   %345 = divide(%332, %344) : float32[84]  # programs.py:245
//   %346 = subtract(%32, %345) : float32[84]  # programs.py:245
//   %347 = stop_gradient(%346) : float32[84]  # programs.py:245
//   %348 = assigned(slot=9)(%347) : float32[84]  # programs.py:245
//   %349 = alias(number=22)(%348) : float32[84]  # programs.py:245
//   %350 = stop_gradient(%331) : float32[84]  # programs.py:245
//   %351 = assigned(slot=28)(%350) : float32[84]  # programs.py:245
//   %352 = stop_gradient(%339) : float32[84]  # programs.py:245
//   %353 = assigned(slot=29)(%352) : float32[84]  # programs.py:245
//   %354 = broadcast_to(shape=[10, 84])(%75) : float32[10, 84]  # programs.py:245
//   %355 = broadcast_to(shape=[10, 84])(%77) : float32[10, 84]  # programs.py:245
//   %356 = input(30) : float32[10, 84]  # programs.py:245
//   %357 = multiply(%355, %356) : float32[10, 84]  # programs.py:245
//   %358 = broadcast_to(shape=[10, 84])(%81) : float32[10, 84]  # programs.py:245
//   %359 = gradient(%64, %83, %36) : float32[10, 84]  # programs.py:244
//   %360 = multiply(%358, %359) : float32[10, 84]  # programs.py:245
//   %361 = add(%357, %360) : float32[10, 84]  # programs.py:245
//   %362 = multiply(%354, %361) : float32[10, 84]  # programs.py:245
//   %363 = broadcast_to(shape=[10, 84])(%88) : float32[10, 84]  # programs.py:245
//   %364 = input(31) : float32[10, 84]  # programs.py:245
//   %365 = multiply(%363, %364) : float32[10, 84]  # programs.py:245
//   %366 = broadcast_to(shape=[10, 84])(%92) : float32[10, 84]  # programs.py:245
//   %367 = multiply(%359, %359) : float32[10, 84]  # programs.py:245
//   %368 = multiply(%366, %367) : float32[10, 84]  # programs.py:245
//   %369 = add(%365, %368) : float32[10, 84]  # programs.py:245
//   %370 = sqrt(%369) : float32[10, 84]  # programs.py:245
//   %371 = broadcast_to(shape=[10, 84])(%103) : float32[10, 84]  # programs.py:245
//   %372 = multiply(%370, %371) : float32[10, 84]  # programs.py:245
//   %373 = broadcast_to(shape=[10, 84])(%106) : float32[10, 84]  # programs.py:245
//   %374 = add(%372, %373) : float32[10, 84]  # programs.py:245
//   %375 = divide(%362, %374) : float32[10, 84]  # programs.py:245
//   %376 = subtract(%36, %375) : float32[10, 84]  # programs.py:245
//   %377 = stop_gradient(%376) : float32[10, 84]  # programs.py:245
//   %378 = assigned(slot=10)(%377) : float32[10, 84]  # programs.py:245
//   %379 = alias(number=25)(%378) : float32[10, 84]  # programs.py:245
//   %380 = stop_gradient(%361) : float32[10, 84]  # programs.py:245
//   %381 = assigned(slot=30)(%380) : float32[10, 84]  # programs.py:245
//   %382 = stop_gradient(%369) : float32[10, 84]  # programs.py:245
//   %383 = assigned(slot=31)(%382) : float32[10, 84]  # programs.py:245
//   %384 = stop_gradient(%121) : float32[10]  # programs.py:245
//   %385 = assigned(slot=32)(%384) : float32[10]  # programs.py:245
//   %386 = stop_gradient(%129) : float32[10]  # programs.py:245
//   %387 = assigned(slot=33)(%386) : float32[10]  # programs.py:245
//   %388 = stop_gradient(%70) : float64[]  # programs.py:245
//   %389 = assigned(slot=13)(%388) : float64[]  # programs.py:245
//   %390 = input(34) : float64[]  # programs.py:245
//   %391 = add(%390, %67) : float64[]  # programs.py:245
//   %392 = stop_gradient(%391) : float64[]  # programs.py:245
//   %393 = assigned(slot=34)(%392) : float64[]  # programs.py:245
//   return %64, %113, %139, %141, %143, %169, %171, %173, %199, %201, %203, %229, %231, %233, %259, %261, %263, %289, %291, %293, %319, %321, %323, %349, %351, %353, %379, %381, %383, %385, %387, %389, %393
//
// The steps that compute it:
//
//    1  add_cast_power_subtract_7897f4d6: in0 = input 13, in1 = input 12, in2 = scalar 0, in3 = scalar 1 -> out0 = output 31 float64[], out1 = step 1 float32[], out2 = step 1 float32[]
//    2  to_lanes_d2979211: in0 = input 0 -> out0 = step 2 float32[7, 1, 28, 28, 16]
//    3  conv2d_relu_78ca2678: in0 = step 2, in1 = input 2, in2 = input 3 -> out0 = step 3 float32[7, 6, 24, 24, 16]
//    4  max_pool2d_max_pool2d_choice_90d846e0: in0 = step 3 -> out0 = step 4 float32[7, 6, 12, 12, 16], out1 = step 4 int32[7, 6, 12, 12, 16]
//    5  conv2d_relu_f73b7129: in0 = step 4, in1 = input 4, in2 = input 5 -> out0 = step 5 float32[7, 16, 8, 8, 16]
//    6  max_pool2d_max_pool2d_choice_2f649270: in0 = step 5 -> out0 = step 6 float32[7, 16, 4, 4, 16], out1 = step 6 int32[7, 16, 4, 4, 16]
//    7  from_lanes_dfb1544c: in0 = step 6 -> out0 = step 7 float32[100, 16, 4, 4]
//    8  permute_contiguous_ee0c1076: in0 = input 6 -> out0 = step 8 float32[256, 128]
//    9  matmul_relu_ec365dee: in0 = step 7, in1 = step 8, in2 = input 7 -> out0 = step 9 float32[100, 128]
//   10  permute_contiguous_250b78ce: in0 = input 8 -> out0 = step 10 float32[128, 84]
//   11  matmul_relu_ee8c8389: in0 = step 9, in1 = step 10, in2 = input 9 -> out0 = step 11 float32[100, 84]
//   12  permute_contiguous_e2d197e3: in0 = input 10 -> out0 = step 12 float32[84, 10]
//   13  matmul_add_4c5f66e2: in0 = step 11, in1 = step 12, in2 = input 11 -> out0 = step 13 float32[100, 10]
//   14  sum_cast_76465d25: in0 = input 1 -> out0 = step 14 float32[]
//   15  divide_8b8fa493: in0 = step 14 -> out0 = step 15 float32[]
//   16  max_sum_add_14aa7e9c: in0 = step 13, in1 = input 1, in2 = step 15 -> out0 = step 16 float32[100], out1 = step 16 float32[100], out2 = step 16 float32[100, 10]
//   17  sum_divide_c2e8a28f: in0 = input 1, in1 = step 16, in2 = step 16, in3 = step 14 -> out0 = output 0 float32[]
//   18  sum_ed95241f: in0 = step 16 -> out0 = step 18 float32[10]
//   19  matmul_3fd39287: in0 = step 11, in1 = step 16 -> out0 = step 19 float32[10, 84]
//   20  matmul_where_e5f4ed60: in0 = step 11, in1 = step 16, in2 = input 10 -> out0 = step 20 float32[100, 84]
//   21  matmul_66cfa1a7: in0 = step 9, in1 = step 20 -> out0 = step 21 float32[84, 128]
//   22  sum_ccb522c2: in0 = step 20 -> out0 = step 22 float32[84]
//   23  matmul_where_e5a4c7b2: in0 = step 9, in1 = step 20, in2 = input 8 -> out0 = step 23 float32[100, 128]
//   24  matmul_cc99ca0b: in0 = step 7, in1 = step 23 -> out0 = step 24 float32[128, 256]
//   25  sum_4ef0c13a: in0 = step 23 -> out0 = step 25 float32[128]
//   26  matmul_1de9ea32: in0 = step 23, in1 = input 6 -> out0 = step 26 float32[100, 256]
//   27  max_pool2d_scatter_where_f7bdb663: in0 = step 26, in1 = step 6, in2 = step 6 -> out0 = step 27 float32[7, 16, 8, 8, 16]
//   28  conv2d_weight_gradient_31ca0edd: in0 = step 4, in1 = step 27 -> out0 = step 28 float32[16, 6, 5, 5]
//   29  sum_subtract_f856485b: in0 = step 27, in1 = scalar 2, in2 = input 20, in3 = scalar 3, in4 = scalar 4, in5 = input 21, in6 = scalar 5, in7 = input 5, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 11 float32[16], out1 = output 12 float32[16], out2 = output 13 float32[16]
//   30  full_convolution_where_c66f70ba: in0 = step 4, in1 = step 27, in2 = input 4 -> out0 = step 30 float32[7, 6, 12, 12, 16]
//   31  max_pool2d_scatter_sum_where_f6b0cd0f: in0 = step 30, in1 = step 4 -> out0 = step 31 float32[7, 6, 24, 24, 16], out1 = step 31 float32[7, 6]
//   32  conv2d_weight_gradient_b0b54ede: in0 = step 2, in1 = step 31 -> out0 = step 32 float32[6, 1, 5, 5]
//   33  sum_300c15c4: in0 = step 31 -> out0 = step 33 float32[6]
//   34  add_b9ec2041: in0 = input 34 -> out0 = output 32 float64[]
//   35  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 32, in2 = scalar 3, in3 = step 18, in4 = scalar 4, in5 = input 33, in6 = scalar 5, in7 = input 11, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 2 float32[10], out1 = output 29 float32[10], out2 = output 30 float32[10]
//   36  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 30, in2 = scalar 3, in3 = step 19, in4 = scalar 4, in5 = input 31, in6 = scalar 5, in7 = input 10, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 26 float32[10, 84], out1 = output 27 float32[10, 84], out2 = output 28 float32[10, 84]
//   37  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 26, in2 = scalar 3, in3 = step 21, in4 = scalar 4, in5 = input 27, in6 = scalar 5, in7 = input 8, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 20 float32[84, 128], out1 = output 21 float32[84, 128], out2 = output 22 float32[84, 128]
//   38  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 28, in2 = scalar 3, in3 = step 22, in4 = scalar 4, in5 = input 29, in6 = scalar 5, in7 = input 9, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 23 float32[84], out1 = output 24 float32[84], out2 = output 25 float32[84]
//   39  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 22, in2 = scalar 3, in3 = step 24, in4 = scalar 4, in5 = input 23, in6 = scalar 5, in7 = input 6, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 14 float32[128, 256], out1 = output 15 float32[128, 256], out2 = output 16 float32[128, 256]
//   40  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 24, in2 = scalar 3, in3 = step 25, in4 = scalar 4, in5 = input 25, in6 = scalar 5, in7 = input 7, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 17 float32[128], out1 = output 18 float32[128], out2 = output 19 float32[128]
//   41  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 18, in2 = scalar 3, in3 = step 28, in4 = scalar 4, in5 = input 19, in6 = scalar 5, in7 = input 4, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 8 float32[16, 6, 5, 5], out1 = output 9 float32[16, 6, 5, 5], out2 = output 10 float32[16, 6, 5, 5]
//   42  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 14, in2 = scalar 3, in3 = step 32, in4 = scalar 4, in5 = input 15, in6 = scalar 5, in7 = input 2, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 1 float32[6, 1, 5, 5], out1 = output 3 float32[6, 1, 5, 5], out2 = output 4 float32[6, 1, 5, 5]
//   43  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 16, in2 = scalar 3, in3 = step 33, in4 = scalar 4, in5 = input 17, in6 = scalar 5, in7 = input 3, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 5 float32[6], out1 = output 6 float32[6], out2 = output 7 float32[6]

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
typedef i32 i32x8 __attribute__((vector_size(32)));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i32 i32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef i64 i64x16_u __attribute__((vector_size(128), aligned(8), may_alias));
typedef u32 u32x16 __attribute__((vector_size(64)));

static inline f32x4 load_f32x4(const f32 *p) { return *(const f32x4_u *)p; }
static inline void store_f32x4(f32 *p, f32x4 a) { *(f32x4_u *)p = a; }
static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
static inline f32x8 load_f32x8(const f32 *p) { return *(const f32x8_u *)p; }
static inline void store_f32x8(f32 *p, f32x8 a) { *(f32x8_u *)p = a; }
static inline f32x8 splat_f32x8(f32 a) {
  return (f32x8){ a, a, a, a, a, a, a, a, };
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i32x8 splat_i32x8(i32 a) {
  return (i32x8){ a, a, a, a, a, a, a, a, };
}
static inline i32x8 iota_i32x8(void) {
  return (i32x8){ 0, 1, 2, 3, 4, 5, 6, 7, };
}
static inline i32x16 load_i32x16(const i32 *p) { return *(const i32x16_u *)p; }
static inline void store_i32x16(i32 *p, i32x16 a) { *(i32x16_u *)p = a; }
static inline i32x16 splat_i32x16(i32 a) {
  return (i32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 load_i64x16(const i64 *p) { return *(const i64x16_u *)p; }
static inline void store_i64x16(i64 *p, i64x16 a) { *(i64x16_u *)p = a; }
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 iota_i64x16(void) {
  return (i64x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}
static inline f32x8 select_f32x8(i32x8 m, f32x8 a, f32x8 b) {
  return (f32x8)((m & (i32x8)a) | (~m & (i32x8)b));
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i32x16 select_i32x16(i32x16 m, i32x16 a, i32x16 b) {
  return (i32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i64x16 select_i64x16(i64x16 m, i64x16 a, i64x16 b) {
  return (i64x16)((m & (i64x16)a) | (~m & (i64x16)b));
}

static inline f32x8 maximum_f32x8(f32x8 a, f32x8 b) {
  return select_f32x8((i32x8)(a >= b) | (i32x8)(a != a), a, b);
}
static inline f32x16 maximum_f32x16(f32x16 a, f32x16 b) {
  return select_f32x16((i32x16)(a >= b) | (i32x16)(a != a), a, b);
}
static inline f32x16 abs_f32x16(f32x16 a) {
  return (f32x16)((i32x16)a & INT32_MAX);
}
static inline i32x16 minimum_i32x16(i32x16 a, i32x16 b) {
  return select_i32x16((i32x16)(a <= b), a, b);
}

/* Rows of a square at p, p + stride, … become the lanes of t: quarters change places, then quarters of those, … */
static inline void transpose_f32x16(f32x16 *t, const f32 *p, int64_t stride) {
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i++) t[i] = load_f32x16(p + i * stride);
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 8) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 8; k++) {
      const f32x16 a = t[k], b = t[k + 8];
      t[k] = (f32x16){ a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], };
      t[k + 8] = (f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 4) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 4; k++) {
      const f32x16 a = t[k], b = t[k + 4];
      t[k] = (f32x16){ a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], a[8], a[9], a[10], a[11], b[8], b[9], b[10], b[11], };
      t[k + 4] = (f32x16){ a[4], a[5], a[6], a[7], b[4], b[5], b[6], b[7], a[12], a[13], a[14], a[15], b[12], b[13], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 2) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 2; k++) {
      const f32x16 a = t[k], b = t[k + 2];
      t[k] = (f32x16){ a[0], a[1], b[0], b[1], a[4], a[5], b[4], b[5], a[8], a[9], b[8], b[9], a[12], a[13], b[12], b[13], };
      t[k + 2] = (f32x16){ a[2], a[3], b[2], b[3], a[6], a[7], b[6], b[7], a[10], a[11], b[10], b[11], a[14], a[15], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 1) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 1; k++) {
      const f32x16 a = t[k], b = t[k + 1];
      t[k] = (f32x16){ a[0], b[0], a[2], b[2], a[4], b[4], a[6], b[6], a[8], b[8], a[10], b[10], a[12], b[12], a[14], b[14], };
      t[k + 1] = (f32x16){ a[1], b[1], a[3], b[3], a[5], b[5], a[7], b[7], a[9], b[9], a[11], b[11], a[13], b[13], a[15], b[15], };
    }
  }
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

/* 2^k goes into the exponent of e^r as an integer. Below the normal range, and only there, that fails: the result is zero,
   as it is wherever subnormal numbers are flushed. Beyond the largest float it is infinite. */
static inline f32x8 exp_f32x8(f32x8 x) {
  f32x8 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x8 exponent = (i32x8)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x8 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x8 q = r * 0x1.6ad156p-10f + 0x1.123f3p-7f;
  q = q * r + 0x1.55584ep-5f;
  q = q * r + 0x1.55548ap-3f;
  q = q * r + 0x1.fffffcp-2f;
  q = 1.0f + (r + r * r * q);
  i32x8 y = ((i32x8)q + exponent) & ~(i32x8)(x < -0x1.5d589ep+6f);
  return select_f32x8((i32x8)(x <= 0x1.62e42ep+6f), (f32x8)y, x + INFINITY);
}

static inline f32x16 log_f32x16(f32x16 x) {
  i32x16 tiny = (i32x16)(x < 0x1p-126f);
  f32x16 normal = select_f32x16(tiny, x * 0x1p+23f, x);
  i32x16 bits = (i32x16)((u32x16)normal - 0x3f3504f3u);
  i32x16 e = bits >> 23;
  f32x16 f = (f32x16)((bits & 0x7fffff) + 0x3f3504f3) - 1.0f;
  e = e - (tiny & 23);
  f32x16 power = __builtin_convertvector(e, f32x16);
  f32x16 z = f * f;
  f32x16 p = f * -0x1.38b6a6p-4f + 0x1.055c4ep-3f;
  p = p * f + -0x1.0d8576p-3f;
  p = p * f + 0x1.22da04p-3f;
  p = p * f + -0x1.54723ep-3f;
  p = p * f + 0x1.99a00ap-3f;
  p = p * f + -0x1.000228p-2f;
  p = p * f + 0x1.555554p-2f;
  p = p * f + -0.5f;
  p = power * 0x1.7f7d1cp-20f - abs_f32x16(z * p);
  p = power * 0x1.62e4p-1f + (f + p);
  p = select_f32x16((i32x16)(x < INFINITY), p, x);
  p = select_f32x16((i32x16)(x < 0.0f), splat_f32x16(NAN), p);
  return select_f32x16((i32x16)(x == 0.0f), splat_f32x16(-INFINITY), p);
}

static inline f32x16 sqrt_f32x16(f32x16 x) {
  f32 lane[16];
  store_f32x16(lane, x);
  for (int i = 0; i < 16; i++) lane[i] = __builtin_sqrtf(lane[i]);
  return load_f32x16(lane);
}

static inline f32 sqrt_f32(f32 x) { return __builtin_sqrtf(x); }
static inline f64 sqrt_f64(f64 x) { return __builtin_sqrt(x); }

static inline f64 pow_f64(f64 x, f64 y) { return pow(x, y); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

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

// programs.py:245: optimizer.step()
void add_cast_power_subtract_7897f4d6(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const restrict in0 = buffers[0];
  const f64 *const restrict in1 = buffers[1];
  const f64 *const restrict in2 = buffers[2];
  const f64 *const restrict in3 = buffers[3];
  f64 *const restrict out0 = buffers[4];
  f32 *const restrict out1 = buffers[5];
  f32 *const restrict out2 = buffers[6];
  (void)n;
  (void)share;
  (void)status;
  const f64 v0 = in0[0] + 1.0;
  out0[0] = v0;
  out1[0] = (f32)in1[0] * (f32)(1.0 / (1.0 - pow_f64(in2[0], v0)));
  out2[0] = (f32)(1.0 / sqrt_f64(1.0 - pow_f64(in3[0], v0)));
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void to_lanes_d2979211(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n * 49, share); turn < end_of(n * 49, share); turn++) {
    const int64_t n0 = turn / 49;
    const int64_t n2 = turn % 49 * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + at_most(n0 * 16, 84) * 784 + n2, 784);
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 16; n2u++) {
      store_f32x16(out0 + n0 * 12544 + n2 * 16 + n2u * 16, square0[n2u]);
    }
  }
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void conv2d_relu_78ca2678(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n * 24, share); turn < end_of(n * 24, share); turn++) {
    const int64_t n0 = turn / 24;
    const int64_t n2 = turn % 24;
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
              const f32x16 v0 = load_f32x16(in0 + n0 * 12544 + (n2 + r1) * 448 + s1 * 16 + n3 + n3u * 16) * in1[r1 * 5 + s1 + n1u * 25];
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
          store_f32x16(out0 + n0 * 55296 + n2 * 384 + n3 + n1u * 9216 + n3u * 16, select_f32x16(v1 < splat_f32x16(0.0f), splat_f32x16(0.0f), v1));
        }
      }
    }
  }
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void max_pool2d_max_pool2d_choice_90d846e0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  i32 *const restrict out1 = buffers[2];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    for (int64_t n3 = 0; n3 < 12; n3 += 4) {
      f32x16 max0[4];
      i32x16 min1[4];
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 4; n3u++) {
        max0[n3u] = splat_f32x16(-INFINITY);
      }
      for (int64_t r1 = 0; r1 < 2; r1++) {
        for (int64_t s1 = 0; s1 < 2; s1++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 4; n3u++) {
            max0[n3u] = maximum_f32x16(max0[n3u], load_f32x16(in0 + n0 * 768 + r1 * 384 + n3 * 32 + s1 * 16 + n3u * 32));
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 4; n3u++) {
        min1[n3u] = splat_i32x16(INT32_MAX);
      }
      for (int64_t r2 = 0; r2 < 2; r2++) {
        for (int64_t s2 = 0; s2 < 2; s2++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 4; n3u++) {
            const f32x16 v0 = load_f32x16(in0 + n0 * 768 + r2 * 384 + n3 * 32 + s2 * 16 + n3u * 32);
            const i32x16 v1 = select_i32x16((v0 == max0[n3u]) | (v0 != v0), splat_i32x16((i32)(r2 * 2 + s2)), splat_i32x16(4));
            min1[n3u] = minimum_i32x16(min1[n3u], v1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 4; n3u++) {
        store_f32x16(out0 + n0 * 192 + n3 * 16 + n3u * 16, max0[n3u]);
        store_i32x16(out1 + n0 * 192 + n3 * 16 + n3u * 16, min1[n3u]);
      }
    }
  }
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void conv2d_relu_f73b7129(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n * 64, share); turn < end_of(n * 64, share); turn++) {
    const int64_t n0 = turn / 64;
    const int64_t n1 = turn / 32 % 2 * 8;
    const int64_t n2 = turn / 4 % 8;
    const int64_t n3 = turn % 4 * 32;
    f32x16 sum0[8][2];
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 8; n1u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n1u][n3u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 6; r1++) {
      for (int64_t s1 = 0; s1 < 5; s1++) {
        for (int64_t t1 = 0; t1 < 5; t1++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 8; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 2; n3u++) {
              const f32x16 v0 = load_f32x16(in0 + n0 * 13824 + r1 * 2304 + (n2 + s1) * 192 + t1 * 16 + n3 + n3u * 16) * in1[n1 * 150 + r1 * 25 + s1 * 5 + t1 + n1u * 150];
              sum0[n1u][n3u] += v0;
            }
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 8; n1u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        const f32x16 v1 = sum0[n1u][n3u] + in2[n1 + n1u];
        store_f32x16(out0 + n0 * 16384 + n1 * 1024 + n2 * 128 + n3 + n1u * 1024 + n3u * 16, select_f32x16(v1 < splat_f32x16(0.0f), splat_f32x16(0.0f), v1));
      }
    }
  }
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void max_pool2d_max_pool2d_choice_2f649270(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  i32 *const restrict out1 = buffers[2];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f32x16 max0[4];
    i32x16 min1[4];
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 4; n3u++) {
      max0[n3u] = splat_f32x16(-INFINITY);
    }
    for (int64_t r1 = 0; r1 < 2; r1++) {
      for (int64_t s1 = 0; s1 < 2; s1++) {
        #pragma GCC unroll 16
        for (int64_t n3u = 0; n3u < 4; n3u++) {
          max0[n3u] = maximum_f32x16(max0[n3u], load_f32x16(in0 + n0 * 256 + r1 * 128 + s1 * 16 + n3u * 32));
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 4; n3u++) {
      min1[n3u] = splat_i32x16(INT32_MAX);
    }
    for (int64_t r2 = 0; r2 < 2; r2++) {
      for (int64_t s2 = 0; s2 < 2; s2++) {
        #pragma GCC unroll 16
        for (int64_t n3u = 0; n3u < 4; n3u++) {
          const f32x16 v0 = load_f32x16(in0 + n0 * 256 + r2 * 128 + s2 * 16 + n3u * 32);
          const i32x16 v1 = select_i32x16((v0 == max0[n3u]) | (v0 != v0), splat_i32x16((i32)(r2 * 2 + s2)), splat_i32x16(4));
          min1[n3u] = minimum_i32x16(min1[n3u], v1);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 4; n3u++) {
      store_f32x16(out0 + n0 * 64 + n3u * 16, max0[n3u]);
      store_i32x16(out1 + n0 * 64 + n3u * 16, min1[n3u]);
    }
  }
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void from_lanes_dfb1544c(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    for (int64_t n1 = 0; n1 < 256; n1++) {
      out0[n0 * 256 + n1] = in0[(n0 / 16) * 4096 + n1 * 16 + n0 - at_most((n0 / 16) * 16, 84)];
    }
  }
}

// programs.py:231: x = F.relu(self.dense1(x.flatten(1)))
void permute_contiguous_ee0c1076(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16 * 8, share); turn < end_of((n + 15) / 16 * 8, share); turn++) {
    const int64_t n0s = turn / 8 * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    const int64_t n1 = turn % 8 * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n1 * 256 + n0, 256);
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 16; n0u++) {
      store_f32x16(out0 + n0 * 128 + n1 + n0u * 128, square0[n0u]);
    }
  }
}

// programs.py:231: x = F.relu(self.dense1(x.flatten(1)))
void matmul_relu_ec365dee(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 2, share); turn < end_of((n + 5) / 6 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 2 * 64;
    f32x16 sum0[6][4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 256; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 256 + r1 + n0u * 256] * load_f32x16(in1 + r1 * 128 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        const f32x16 v0 = sum0[n0u][n1u] + load_f32x16(in2 + n1 + n1u * 16);
        store_f32x16(out0 + n0 * 128 + n1 + n0u * 128 + n1u * 16, select_f32x16(v0 < splat_f32x16(0.0f), splat_f32x16(0.0f), v0));
      }
    }
  }
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
void permute_contiguous_250b78ce(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16 * 6, share); turn < end_of((n + 15) / 16 * 6, share); turn++) {
    const int64_t n0s = turn / 6 * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    const int64_t n1s = turn % 6 * 16;
    const int64_t n1 = n1s < 68 ? n1s : 68;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n1 * 128 + n0, 128);
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 16; n0u++) {
      store_f32x16(out0 + n0 * 84 + n1 + n0u * 84, square0[n0u]);
    }
  }
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
void matmul_relu_ee8c8389(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 9) / 10 * 3, share); turn < end_of((n + 9) / 10 * 3, share); turn++) {
    const int64_t n0s = turn / 3 * 10;
    const int64_t n0 = n0s < n - 10 ? n0s : n - 10;
    const int64_t n1s = turn % 3 * 32;
    const int64_t n1 = n1s < 52 ? n1s : 52;
    f32x16 sum0[10][2];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 128; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 10; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 128 + r1 + n0u * 128] * load_f32x16(in1 + r1 * 84 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        const f32x16 v0 = sum0[n0u][n1u] + load_f32x16(in2 + n1 + n1u * 16);
        store_f32x16(out0 + n0 * 84 + n1 + n0u * 84 + n1u * 16, select_f32x16(v0 < splat_f32x16(0.0f), splat_f32x16(0.0f), v0));
      }
    }
  }
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
void permute_contiguous_e2d197e3(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t in0_step = sizes[0];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    for (int64_t n1 = 0; n1 < 10; n1++) {
      out0[n0 * 10 + n1] = in0[n1 * in0_step + n0];
    }
  }
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
void matmul_add_4c5f66e2(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 9) / 10 * 2, share); turn < end_of((n + 9) / 10 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 10;
    const int64_t n0 = n0s < n - 10 ? n0s : n - 10;
    const int64_t n1s = turn % 2 * 8;
    const int64_t n1 = n1s < 2 ? n1s : 2;
    f32x8 sum0[10];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      sum0[n0u] = splat_f32x8(0.0f);
    }
    for (int64_t r1 = 0; r1 < 84; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 10; n0u++) {
        sum0[n0u] += in0[n0 * 84 + r1 + n0u * 84] * load_f32x8(in1 + r1 * 10 + n1);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      store_f32x8(out0 + n0 * 10 + n1 + n0u * 10, sum0[n0u] + load_f32x8(in2 + n1));
    }
  }
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
void sum_cast_76465d25(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const i64 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0v = splat_f32x16(0.0f);
  for (int64_t r1 = 0; r1 < 96; r1 += 16) {
    sum0v += __builtin_convertvector(-(load_i64x16(in0 + r1) != splat_i64x16(-100)), f32x16);
  }
  const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), __builtin_convertvector(-(load_i64x16(in0 + 84) != splat_i64x16(-100)), f32x16), splat_f32x16(0.0f));
  sum0v += v0;
  f32 sum0 = fold_add_f32x16(sum0v);
  out0[0] = sum0;
}

// programs.py:243: backward of loss = F.cross_entropy(model(images), targets)
void divide_8b8fa493(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  f32 *const out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  out0[0] = 1.0f / in0[0];
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
// programs.py:243: backward of loss = F.cross_entropy(model(images), targets)
void max_sum_add_14aa7e9c(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  f32 *const restrict out1 = buffers[4];
  f32 *const restrict out2 = buffers[5];
  for (int64_t turn = first_of((n + 15) / 16, share); turn < end_of((n + 15) / 16, share); turn++) {
    const int64_t rows = turn * 16;
    const int64_t row = rows < n - 16 ? rows : n - 16;
    f32 max_of_row[16] __attribute__((aligned(64)));
    f32 exp_of_row[160] __attribute__((aligned(64)));
    i64 where_of_row[16] __attribute__((aligned(64)));
    f32 negative_of_row[16] __attribute__((aligned(64)));
    f32 divide_of_row[16] __attribute__((aligned(64)));
    for (int64_t b = 0; b < 16; b++) {
      f32x8 max0v = splat_f32x8(-INFINITY);
      max0v = maximum_f32x8(max0v, load_f32x8(in0 + (b + row) * 10));
      f32 max0 = fold_max_f32x8(max0v);
      for (int64_t r1 = 8; r1 < 10; r1++) {
        max0 = maximum_f32(max0, in0[(b + row) * 10 + r1]);
      }
      max_of_row[b] = max0;
    }
    for (int64_t b = 0; b < 16; b++) {
      for (int64_t n1s = 0; n1s < 10; n1s += 8) {
        const int64_t n1 = n1s < 2 ? n1s : 2;
        store_f32x8(exp_of_row + b * 10 + n1, exp_f32x8(load_f32x8(in0 + (b + row) * 10 + n1) - max_of_row[b]));
      }
    }
    for (int64_t b = 0; b < 16; b++) {
      f32x8 sum1v = splat_f32x8(0.0f);
      sum1v += load_f32x8(exp_of_row + b * 10);
      f32 sum1 = fold_add_f32x8(sum1v);
      for (int64_t r1 = 8; r1 < 10; r1++) {
        sum1 += exp_of_row[b * 10 + r1];
      }
      out0[b + row] = sum1;
    }
    const i64x16 v0 = load_i64x16(in1 + row);
    store_i64x16(where_of_row, select_i64x16(v0 != splat_i64x16(-100), v0, splat_i64x16(0)));
    for (int64_t b = 0; b < 16; b++) {
      f32x8 sum2v = splat_f32x8(0.0f);
      const f32x8 v1 = select_f32x8(splat_i32x8(lookup(where_of_row[b], 10, status)) == iota_i32x8(), load_f32x8(in0 + (b + row) * 10) - max_of_row[b], splat_f32x8(0.0f));
      sum2v += v1;
      f32 sum2 = fold_add_f32x8(sum2v);
      for (int64_t r1 = 8; r1 < 10; r1++) {
        const f32 v2 = lookup(where_of_row[b], 10, status) == r1 ? in0[(b + row) * 10 + r1] - max_of_row[b] : 0.0f;
        sum2 += v2;
      }
      out1[b + row] = sum2;
    }
    const f32x16 v3 = select_f32x16(__builtin_convertvector(load_i64x16(in1 + row) != splat_i64x16(-100), i32x16), splat_f32x16(in2[0]), splat_f32x16(0.0f));
    store_f32x16(negative_of_row, -v3);
    store_f32x16(divide_of_row, v3 / load_f32x16(out0 + row));
    for (int64_t b = 0; b < 16; b++) {
      for (int64_t n1s = 0; n1s < 10; n1s += 8) {
        const int64_t n1 = n1s < 2 ? n1s : 2;
        const f32x8 v4 = select_f32x8(splat_i32x8(lookup(where_of_row[b], 10, status)) == (splat_i32x8(n1) + iota_i32x8()), splat_f32x8(negative_of_row[b]), splat_f32x8(0.0f));
        store_f32x8(out2 + (b + row) * 10 + n1, v4 + divide_of_row[b] * load_f32x8(exp_of_row + b * 10 + n1));
      }
    }
  }
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
void sum_divide_c2e8a28f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const i64 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const in3 = buffers[3];
  f32 *const out0 = buffers[4];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0v = splat_f32x16(0.0f);
  for (int64_t r1 = 0; r1 < 96; r1 += 16) {
    const f32x16 v0 = select_f32x16(__builtin_convertvector(load_i64x16(in0 + r1) != splat_i64x16(-100), i32x16), log_f32x16(load_f32x16(in1 + r1)) - load_f32x16(in2 + r1), splat_f32x16(0.0f));
    sum0v += v0;
  }
  const f32x16 v1 = select_f32x16(__builtin_convertvector(load_i64x16(in0 + 84) != splat_i64x16(-100), i32x16), log_f32x16(load_f32x16(in1 + 84)) - load_f32x16(in2 + 84), splat_f32x16(0.0f));
  const f32x16 v2 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), v1, splat_f32x16(0.0f));
  sum0v += v2;
  f32 sum0 = fold_add_f32x16(sum0v);
  out0[0] = sum0 / in3[0];
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void sum_ed95241f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 7) / 8, share); turn < end_of((n + 7) / 8, share); turn++) {
    const int64_t n0s = turn * 8;
    const int64_t n0 = n0s < n - 8 ? n0s : n - 8;
    f32x8 sum0 = splat_f32x8(0.0f);
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      sum0 += load_f32x8(in0 + r1 * 10 + n0);
    }
    store_f32x8(out0 + n0, sum0);
  }
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_3fd39287(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 4) / 5 * 3, share); turn < end_of((n + 4) / 5 * 3, share); turn++) {
    const int64_t n0s = turn / 3 * 5;
    const int64_t n0 = n0s < n - 5 ? n0s : n - 5;
    const int64_t n1s = turn % 3 * 32;
    const int64_t n1 = n1s < 52 ? n1s : 52;
    f32x16 sum0[5][2];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 5; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += load_f32x16(in0 + r1 * 84 + n1 + n1u * 16) * in1[r1 * 10 + n0 + n0u];
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 5; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        store_f32x16(out0 + n0 * 84 + n1 + n0u * 84 + n1u * 16, sum0[n0u][n1u]);
      }
    }
  }
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_where_e5f4ed60(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 9) / 10 * 3, share); turn < end_of((n + 9) / 10 * 3, share); turn++) {
    const int64_t n0s = turn / 3 * 10;
    const int64_t n0 = n0s < n - 10 ? n0s : n - 10;
    const int64_t n1s = turn % 3 * 32;
    const int64_t n1 = n1s < 52 ? n1s : 52;
    f32x16 sum0[10][2];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 10; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 10; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in1[n0 * 10 + r1 + n0u * 10] * load_f32x16(in2 + r1 * 84 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        const f32x16 v0 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + n0 * 84 + n1 + n0u * 84 + n1u * 16), sum0[n0u][n1u], splat_f32x16(0.0f));
        store_f32x16(out0 + n0 * 84 + n1 + n0u * 84 + n1u * 16, v0);
      }
    }
  }
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_66cfa1a7(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 2, share); turn < end_of((n + 5) / 6 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 2 * 64;
    f32x16 sum0[6][4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] += load_f32x16(in0 + r1 * 128 + n1 + n1u * 16) * in1[r1 * 84 + n0 + n0u];
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        store_f32x16(out0 + n0 * 128 + n1 + n0u * 128 + n1u * 16, sum0[n0u][n1u]);
      }
    }
  }
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void sum_ccb522c2(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 47) / 48, share); turn < end_of((n + 47) / 48, share); turn++) {
    const int64_t n0s = turn * 48;
    const int64_t n0 = n0s < n - 48 ? n0s : n - 48;
    f32x16 sum0[3];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 3; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        sum0[n0u] += load_f32x16(in0 + r1 * 84 + n0 + n0u * 16);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 3; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, sum0[n0u]);
    }
  }
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
void matmul_where_e5a4c7b2(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 2, share); turn < end_of((n + 5) / 6 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 2 * 64;
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
          sum0[n0u][n1u] += in1[n0 * 84 + r1 + n0u * 84] * load_f32x16(in2 + r1 * 128 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        const f32x16 v0 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + n0 * 128 + n1 + n0u * 128 + n1u * 16), sum0[n0u][n1u], splat_f32x16(0.0f));
        store_f32x16(out0 + n0 * 128 + n1 + n0u * 128 + n1u * 16, v0);
      }
    }
  }
}

// programs.py:231: x = F.relu(self.dense1(x.flatten(1)))
// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
void matmul_cc99ca0b(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 4, share); turn < end_of((n + 5) / 6 * 4, share); turn++) {
    const int64_t n0s = turn / 4 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 4 * 64;
    f32x16 sum0[6][4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] += load_f32x16(in0 + r1 * 256 + n1 + n1u * 16) * in1[r1 * 128 + n0 + n0u];
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        store_f32x16(out0 + n0 * 256 + n1 + n0u * 256 + n1u * 16, sum0[n0u][n1u]);
      }
    }
  }
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
void sum_4ef0c13a(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 63) / 64, share); turn < end_of((n + 63) / 64, share); turn++) {
    const int64_t n0s = turn * 64;
    const int64_t n0 = n0s < n - 64 ? n0s : n - 64;
    f32x16 sum0[4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        sum0[n0u] += load_f32x16(in0 + r1 * 128 + n0 + n0u * 16);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, sum0[n0u]);
    }
  }
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
void matmul_1de9ea32(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 4, share); turn < end_of((n + 5) / 6 * 4, share); turn++) {
    const int64_t n0s = turn / 4 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 4 * 64;
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
          sum0[n0u][n1u] += in0[n0 * 128 + r1 + n0u * 128] * load_f32x16(in1 + r1 * 256 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        store_f32x16(out0 + n0 * 256 + n1 + n0u * 256 + n1u * 16, sum0[n0u][n1u]);
      }
    }
  }
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
void max_pool2d_scatter_where_f7bdb663(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const i32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t row = first_of(n, share); row < end_of(n, share); row++) {
    f32x16 square0[16];
    f32 to_lanes_of_row[256] __attribute__((aligned(64)));
    transpose_f32x16(square0, in0 + at_most((row / 16) * 16, 84) * 256 + (row % 16) * 16, 256);
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 16; n2u++) {
      store_f32x16(to_lanes_of_row + n2u * 16, square0[n2u]);
    }
    for (int64_t n2 = 0; n2 < 8; n2++) {
      for (int64_t n3 = 0; n3 < 8; n3++) {
        const i32x16 v0 = splat_i32x16((i32)((row / 16) * 16 - at_most((row / 16) * 16, 84))) <= __builtin_convertvector(iota_i64x16(), i32x16);
        const i32x16 v1 = load_i32x16(in2 + row * 256 + (n2 / 2) * 64 + (n3 / 2) * 16) == splat_i32x16((i32)((n2 % 2) * 2 + (n3 % 2)));
        const f32x16 v2 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in1 + row * 256 + (n2 / 2) * 64 + (n3 / 2) * 16), load_f32x16(to_lanes_of_row + (n2 / 2) * 64 + (n3 / 2) * 16), splat_f32x16(0.0f));
        store_f32x16(out0 + row * 1024 + n2 * 128 + n3 * 16, select_f32x16(v0, select_f32x16(v1, v2, splat_f32x16(0.0f)), splat_f32x16(0.0f)));
      }
    }
  }
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void conv2d_weight_gradient_31ca0edd(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 3) / 4 * 30, share); turn < end_of((n + 3) / 4 * 30, share); turn++) {
    const int64_t n0s = turn / 30 * 4;
    const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
    const int64_t n1 = turn / 5 % 6;
    const int64_t n2 = turn % 5;
    f32x16 sum0v[4][5];
    f32 sum0[4][5];
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        sum0v[n0u][n3u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      for (int64_t s1 = 0; s1 < 8; s1++) {
        for (int64_t t1 = 0; t1 < 128; t1 += 16) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 5; n3u++) {
            #pragma GCC unroll 16
            for (int64_t n0u = 0; n0u < 4; n0u++) {
              const f32x16 v0 = load_f32x16(in0 + r1 * 13824 + n1 * 2304 + (n2 + s1) * 192 + t1 + n3u * 16) * load_f32x16(in1 + r1 * 16384 + n0 * 1024 + s1 * 128 + t1 + n0u * 1024);
              sum0v[n0u][n3u] += v0;
            }
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        sum0[n0u][n3u] = fold_add_f32x16(sum0v[n0u][n3u]);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        out0[n0 * 150 + n1 * 25 + n2 * 5 + n0u * 150 + n3u] = sum0[n0u][n3u];
      }
    }
  }
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:245: optimizer.step()
void sum_subtract_f856485b(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  const f32 *const restrict in4 = buffers[4];
  const f32 *const in5 = buffers[5];
  const f32 *const restrict in6 = buffers[6];
  const f32 *const in7 = buffers[7];
  const f32 *const restrict in8 = buffers[8];
  const f32 *const restrict in9 = buffers[9];
  const f32 *const restrict in10 = buffers[10];
  f32 *const out0 = buffers[11];
  f32 *const out1 = buffers[12];
  f32 *const out2 = buffers[13];
  const int64_t *const restrict sizes = buffers[14];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t row = first_of(n, share); row < end_of(n, share); row++) {
    f32x16 sum0v[4];
    f32 sum_of_row;
    #pragma GCC unroll 16
    for (int64_t s1u = 0; s1u < 4; s1u++) {
      sum0v[s1u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      for (int64_t s1 = 0; s1 < 1024; s1 += 64) {
        #pragma GCC unroll 16
        for (int64_t s1u = 0; s1u < 4; s1u++) {
          sum0v[s1u] += load_f32x16(in0 + r1 * 16384 + row * 1024 + s1 + s1u * 16);
        }
      }
    }
    f32x16 sum0t = splat_f32x16(0.0f);
    #pragma GCC unroll 16
    for (int64_t s1u = 0; s1u < 4; s1u++) {
      sum0t += sum0v[s1u];
    }
    f32 sum0 = fold_add_f32x16(sum0t);
    sum_of_row = sum0;
    const f32 v0 = in1[0] * in2[row] + in3[0] * sum_of_row;
    const f32 v1 = in4[0] * in5[row] + in6[0] * (sum_of_row * sum_of_row);
    out0[row] = in7[row] - in8[0] * v0 / (sqrt_f32(v1) * in9[0] + in10[0]);
    out1[row] = v0;
    out2[row] = v1;
  }
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
void full_convolution_where_c66f70ba(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n * 144, share); turn < end_of(n * 144, share); turn++) {
    const int64_t n0 = turn / 144;
    const int64_t n2 = turn / 12 % 12;
    const int64_t n3 = turn % 12;
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
            const f32x16 v0 = load_f32x16(in1 + n0 * 16384 + r1 * 1024 + n2 * 128 + n3 * 16 - s1 * 128 - t1 * 16) * in2[r1 * 150 + s1 * 5 + t1 + n1u * 25];
            sum0[n1u] += v0;
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 6; n1u++) {
      const f32x16 v1 = select_f32x16(splat_f32x16(0.0f) < load_f32x16(in0 + n0 * 13824 + n2 * 192 + n3 * 16 + n1u * 2304), sum0[n1u], splat_f32x16(0.0f));
      store_f32x16(out0 + n0 * 13824 + n2 * 192 + n3 * 16 + n1u * 2304, v1);
    }
  }
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void max_pool2d_scatter_sum_where_f6b0cd0f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  f32 *const restrict out1 = buffers[3];
  (void)status;
  for (int64_t row = first_of(n, share); row < end_of(n, share); row++) {
    f32x16 sum0v[4];
    for (int64_t n2 = 0; n2 < 24; n2++) {
      for (int64_t n3 = 0; n3 < 24; n3++) {
        const i32x16 v0 = splat_i32x16((i32)((row / 6) * 16 - at_most((row / 6) * 16, 84))) <= __builtin_convertvector(iota_i64x16(), i32x16);
        const i32x16 v1 = load_i32x16(in1 + row * 2304 + (n2 / 2) * 192 + (n3 / 2) * 16) == splat_i32x16((i32)((n2 % 2) * 2 + (n3 % 2)));
        const f32x16 v2 = select_f32x16(v1, load_f32x16(in0 + row * 2304 + (n2 / 2) * 192 + (n3 / 2) * 16), splat_f32x16(0.0f));
        store_f32x16(out0 + row * 9216 + n2 * 384 + n3 * 16, select_f32x16(v0, v2, splat_f32x16(0.0f)));
      }
    }
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0v[r1u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 9216; r1 += 64) {
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum0v[r1u] += load_f32x16(out0 + row * 9216 + r1 + r1u * 16);
      }
    }
    f32x16 sum0t = splat_f32x16(0.0f);
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0t += sum0v[r1u];
    }
    f32 sum0 = fold_add_f32x16(sum0t);
    out1[row] = sum0;
  }
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void conv2d_weight_gradient_b0b54ede(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 2) / 3 * 5, share); turn < end_of((n + 2) / 3 * 5, share); turn++) {
    const int64_t n0s = turn / 5 * 3;
    const int64_t n0 = n0s < n - 3 ? n0s : n - 3;
    const int64_t n2 = turn % 5;
    f32x16 sum0v[3][5];
    f32 sum0[3][5];
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        sum0v[n0u][n3u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      for (int64_t s1 = 0; s1 < 24; s1++) {
        for (int64_t t1 = 0; t1 < 384; t1 += 16) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 5; n3u++) {
            #pragma GCC unroll 16
            for (int64_t n0u = 0; n0u < 3; n0u++) {
              const f32x16 v0 = load_f32x16(in0 + r1 * 12544 + (n2 + s1) * 448 + t1 + n3u * 16) * load_f32x16(in1 + r1 * 55296 + n0 * 9216 + s1 * 384 + t1 + n0u * 9216);
              sum0v[n0u][n3u] += v0;
            }
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        sum0[n0u][n3u] = fold_add_f32x16(sum0v[n0u][n3u]);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n3u = 0; n3u < 5; n3u++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        out0[n0 * 25 + n2 * 5 + n0u * 25 + n3u] = sum0[n0u][n3u];
      }
    }
  }
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
void sum_300c15c4(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 3) / 4, share); turn < end_of((n + 3) / 4, share); turn++) {
    const int64_t n0s = turn * 4;
    const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
    f32x4 sum0 = splat_f32x4(0.0f);
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      sum0 += load_f32x4(in0 + r1 * 6 + n0);
    }
    store_f32x4(out0 + n0, sum0);
  }
}

// programs.py:245: optimizer.step()
void add_b9ec2041(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const in0 = buffers[0];
  f64 *const out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  out0[0] = in0[0] + 1.0;
}

// programs.py:245: optimizer.step()
void multiply_add_sqrt_divide_2351769f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const in3 = buffers[3];
  const f32 *const restrict in4 = buffers[4];
  const f32 *const in5 = buffers[5];
  const f32 *const restrict in6 = buffers[6];
  const f32 *const in7 = buffers[7];
  const f32 *const restrict in8 = buffers[8];
  const f32 *const restrict in9 = buffers[9];
  const f32 *const restrict in10 = buffers[10];
  f32 *const out0 = buffers[11];
  f32 *const out1 = buffers[12];
  f32 *const out2 = buffers[13];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = load_f32x16(in3 + n0 + n0u * 16);
      const f32x16 v1 = in0[0] * load_f32x16(in1 + n0 + n0u * 16) + in2[0] * v0;
      const f32x16 v2 = in4[0] * load_f32x16(in5 + n0 + n0u * 16) + in6[0] * (v0 * v0);
      store_f32x16(out0 + n0 + n0u * 16, load_f32x16(in7 + n0 + n0u * 16) - in8[0] * v1 / (sqrt_f32x16(v2) * in9[0] + in10[0]));
      store_f32x16(out1 + n0 + n0u * 16, v1);
      store_f32x16(out2 + n0 + n0u * 16, v2);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const f32 v3 = in3[n0];
    const f32 v4 = in0[0] * in1[n0] + in2[0] * v3;
    const f32 v5 = in4[0] * in5[n0] + in6[0] * (v3 * v3);
    out0[n0] = in7[n0] - in8[0] * v4 / (sqrt_f32(v5) * in9[0] + in10[0]);
    out1[n0] = v4;
    out2[n0] = v5;
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  add_cast_power_subtract_7897f4d6,
  to_lanes_d2979211,
  conv2d_relu_78ca2678,
  max_pool2d_max_pool2d_choice_90d846e0,
  conv2d_relu_f73b7129,
  max_pool2d_max_pool2d_choice_2f649270,
  from_lanes_dfb1544c,
  permute_contiguous_ee0c1076,
  matmul_relu_ec365dee,
  permute_contiguous_250b78ce,
  matmul_relu_ee8c8389,
  permute_contiguous_e2d197e3,
  matmul_add_4c5f66e2,
  sum_cast_76465d25,
  divide_8b8fa493,
  max_sum_add_14aa7e9c,
  sum_divide_c2e8a28f,
  sum_ed95241f,
  matmul_3fd39287,
  matmul_where_e5f4ed60,
  matmul_66cfa1a7,
  sum_ccb522c2,
  matmul_where_e5a4c7b2,
  matmul_cc99ca0b,
  sum_4ef0c13a,
  matmul_1de9ea32,
  max_pool2d_scatter_where_f7bdb663,
  conv2d_weight_gradient_31ca0edd,
  sum_subtract_f856485b,
  full_convolution_where_c66f70ba,
  max_pool2d_scatter_sum_where_f6b0cd0f,
  conv2d_weight_gradient_b0b54ede,
  sum_300c15c4,
  add_b9ec2041,
  multiply_add_sqrt_divide_2351769f,
};
