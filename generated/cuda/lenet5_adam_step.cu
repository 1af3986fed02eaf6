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
//    1  add_cast_power_subtract_a6c5af32: in0 = input 13, in1 = input 12, in2 = scalar 0, in3 = scalar 1 -> out0 = output 31 float64[], out1 = step 1 float32[], out2 = step 1 float32[]
//    2  add_3bac07bf: in0 = input 34 -> out0 = output 32 float64[]
//    3  to_lanes_0d062260: in0 = input 0 -> out0 = step 3 float32[7, 1, 28, 28, 16]
//    4  conv2d_relu_75abd3a7: in0 = step 3, in1 = input 2, in2 = input 3 -> out0 = step 4 float32[7, 6, 24, 24, 16]
//    5  max_pool2d_max_pool2d_choice_b922fe23: in0 = step 4 -> out0 = step 5 float32[7, 6, 12, 12, 16], out1 = step 5 int32[7, 6, 12, 12, 16]
//    6  conv2d_relu_ab0f748e: in0 = step 5, in1 = input 4, in2 = input 5 -> out0 = step 6 float32[7, 16, 8, 8, 16]
//    7  max_pool2d_max_pool2d_choice_b02bd446: in0 = step 6 -> out0 = step 7 float32[7, 16, 4, 4, 16], out1 = step 7 int32[7, 16, 4, 4, 16]
//    8  from_lanes_95af88b1: in0 = step 7 -> out0 = step 8 float32[100, 16, 4, 4]
//    9  matmul_relu_5c05288b: in0 = step 8, in1 = input 6, in2 = input 7 -> out0 = step 9 float32[100, 128]
//   10  matmul_relu_3c068e3b: in0 = step 9, in1 = input 8, in2 = input 9 -> out0 = step 10 float32[100, 84]
//   11  matmul_add_ea9ed37b: in0 = step 10, in1 = input 10, in2 = input 11 -> out0 = step 11 float32[100, 10]
//   12  sum_cast_829cc667: in0 = input 1 -> out0 = step 12 float32[]
//   13  divide_d3ce9a06: in0 = step 12 -> out0 = step 13 float32[]
//   14  max_sum_add_ba493541: in0 = step 11, in1 = input 1, in2 = step 13 -> out0 = step 14 float32[100], out1 = step 14 float32[100], out2 = step 14 float32[100, 10]
//   15  sum_divide_942c4946: in0 = input 1, in1 = step 14, in2 = step 14, in3 = step 12 -> out0 = output 0 float32[]
//   16  sum_a40f0dc5: in0 = step 14 -> out0 = step 16 float32[10]
//   17  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 32, in2 = scalar 3, in3 = step 16, in4 = scalar 4, in5 = input 33, in6 = scalar 5, in7 = input 11, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 29 float32[10], out1 = output 30 float32[10], out2 = output 2 float32[10]
//   18  matmul_d02eea4c: in0 = step 10, in1 = step 14 -> out0 = step 18 float32[10, 84]
//   19  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 30, in2 = scalar 3, in3 = step 18, in4 = scalar 4, in5 = input 31, in6 = scalar 5, in7 = input 10, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 27 float32[10, 84], out1 = output 28 float32[10, 84], out2 = output 26 float32[10, 84]
//   20  matmul_where_cf20ae80: in0 = step 10, in1 = step 14, in2 = input 10 -> out0 = step 20 float32[100, 84]
//   21  matmul_8acb3bca: in0 = step 9, in1 = step 20 -> out0 = step 21 float32[84, 128]
//   22  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 26, in2 = scalar 3, in3 = step 21, in4 = scalar 4, in5 = input 27, in6 = scalar 5, in7 = input 8, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 21 float32[84, 128], out1 = output 22 float32[84, 128], out2 = output 20 float32[84, 128]
//   23  sum_aa79156d: in0 = step 20 -> out0 = step 23 float32[84]
//   24  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 28, in2 = scalar 3, in3 = step 23, in4 = scalar 4, in5 = input 29, in6 = scalar 5, in7 = input 9, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 24 float32[84], out1 = output 25 float32[84], out2 = output 23 float32[84]
//   25  matmul_where_b1af7313: in0 = step 9, in1 = step 20, in2 = input 8 -> out0 = step 25 float32[100, 128]
//   26  matmul_a5cd84c1: in0 = step 8, in1 = step 25 -> out0 = step 26 float32[128, 256]
//   27  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 22, in2 = scalar 3, in3 = step 26, in4 = scalar 4, in5 = input 23, in6 = scalar 5, in7 = input 6, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 15 float32[128, 256], out1 = output 16 float32[128, 256], out2 = output 14 float32[128, 256]
//   28  sum_d037fc15: in0 = step 25 -> out0 = step 28 float32[128]
//   29  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 24, in2 = scalar 3, in3 = step 28, in4 = scalar 4, in5 = input 25, in6 = scalar 5, in7 = input 7, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 18 float32[128], out1 = output 19 float32[128], out2 = output 17 float32[128]
//   30  matmul_f061ee51: in0 = step 25, in1 = input 6 -> out0 = step 30 float32[100, 256]
//   31  max_pool2d_scatter_where_20ac6492: in0 = step 30, in1 = step 7, in2 = step 7 -> out0 = step 31 float32[7, 16, 8, 8, 16]
//   32  conv2d_weight_gradient_27e3628f: in0 = step 5, in1 = step 31 -> out0 = step 32 float32[16, 6, 5, 5]
//   33  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 18, in2 = scalar 3, in3 = step 32, in4 = scalar 4, in5 = input 19, in6 = scalar 5, in7 = input 4, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 9 float32[16, 6, 5, 5], out1 = output 10 float32[16, 6, 5, 5], out2 = output 8 float32[16, 6, 5, 5]
//   34  sum_subtract_434092cb: in0 = step 31, in1 = scalar 2, in2 = input 20, in3 = scalar 3, in4 = scalar 4, in5 = input 21, in6 = scalar 5, in7 = input 5, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 12 float32[16], out1 = output 13 float32[16], out2 = output 11 float32[16]
//   35  full_convolution_where_495f4942: in0 = step 5, in1 = step 31, in2 = input 4 -> out0 = step 35 float32[7, 6, 12, 12, 16]
//   36  max_pool2d_scatter_where_332ff95f: in0 = step 35, in1 = step 5 -> out0 = step 36 float32[7, 6, 24, 24, 16]
//   37  conv2d_weight_gradient_0c770053: in0 = step 3, in1 = step 36 -> out0 = step 37 float32[6, 1, 5, 5]
//   38  multiply_add_sqrt_divide_929d8d0b: in0 = scalar 2, in1 = input 14, in2 = scalar 3, in3 = step 37, in4 = scalar 4, in5 = input 15, in6 = scalar 5, in7 = input 2, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 3 float32[6, 1, 5, 5], out1 = output 4 float32[6, 1, 5, 5], out2 = output 1 float32[6, 1, 5, 5]
//   39  sum_d1f0e5bc: in0 = step 36 -> out0 = step 39 float32[7, 6, 3]
//   40  sum_subtract_ce13c1ab: in0 = step 39, in1 = scalar 2, in2 = input 16, in3 = scalar 3, in4 = scalar 4, in5 = input 17, in6 = scalar 5, in7 = input 3, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 6 float32[6], out1 = output 7 float32[6], out2 = output 5 float32[6]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef uint8_t b8;
typedef int32_t i32;
typedef int64_t i64;
typedef float f32;
typedef double f64;

/* Four neighbours, which a thread loads and stores by 16 bytes where they have as many, and begin at a multiple of that. */
typedef struct __align__(16) { f32 at[4]; } pack_f32;
__device__ __forceinline__ pack_f32 load_pack_f32(const f32 *p) { return *(const pack_f32 *)p; }
__device__ __forceinline__ void store_pack_f32(f32 *p, pack_f32 a) { *(pack_f32 *)p = a; }

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ i32 minimum_i32(i32 a, i32 b) {
  return a <= b ? a : b;
}

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ f32 other_f32(f32 a, int step, unsigned team) {
  return (f32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f32 fold_add_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f32)(a + other_f32(a, step, team));
  return a;
}
__device__ __forceinline__ f32 fold_max_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = maximum_f32(a, other_f32(a, step, team));
  return a;
}

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }
__device__ __forceinline__ f32 log_f32(f32 x) { return logf(x); }
__device__ __forceinline__ f32 sqrt_f32(f32 x) { return sqrtf(x); }
__device__ __forceinline__ f64 sqrt_f64(f64 x) { return sqrt(x); }
/* The lanes of a block's threads combined: those of each warp, and then one value of each, again by a fixed tree. */
__device__ __forceinline__ f32 fold_add_f32_of_block(f32 a, int lanes) {
  AG_SHARED(f32, warps, [32]);
  a = fold_add_f32(a, 32, 0xffffffffu);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = a;
  __syncthreads();
  a = fold_add_f32(warps[threadIdx.x % (lanes / 32)], lanes / 32, 0xffffffffu);
  __syncthreads();
  return a;
}

__device__ __forceinline__ f64 pow_f64(f64 x, f64 y) { return pow(x, y); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
__device__ __forceinline__ int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (index >= 0 && index < extent) return index;
  if (!atomicExch((unsigned long long *)&status->failed, 1ULL)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

__device__ __forceinline__ int64_t at_least(int64_t a, int64_t b) { return a > b ? a : b; }
__device__ __forceinline__ int64_t at_most(int64_t a, int64_t b) { return a < b ? a : b; }
__device__ __forceinline__ int at_least(int a, int b) { return a > b ? a : b; }
__device__ __forceinline__ int at_most(int a, int b) { return a < b ? a : b; }

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

// The bits of the threads of a warp that are the own thread's team of so many.
__device__ __forceinline__ unsigned team_of(unsigned size) {
  return 0xffffffffu >> (32 - size) << threadIdx.x % 32 / size * size;
}

// How many packs of four the n elements of buffers are: none if one of them begins between multiples of 16 bytes.
__device__ __forceinline__ int64_t packs_of(int64_t n, size_t addresses) { return addresses % 16 ? 0 : n / 4; }

// What a launch has: blocks, of so many threads each.
typedef struct { unsigned blocks, threads; } grid_t;

// For so many teams of a size, in blocks of `most` threads; smaller ones where all threads are few, so that they reach
// many processors, but not smaller than a team.
static constexpr int64_t MOST_BLOCKS = 1 << 20, FEW = 16384, SMALL_BLOCK = 32;
static inline grid_t grid_of(int64_t teams, int64_t size, int64_t most) {
  const int64_t small = size > SMALL_BLOCK ? size : SMALL_BLOCK;
  const int64_t threads = teams * size <= FEW && most > small ? small : most, each = threads / size;
  const int64_t wanted = (teams + each - 1) / each, blocks = wanted < MOST_BLOCKS ? wanted : MOST_BLOCKS;
  return {blocks > 0 ? (unsigned)blocks : 1, (unsigned)threads};
}

// One of the sizes that a kernel leaves open. They lie in the host's memory.
static inline int64_t size_of(const void *sizes, int number) { return ((const int64_t *)sizes)[number]; }

// programs.py:245: optimizer.step()
__global__ void __launch_bounds__(1) add_cast_power_subtract_a6c5af32(const f64 *__restrict__ in0, const f64 *__restrict__ in1, const f64 *__restrict__ in2, const f64 *__restrict__ in3, f64 *__restrict__ out0, f32 *__restrict__ out1, f32 *__restrict__ out2, int64_t, status_t *) {
  const f64 v0 = in0[0] + 1.0;
  out0[0] = v0;
  out1[0] = (f32)in1[0] * (f32)(1.0 / (1.0 - pow_f64(in2[0], v0)));
  out2[0] = (f32)(1.0 / sqrt_f64(1.0 - pow_f64(in3[0], v0)));
}

extern "C" void launch_add_cast_power_subtract_a6c5af32(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(add_cast_power_subtract_a6c5af32, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (const f64 *)buffers[1], (const f64 *)buffers[2], (const f64 *)buffers[3], (f64 *)buffers[4], (f32 *)buffers[5], (f32 *)buffers[6], n, status);
}

// programs.py:245: optimizer.step()
__global__ void __launch_bounds__(1) add_3bac07bf(const f64 *in0, f64 *out0, int64_t, status_t *) {
  out0[0] = in0[0] + 1.0;
}

extern "C" void launch_add_3bac07bf(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(add_3bac07bf, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (f64 *)buffers[1], n, status);
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(128) to_lanes_0d062260(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 12544; thread += all_threads()) {
    const int n0 = thread / 12544;
    const int n2 = thread / 16 % 784;
    const int n4 = thread % 16;
    out0[n0 * 12544 + n2 * 16 + n4] = in0[(at_most(n0 * 16, 84) + n4) * 784 + n2];
  }
}

extern "C" void launch_to_lanes_0d062260(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 12544, 1, 128);
  AG_LAUNCH(to_lanes_0d062260, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(128) conv2d_relu_75abd3a7(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 144; turn += all_threads() / 32) {
    const int n0 = turn / 144;
    const int n1 = turn / 72 % 2 * 3;
    const int n2 = turn / 3 % 24;
    const int n3 = turn % 3 * 128;
    f32 sum0[3][4];
    #pragma unroll
    for (int n3u = 0; n3u < 4; n3u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        sum0[n1u][n3u] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 5; r1++) {
      for (int s1 = 0; s1 < 5; s1++) {
        #pragma unroll
        for (int n3u = 0; n3u < 4; n3u++) {
          #pragma unroll
          for (int n1u = 0; n1u < 3; n1u++) {
            const f32 v0 = in0[n0 * 12544 + (n2 + r1) * 448 + s1 * 16 + n3 + lane + n3u * 32] * in1[n1 * 25 + r1 * 5 + s1 + n1u * 25];
            sum0[n1u][n3u] += v0;
          }
        }
      }
    }
    #pragma unroll
    for (int n3u = 0; n3u < 4; n3u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        const f32 v1 = sum0[n1u][n3u] + in2[n1 + n1u];
        out0[n0 * 55296 + n1 * 9216 + n2 * 384 + n3 + lane + n1u * 9216 + n3u * 32] = v1 < 0.0f ? 0.0f : v1;
      }
    }
  }
}

extern "C" void launch_conv2d_relu_75abd3a7(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 144, 32, 128);
  AG_LAUNCH(conv2d_relu_75abd3a7, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:229: x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(128) max_pool2d_max_pool2d_choice_b922fe23(const f32 *__restrict__ in0, f32 *__restrict__ out0, i32 *__restrict__ out1, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  for (int turn = first_thread() / 16; turn < n * 12; turn += all_threads() / 16) {
    const int n0 = turn / 12;
    const int n3 = turn % 12;
    f32 max0 = (-INFINITY);
    for (int r1 = 0; r1 < 2; r1++) {
      for (int s1 = 0; s1 < 2; s1++) {
        max0 = maximum_f32(max0, in0[n0 * 768 + r1 * 384 + n3 * 32 + s1 * 16 + lane]);
      }
    }
    i32 min1 = INT32_MAX;
    for (int r2 = 0; r2 < 2; r2++) {
      for (int s2 = 0; s2 < 2; s2++) {
        const f32 v0 = in0[n0 * 768 + r2 * 384 + n3 * 32 + s2 * 16 + lane];
        min1 = minimum_i32(min1, (v0 == max0) | (v0 != v0) ? (i32)((i64)(r2 * 2 + s2)) : 4);
      }
    }
    out0[n0 * 192 + n3 * 16 + lane] = max0;
    out1[n0 * 192 + n3 * 16 + lane] = min1;
  }
}

extern "C" void launch_max_pool2d_max_pool2d_choice_b922fe23(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 12, 16, 128);
  AG_LAUNCH(max_pool2d_max_pool2d_choice_b922fe23, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], (i32 *)buffers[2], n, status);
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
__global__ void __launch_bounds__(128) conv2d_relu_ab0f748e(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 128; turn += all_threads() / 32) {
    const int n0 = turn / 128;
    const int n1 = turn / 16 % 8 * 2;
    const int n2 = turn / 2 % 8;
    const int n3 = turn % 2 * 64;
    f32 sum0[2][2];
    #pragma unroll
    for (int n1u = 0; n1u < 2; n1u++) {
      #pragma unroll
      for (int n3u = 0; n3u < 2; n3u++) {
        sum0[n1u][n3u] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 6; r1++) {
      for (int s1 = 0; s1 < 5; s1++) {
        for (int t1 = 0; t1 < 5; t1++) {
          #pragma unroll
          for (int n1u = 0; n1u < 2; n1u++) {
            #pragma unroll
            for (int n3u = 0; n3u < 2; n3u++) {
              const f32 v0 = in0[n0 * 13824 + r1 * 2304 + (n2 + s1) * 192 + t1 * 16 + n3 + lane + n3u * 32] * in1[n1 * 150 + r1 * 25 + s1 * 5 + t1 + n1u * 150];
              sum0[n1u][n3u] += v0;
            }
          }
        }
      }
    }
    #pragma unroll
    for (int n1u = 0; n1u < 2; n1u++) {
      #pragma unroll
      for (int n3u = 0; n3u < 2; n3u++) {
        const f32 v1 = sum0[n1u][n3u] + in2[n1 + n1u];
        out0[n0 * 16384 + n1 * 1024 + n2 * 128 + n3 + lane + n1u * 1024 + n3u * 32] = v1 < 0.0f ? 0.0f : v1;
      }
    }
  }
}

extern "C" void launch_conv2d_relu_ab0f748e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 128, 32, 128);
  AG_LAUNCH(conv2d_relu_ab0f748e, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
__global__ void __launch_bounds__(128) max_pool2d_max_pool2d_choice_b02bd446(const f32 *__restrict__ in0, f32 *__restrict__ out0, i32 *__restrict__ out1, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  for (int turn = first_thread() / 16; turn < n * 4; turn += all_threads() / 16) {
    const int n0 = turn / 4;
    const int n3 = turn % 4;
    f32 max0 = (-INFINITY);
    for (int r1 = 0; r1 < 2; r1++) {
      for (int s1 = 0; s1 < 2; s1++) {
        max0 = maximum_f32(max0, in0[n0 * 256 + r1 * 128 + n3 * 32 + s1 * 16 + lane]);
      }
    }
    i32 min1 = INT32_MAX;
    for (int r2 = 0; r2 < 2; r2++) {
      for (int s2 = 0; s2 < 2; s2++) {
        const f32 v0 = in0[n0 * 256 + r2 * 128 + n3 * 32 + s2 * 16 + lane];
        min1 = minimum_i32(min1, (v0 == max0) | (v0 != v0) ? (i32)((i64)(r2 * 2 + s2)) : 4);
      }
    }
    out0[n0 * 64 + n3 * 16 + lane] = max0;
    out1[n0 * 64 + n3 * 16 + lane] = min1;
  }
}

extern "C" void launch_max_pool2d_max_pool2d_choice_b02bd446(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 4, 16, 128);
  AG_LAUNCH(max_pool2d_max_pool2d_choice_b02bd446, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], (i32 *)buffers[2], n, status);
}

// programs.py:230: x = F.max_pool2d(F.relu(self.conv2(x)), 2)
__global__ void __launch_bounds__(128) from_lanes_95af88b1(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 256; thread += all_threads()) {
    const int n0 = thread / 256;
    const int n1 = thread % 256;
    out0[n0 * 256 + n1] = in0[(n0 / 16) * 4096 + n1 * 16 + n0 - at_most((n0 / 16) * 16, 84)];
  }
}

extern "C" void launch_from_lanes_95af88b1(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 256, 1, 128);
  AG_LAUNCH(from_lanes_95af88b1, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:231: x = F.relu(self.dense1(x.flatten(1)))
__global__ void __launch_bounds__(128) matmul_relu_5c05288b(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < (n + 3) / 4 * 43; turn += all_threads() / 32) {
    const int n0s = turn / 43 * 4;
    const int n0 = n0s < n - 4 ? n0s : n - 4;
    const int n1s = turn % 43 * 3;
    const int n1 = n1s < 125 ? n1s : 125;
    f32 sum0v[4][3];
    f32 sum0[4][3];
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        sum0v[n0u][n1u] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 256; r1 += 32) {
      #pragma unroll
      for (int n0u = 0; n0u < 4; n0u++) {
        #pragma unroll
        for (int n1u = 0; n1u < 3; n1u++) {
          sum0v[n0u][n1u] += in0[n0 * 256 + r1 + lane + n0u * 256] * in1[n1 * 256 + r1 + lane + n1u * 256];
        }
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        sum0[n0u][n1u] = fold_add_f32(sum0v[n0u][n1u], 32, team);
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
        if (lane == 0) out0[n0 * 128 + n1 + n0u * 128 + n1u] = v0 < 0.0f ? 0.0f : v0;
      }
    }
  }
}

extern "C" void launch_matmul_relu_5c05288b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 3) / 4 * 43, 32, 128);
  AG_LAUNCH(matmul_relu_5c05288b, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_relu_3c068e3b(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < (n + 3) / 4 * 42; turn += all_threads() / 32) {
    const int n0s = turn / 42 * 4;
    const int n0 = n0s < n - 4 ? n0s : n - 4;
    const int n1 = turn % 42 * 2;
    f32 sum0v[4][2];
    f32 sum0[4][2];
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 2; n1u++) {
        sum0v[n0u][n1u] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 128; r1 += 32) {
      #pragma unroll
      for (int n0u = 0; n0u < 4; n0u++) {
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          sum0v[n0u][n1u] += in0[n0 * 128 + r1 + lane + n0u * 128] * in1[n1 * 128 + r1 + lane + n1u * 128];
        }
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = fold_add_f32(sum0v[n0u][n1u], 32, team);
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 2; n1u++) {
        const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
        if (lane == 0) out0[n0 * 84 + n1 + n0u * 84 + n1u] = v0 < 0.0f ? 0.0f : v0;
      }
    }
  }
}

extern "C" void launch_matmul_relu_3c068e3b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 3) / 4 * 42, 32, 128);
  AG_LAUNCH(matmul_relu_3c068e3b, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:232: return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_add_ea9ed37b(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n * 10; turn += all_threads() / 32) {
    const int n0 = turn / 10;
    const int n1 = turn % 10;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 64; r1 += 32) {
      sum0v += in0[n0 * 84 + r1 + lane] * in1[n1 * 84 + r1 + lane];
    }
    sum0v += 12 <= lane ? in0[n0 * 84 + lane + 52] * in1[n1 * 84 + lane + 52] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0 * 10 + n1] = sum0 + in2[n1];
  }
}

extern "C" void launch_matmul_add_ea9ed37b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 10, 32, 128);
  AG_LAUNCH(matmul_add_ea9ed37b, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
__global__ void __launch_bounds__(32) sum_cast_829cc667(const i64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  f32 sum0v = 0.0f;
  for (int r1 = 0; r1 < 96; r1 += 32) {
    sum0v += (f32)(in0[r1 + lane] != (-100));
  }
  sum0v += 28 <= lane ? (f32)(in0[lane + 68] != (-100)) : 0.0f;
  f32 sum0 = fold_add_f32(sum0v, 32, team);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_cast_829cc667(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 32, 32);
  AG_LAUNCH(sum_cast_829cc667, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:243: backward of loss = F.cross_entropy(model(images), targets)
__global__ void __launch_bounds__(1) divide_d3ce9a06(const f32 *in0, f32 *out0, int64_t, status_t *) {
  out0[0] = 1.0f / in0[0];
}

extern "C" void launch_divide_d3ce9a06(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(divide_d3ce9a06, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
// programs.py:243: backward of loss = F.cross_entropy(model(images), targets)
__global__ void __launch_bounds__(128) max_sum_add_ba493541(const f32 *__restrict__ in0, const i64 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, f32 *__restrict__ out1, f32 *__restrict__ out2, int n, status_t *status) {
  const int lane = threadIdx.x % 8;
  const unsigned team = team_of(8);
  for (int turn = first_thread() / 8; turn < n; turn += all_threads() / 8) {
    const int row = turn;
    f32 max_of_row;
    AG_SHARED(f32, exp_of_rows, [16][10]);
    f32 *const exp_of_row = exp_of_rows[threadIdx.x / 8];
    i64 where_of_row;
    f32 negative_of_row;
    f32 divide_of_row;
    f32 max0v = (-INFINITY);
    max0v = maximum_f32(max0v, in0[row * 10 + lane]);
    max0v = maximum_f32(max0v, 6 <= lane ? in0[row * 10 + lane + 2] : -INFINITY);
    f32 max0 = fold_max_f32(max0v, 8, team);
    max_of_row = max0;
    for (int n1s = 0; n1s < 10; n1s += 8) {
      const int n1 = n1s < 2 ? n1s : 2;
      exp_of_row[n1 + lane] = exp_f32(in0[row * 10 + n1 + lane] - max_of_row);
    }
    __syncwarp(team);
    f32 sum1v = 0.0f;
    sum1v += exp_of_row[lane];
    sum1v += 6 <= lane ? exp_of_row[lane + 2] : 0.0f;
    f32 sum1 = fold_add_f32(sum1v, 8, team);
    if (lane == 0) out0[row] = sum1;
    const i64 v0 = in1[row];
    where_of_row = v0 != (-100) ? v0 : 0;
    f32 sum2v = 0.0f;
    sum2v += (int)lookup(where_of_row, 10, status) == lane ? in0[row * 10 + lane] - max_of_row : 0.0f;
    const f32 v1 = (int)lookup(where_of_row, 10, status) == lane + 2 ? in0[row * 10 + lane + 2] - max_of_row : 0.0f;
    sum2v += 6 <= lane ? v1 : 0.0f;
    f32 sum2 = fold_add_f32(sum2v, 8, team);
    if (lane == 0) out1[row] = sum2;
    __syncwarp(team);
    const f32 v2 = in1[row] != (-100) ? in2[0] : 0.0f;
    negative_of_row = -v2;
    divide_of_row = v2 / out0[row];
    for (int n1s = 0; n1s < 10; n1s += 8) {
      const int n1 = n1s < 2 ? n1s : 2;
      const f32 v3 = ((int)lookup(where_of_row, 10, status) == n1 + lane ? negative_of_row : 0.0f) + divide_of_row * exp_of_row[n1 + lane];
      out2[row * 10 + n1 + lane] = v3;
    }
    __syncwarp(team);
  }
}

extern "C" void launch_max_sum_add_ba493541(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 8, 128);
  AG_LAUNCH(max_sum_add_ba493541, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], (f32 *)buffers[4], (f32 *)buffers[5], n, status);
}

// programs.py:243: loss = F.cross_entropy(model(images), targets)
__global__ void __launch_bounds__(64) sum_divide_942c4946(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *) {
  const int lane = threadIdx.x;
  f32 sum0v = 0.0f;
  sum0v += in0[lane] != (-100) ? log_f32(in1[lane]) - in2[lane] : 0.0f;
  const f32 v0 = 28 <= lane ? (in0[lane + 36] != (-100) ? log_f32(in1[lane + 36]) - in2[lane + 36] : 0.0f) : 0.0f;
  sum0v += v0;
  f32 sum0 = fold_add_f32_of_block(sum0v, 64);
  if (lane == 0) out0[0] = sum0 / in3[0];
}

extern "C" void launch_sum_divide_942c4946(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 64, 64);
  AG_LAUNCH(sum_divide_942c4946, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) sum_a40f0dc5(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 96; r1 += 32) {
      sum0v += in0[(r1 + lane) * 10 + n0];
    }
    sum0v += 28 <= lane ? in0[lane * 10 + n0 + 680] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_a40f0dc5(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_a40f0dc5, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:245: optimizer.step()
__global__ void __launch_bounds__(128) multiply_add_sqrt_divide_929d8d0b(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *in3, const f32 *__restrict__ in4, const f32 *in5, const f32 *__restrict__ in6, const f32 *in7, const f32 *__restrict__ in8, const f32 *__restrict__ in9, const f32 *__restrict__ in10, f32 *__restrict__ out0, f32 *__restrict__ out1, f32 *out2, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in1 | (size_t)in3 | (size_t)in5 | (size_t)in7 | (size_t)out0 | (size_t)out1 | (size_t)out2);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in1_pack = load_pack_f32(in1 + n0);
    const pack_f32 in3_pack = load_pack_f32(in3 + n0);
    const pack_f32 in5_pack = load_pack_f32(in5 + n0);
    const pack_f32 in7_pack = load_pack_f32(in7 + n0);
    pack_f32 out0_pack;
    pack_f32 out1_pack;
    pack_f32 out2_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const f32 v0 = in3_pack.at[n0u];
      const f32 v1 = in0[0] * in1_pack.at[n0u] + in2[0] * v0;
      out0_pack.at[n0u] = v1;
      const f32 v2 = in4[0] * in5_pack.at[n0u] + in6[0] * (v0 * v0);
      out1_pack.at[n0u] = v2;
      out2_pack.at[n0u] = in7_pack.at[n0u] - in8[0] * v1 / (sqrt_f32(v2) * in9[0] + in10[0]);
    }
    store_pack_f32(out0 + n0, out0_pack);
    store_pack_f32(out1 + n0, out1_pack);
    store_pack_f32(out2 + n0, out2_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const f32 v3 = in3[n0];
    const f32 v4 = in0[0] * in1[n0] + in2[0] * v3;
    out0[n0] = v4;
    const f32 v5 = in4[0] * in5[n0] + in6[0] * (v3 * v3);
    out1[n0] = v5;
    out2[n0] = in7[n0] - in8[0] * v4 / (sqrt_f32(v5) * in9[0] + in10[0]);
  }
}

extern "C" void launch_multiply_add_sqrt_divide_929d8d0b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(multiply_add_sqrt_divide_929d8d0b, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (const f32 *)buffers[6], (const f32 *)buffers[7], (const f32 *)buffers[8], (const f32 *)buffers[9], (const f32 *)buffers[10], (f32 *)buffers[11], (f32 *)buffers[12], (f32 *)buffers[13], n, status);
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_d02eea4c(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n * 84; turn += all_threads() / 32) {
    const int n0 = turn / 84;
    const int n1 = turn % 84;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 96; r1 += 32) {
      sum0v += in0[(r1 + lane) * 84 + n1] * in1[(r1 + lane) * 10 + n0];
    }
    sum0v += 28 <= lane ? in0[lane * 84 + n1 + 5712] * in1[lane * 10 + n0 + 680] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0 * 84 + n1] = sum0;
  }
}

extern "C" void launch_matmul_d02eea4c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 84, 32, 128);
  AG_LAUNCH(matmul_d02eea4c, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_where_cf20ae80(const f32 *in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 3; turn += all_threads() / 32) {
    const int n0 = turn / 3;
    const int n1s = turn % 3 * 32;
    const int n1 = n1s < 52 ? n1s : 52;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 10; r1++) {
      sum0 += in1[n0 * 10 + r1] * in2[r1 * 84 + n1 + lane];
    }
    out0[n0 * 84 + n1 + lane] = 0.0f < in0[n0 * 84 + n1 + lane] ? sum0 : 0.0f;
  }
}

extern "C" void launch_matmul_where_cf20ae80(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 3, 32, 128);
  AG_LAUNCH(matmul_where_cf20ae80, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_8acb3bca(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 4; turn += all_threads() / 32) {
    const int n0 = turn / 4;
    const int n1 = turn % 4 * 32;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      sum0 += in0[r1 * 128 + n1 + lane] * in1[r1 * 84 + n0];
    }
    out0[n0 * 128 + n1 + lane] = sum0;
  }
}

extern "C" void launch_matmul_8acb3bca(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 4, 32, 128);
  AG_LAUNCH(matmul_8acb3bca, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) sum_aa79156d(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 96; r1 += 32) {
      sum0v += in0[(r1 + lane) * 84 + n0];
    }
    sum0v += 28 <= lane ? in0[lane * 84 + n0 + 5712] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_aa79156d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_aa79156d, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
// programs.py:232: backward of return self.dense3(F.relu(self.dense2(x)))
__global__ void __launch_bounds__(128) matmul_where_b1af7313(const f32 *in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 4; turn += all_threads() / 32) {
    const int n0 = turn / 4;
    const int n1 = turn % 4 * 32;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 84; r1++) {
      sum0 += in1[n0 * 84 + r1] * in2[r1 * 128 + n1 + lane];
    }
    out0[n0 * 128 + n1 + lane] = 0.0f < in0[n0 * 128 + n1 + lane] ? sum0 : 0.0f;
  }
}

extern "C" void launch_matmul_where_b1af7313(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 4, 32, 128);
  AG_LAUNCH(matmul_where_b1af7313, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:231: x = F.relu(self.dense1(x.flatten(1)))
// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
__global__ void __launch_bounds__(128) matmul_a5cd84c1(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 8; turn += all_threads() / 32) {
    const int n0 = turn / 8;
    const int n1 = turn % 8 * 32;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      sum0 += in0[r1 * 256 + n1 + lane] * in1[r1 * 128 + n0];
    }
    out0[n0 * 256 + n1 + lane] = sum0;
  }
}

extern "C" void launch_matmul_a5cd84c1(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 8, 32, 128);
  AG_LAUNCH(matmul_a5cd84c1, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
__global__ void __launch_bounds__(128) sum_d037fc15(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 96; r1 += 32) {
      sum0v += in0[(r1 + lane) * 128 + n0];
    }
    sum0v += 28 <= lane ? in0[lane * 128 + n0 + 8704] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_d037fc15(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_d037fc15, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
__global__ void __launch_bounds__(128) matmul_f061ee51(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 8; turn += all_threads() / 32) {
    const int n0 = turn / 8;
    const int n1 = turn % 8 * 32;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 128; r1++) {
      sum0 += in0[n0 * 128 + r1] * in1[r1 * 256 + n1 + lane];
    }
    out0[n0 * 256 + n1 + lane] = sum0;
  }
}

extern "C" void launch_matmul_f061ee51(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 8, 32, 128);
  AG_LAUNCH(matmul_f061ee51, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:231: backward of x = F.relu(self.dense1(x.flatten(1)))
__global__ void __launch_bounds__(128) max_pool2d_scatter_where_20ac6492(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const i32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n; turn += all_threads() / 16) {
    const int row = turn;
    AG_SHARED(f32, to_lanes_of_rows, [8][256]);
    f32 *const to_lanes_of_row = to_lanes_of_rows[threadIdx.x / 16];
    for (int n4 = 0; n4 < 16; n4++) {
      to_lanes_of_row[lane * 16 + n4] = in0[(at_most((row / 16) * 16, 84) + n4) * 256 + (row % 16) * 16 + lane];
    }
    __syncwarp(team);
    for (int n2 = 0; n2 < 8; n2++) {
      for (int n3 = 0; n3 < 8; n3++) {
        const b8 v0 = in2[row * 256 + (n2 / 2) * 64 + (n3 / 2) * 16 + lane] == (i32)((i64)((n2 % 2) * 2 + (n3 % 2)));
        const f32 v1 = 0.0f < in1[row * 256 + (n2 / 2) * 64 + (n3 / 2) * 16 + lane] ? to_lanes_of_row[(n2 / 2) * 64 + (n3 / 2) * 16 + lane] : 0.0f;
        const f32 v2 = (i32)((i64)((row / 16) * 16 - at_most((row / 16) * 16, 84))) <= (i32)((i64)lane) ? (v0 ? v1 : 0.0f) : 0.0f;
        out0[row * 1024 + n2 * 128 + n3 * 16 + lane] = v2;
      }
    }
    __syncwarp(team);
  }
}

extern "C" void launch_max_pool2d_scatter_where_20ac6492(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 16, 128);
  AG_LAUNCH(max_pool2d_scatter_where_20ac6492, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const i32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
__global__ void __launch_bounds__(128) conv2d_weight_gradient_27e3628f(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n * 75; turn += all_threads() / 32) {
    const int n0 = turn / 75;
    const int n1 = turn / 25 % 3 * 2;
    const int n2 = turn / 5 % 5;
    const int n3 = turn % 5;
    f32 sum0v[2];
    f32 sum0[2];
    #pragma unroll
    for (int n1u = 0; n1u < 2; n1u++) {
      sum0v[n1u] = 0.0f;
    }
    for (int r1 = 0; r1 < r1_end; r1++) {
      for (int s1 = 0; s1 < 8; s1++) {
        for (int t1 = 0; t1 < 128; t1 += 32) {
          #pragma unroll
          for (int n1u = 0; n1u < 2; n1u++) {
            const f32 v0 = in0[r1 * 13824 + n1 * 2304 + (n2 + s1) * 192 + n3 * 16 + t1 + lane + n1u * 2304] * in1[r1 * 16384 + n0 * 1024 + s1 * 128 + t1 + lane];
            sum0v[n1u] += v0;
          }
        }
      }
    }
    #pragma unroll
    for (int n1u = 0; n1u < 2; n1u++) {
      sum0[n1u] = fold_add_f32(sum0v[n1u], 32, team);
    }
    #pragma unroll
    for (int n1u = 0; n1u < 2; n1u++) {
      if (lane == 0) out0[n0 * 150 + n1 * 25 + n2 * 5 + n3 + n1u * 25] = sum0[n1u];
    }
  }
}

extern "C" void launch_conv2d_weight_gradient_27e3628f(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 75, 32, 128);
  AG_LAUNCH(conv2d_weight_gradient_27e3628f, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
// programs.py:245: optimizer.step()
__global__ void __launch_bounds__(1024) sum_subtract_434092cb(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, const f32 *in5, const f32 *__restrict__ in6, const f32 *in7, const f32 *__restrict__ in8, const f32 *__restrict__ in9, const f32 *__restrict__ in10, f32 *__restrict__ out0, f32 *__restrict__ out1, f32 *out2, int r1_end, int n, status_t *) {
  const int lane = threadIdx.x;
  for (int turn = blockIdx.x; turn < n; turn += gridDim.x) {
    const int row = turn;
    f32 sum_of_row;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      sum0v += in0[r1 * 16384 + row * 1024 + lane];
    }
    f32 sum0 = fold_add_f32_of_block(sum0v, 1024);
    sum_of_row = sum0;
    const f32 v0 = in1[0] * in2[row] + in3[0] * sum_of_row;
    if (lane == 0) out0[row] = v0;
    const f32 v1 = in4[0] * in5[row] + in6[0] * (sum_of_row * sum_of_row);
    if (lane == 0) out1[row] = v1;
    if (lane == 0) out2[row] = in7[row] - in8[0] * v0 / (sqrt_f32(v1) * in9[0] + in10[0]);
  }
}

extern "C" void launch_sum_subtract_434092cb(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1024, 1024);
  AG_LAUNCH(sum_subtract_434092cb, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (const f32 *)buffers[6], (const f32 *)buffers[7], (const f32 *)buffers[8], (const f32 *)buffers[9], (const f32 *)buffers[10], (f32 *)buffers[11], (f32 *)buffers[12], (f32 *)buffers[13], size_of(buffers[14], 0), n, status);
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:230: backward of x = F.max_pool2d(F.relu(self.conv2(x)), 2)
__global__ void __launch_bounds__(128) full_convolution_where_495f4942(const f32 *in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 13824; thread += all_threads()) {
    const int n0 = thread / 13824;
    const int n1 = thread / 2304 % 6;
    const int n2 = thread / 192 % 12;
    const int n3 = thread / 16 % 12;
    const int n4 = thread % 16;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 16; r1++) {
      for (int s1 = at_least(n2 - 7, 0); s1 < at_most(n2 + 1, 5); s1++) {
        for (int t1 = at_least(n3 - 7, 0); t1 < at_most(n3 + 1, 5); t1++) {
          const f32 v0 = in1[n0 * 16384 + r1 * 1024 + n2 * 128 + n3 * 16 + n4 - s1 * 128 - t1 * 16] * in2[r1 * 150 + n1 * 25 + s1 * 5 + t1];
          sum0 += v0;
        }
      }
    }
    out0[n0 * 13824 + n1 * 2304 + n2 * 192 + n3 * 16 + n4] = 0.0f < in0[n0 * 13824 + n1 * 2304 + n2 * 192 + n3 * 16 + n4] ? sum0 : 0.0f;
  }
}

extern "C" void launch_full_convolution_where_495f4942(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 13824, 1, 128);
  AG_LAUNCH(full_convolution_where_495f4942, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(128) max_pool2d_scatter_where_332ff95f(const f32 *__restrict__ in0, const i32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 55296; thread += all_threads()) {
    const int n0 = thread / 55296;
    const int n1 = thread / 768 % 72;
    const int n2r = thread / 384 % 2;
    const int n3q = thread / 32 % 12;
    const int n3r = thread / 16 % 2;
    const int n4 = thread % 16;
    const f32 v0 = in1[n0 * 13824 + n1 * 192 + n3q * 16 + n4] == (i32)((i64)(n2r * 2 + n3r)) ? in0[n0 * 13824 + n1 * 192 + n3q * 16 + n4] : 0.0f;
    out0[n0 * 55296 + n1 * 768 + n2r * 384 + n3q * 32 + n3r * 16 + n4] = (i32)((i64)(n0 * 16 - at_most(n0 * 16, 84))) <= (i32)((i64)n4) ? v0 : 0.0f;
  }
}

extern "C" void launch_max_pool2d_scatter_where_332ff95f(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 55296, 1, 128);
  AG_LAUNCH(max_pool2d_scatter_where_332ff95f, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(256) conv2d_weight_gradient_0c770053(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int n, status_t *) {
  const int lane = threadIdx.x;
  for (int turn = blockIdx.x; turn < n * 25; turn += gridDim.x) {
    const int n0 = turn / 25;
    const int n2 = turn / 5 % 5;
    const int n3 = turn % 5;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      for (int s1 = 0; s1 < 24; s1++) {
        const f32 v0 = in0[r1 * 12544 + (n2 + s1) * 448 + n3 * 16 + lane] * in1[r1 * 55296 + n0 * 9216 + s1 * 384 + lane];
        sum0v += v0;
      }
    }
    for (int r1 = 0; r1 < r1_end; r1++) {
      for (int s1 = 0; s1 < 24; s1++) {
        const f32 v1 = in0[r1 * 12544 + (n2 + s1) * 448 + n3 * 16 + lane + 128] * in1[r1 * 55296 + n0 * 9216 + s1 * 384 + lane + 128];
        sum0v += 128 <= lane ? v1 : 0.0f;
      }
    }
    f32 sum0 = fold_add_f32_of_block(sum0v, 256);
    if (lane == 0) out0[n0 * 25 + n2 * 5 + n3] = sum0;
  }
}

extern "C" void launch_conv2d_weight_gradient_0c770053(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 25, 256, 256);
  AG_LAUNCH(conv2d_weight_gradient_0c770053, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
__global__ void __launch_bounds__(1024) sum_d1f0e5bc(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x;
  for (int turn = blockIdx.x; turn < n; turn += gridDim.x) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 3072; r1 += 1024) {
      sum0v += in0[n0 * 3072 + r1 + lane];
    }
    f32 sum0 = fold_add_f32_of_block(sum0v, 1024);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_d1f0e5bc(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1024, 1024);
  AG_LAUNCH(sum_d1f0e5bc, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:229: backward of x = F.max_pool2d(F.relu(self.conv1(x)), 2)
// programs.py:245: optimizer.step()
__global__ void __launch_bounds__(128) sum_subtract_ce13c1ab(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, const f32 *in5, const f32 *__restrict__ in6, const f32 *in7, const f32 *__restrict__ in8, const f32 *__restrict__ in9, const f32 *__restrict__ in10, f32 *__restrict__ out0, f32 *__restrict__ out1, f32 *out2, int r1_end, int n, status_t *) {
  for (int thread = first_thread(); thread < n; thread += all_threads()) {
    const int row = thread;
    f32 sum_of_row;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      for (int s1 = 0; s1 < 3; s1++) {
        sum0 += in0[r1 * 18 + row * 3 + s1];
      }
    }
    sum_of_row = sum0;
    const f32 v0 = in1[0] * in2[row] + in3[0] * sum_of_row;
    out0[row] = v0;
    const f32 v1 = in4[0] * in5[row] + in6[0] * (sum_of_row * sum_of_row);
    out1[row] = v1;
    out2[row] = in7[row] - in8[0] * v0 / (sqrt_f32(v1) * in9[0] + in10[0]);
  }
}

extern "C" void launch_sum_subtract_ce13c1ab(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1, 128);
  AG_LAUNCH(sum_subtract_ce13c1ab, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (const f32 *)buffers[6], (const f32 *)buffers[7], (const f32 *)buffers[8], (const f32 *)buffers[9], (const f32 *)buffers[10], (f32 *)buffers[11], (f32 *)buffers[12], (f32 *)buffers[13], size_of(buffers[14], 0), n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_add_cast_power_subtract_a6c5af32,
    (void *)launch_add_3bac07bf,
    (void *)launch_to_lanes_0d062260,
    (void *)launch_conv2d_relu_75abd3a7,
    (void *)launch_max_pool2d_max_pool2d_choice_b922fe23,
    (void *)launch_conv2d_relu_ab0f748e,
    (void *)launch_max_pool2d_max_pool2d_choice_b02bd446,
    (void *)launch_from_lanes_95af88b1,
    (void *)launch_matmul_relu_5c05288b,
    (void *)launch_matmul_relu_3c068e3b,
    (void *)launch_matmul_add_ea9ed37b,
    (void *)launch_sum_cast_829cc667,
    (void *)launch_divide_d3ce9a06,
    (void *)launch_max_sum_add_ba493541,
    (void *)launch_sum_divide_942c4946,
    (void *)launch_sum_a40f0dc5,
    (void *)launch_multiply_add_sqrt_divide_929d8d0b,
    (void *)launch_matmul_d02eea4c,
    (void *)launch_matmul_where_cf20ae80,
    (void *)launch_matmul_8acb3bca,
    (void *)launch_sum_aa79156d,
    (void *)launch_matmul_where_b1af7313,
    (void *)launch_matmul_a5cd84c1,
    (void *)launch_sum_d037fc15,
    (void *)launch_matmul_f061ee51,
    (void *)launch_max_pool2d_scatter_where_20ac6492,
    (void *)launch_conv2d_weight_gradient_27e3628f,
    (void *)launch_sum_subtract_434092cb,
    (void *)launch_full_convolution_where_495f4942,
    (void *)launch_max_pool2d_scatter_where_332ff95f,
    (void *)launch_conv2d_weight_gradient_0c770053,
    (void *)launch_sum_d1f0e5bc,
    (void *)launch_sum_subtract_ce13c1ab,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
