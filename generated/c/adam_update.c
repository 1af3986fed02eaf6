// adam_update, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(2) : float32[16, 70]  # programs.py:121
//   %1 = input(0) : float32[30, 70]  # programs.py:121
//   %2 = permute(axes=[1, 0])(%1) : float32[70, 30]  # programs.py:121
//   %3 = matmul(%0, %2) : float32[16, 30]  # programs.py:121
//   %4 = input(1) : float32[30]  # programs.py:121
//   %5 = broadcast_to(shape=[16, 30])(%4) : float32[16, 30]  # programs.py:121
//   %6 = add(%3, %5) : float32[16, 30]  # programs.py:121
//   %7 = input(3) : float32[16, 30]  # programs.py:121
//   %8 = subtract(%6, %7) : float32[16, 30]  # programs.py:121
//   %9 = multiply(%8, %8) : float32[16, 30]  # programs.py:122
//   %10 = sum(axes=[0, 1])(%9) : float32[]  # programs.py:122
//   %11 = constant(value=0.0020833333333333333, dtype=float32) : float32[]  # programs.py:122
//   %12 = multiply(%10, %11) : float32[]  # programs.py:122
//   %13 = scalar(2) : float32[]  # programs.py:124
//   %14 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:124
//   %15 = scalar(0) : float64[]  # programs.py:124
//   %16 = input(4) : float64[]  # programs.py:124
//   %17 = add(%16, %14) : float64[]  # programs.py:124
//   %18 = stop_gradient(%17) : float64[]  # programs.py:124
//   %19 = power(%15, %18) : float64[]  # programs.py:124
//   %20 = stop_gradient(%19) : float64[]  # programs.py:124
//   %21 = subtract(%14, %20) : float64[]  # programs.py:124
//   %22 = stop_gradient(%21) : float64[]  # programs.py:124
//   %23 = divide(%14, %22) : float64[]  # programs.py:124
//   %24 = stop_gradient(%23) : float64[]  # programs.py:124
//   %25 = cast(dtype=float32)(%24) : float32[]  # programs.py:124
//   %26 = stop_gradient(%25) : float32[]  # programs.py:124
//   %27 = multiply(%13, %26) : float32[]  # programs.py:124
//   %28 = stop_gradient(%27) : float32[]  # programs.py:124
//   %29 = broadcast_to(shape=[30, 70])(%28) : float32[30, 70]  # programs.py:124
//   %30 = scalar(3) : float32[]  # programs.py:124
//   %31 = broadcast_to(shape=[30, 70])(%30) : float32[30, 70]  # programs.py:124
//   %32 = input(5) : float32[30, 70]  # programs.py:124
//   %33 = multiply(%31, %32) : float32[30, 70]  # programs.py:124
//   %34 = stop_gradient(%33) : float32[30, 70]  # programs.py:124
//   %35 = scalar(4) : float32[]  # programs.py:124
//   %36 = broadcast_to(shape=[30, 70])(%35) : float32[30, 70]  # programs.py:124
//   %37 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:123
//   %38 = gradient(%12, %37, %1) : float32[30, 70]  # programs.py:123
//   %39 = multiply(%36, %38) : float32[30, 70]  # programs.py:124
//   %40 = stop_gradient(%39) : float32[30, 70]  # programs.py:124
//   %41 = add(%34, %40) : float32[30, 70]  # programs.py:124
//   %42 = stop_gradient(%41) : float32[30, 70]  # programs.py:124
//   %43 = multiply(%29, %42) : float32[30, 70]  # programs.py:124
//   %44 = stop_gradient(%43) : float32[30, 70]  # programs.py:124
//   %45 = scalar(5) : float32[]  # programs.py:124
//   %46 = broadcast_to(shape=[30, 70])(%45) : float32[30, 70]  # programs.py:124
//   %47 = input(6) : float32[30, 70]  # programs.py:124
//   %48 = multiply(%46, %47) : float32[30, 70]  # programs.py:124
//   %49 = stop_gradient(%48) : float32[30, 70]  # programs.py:124
//   %50 = scalar(6) : float32[]  # programs.py:124
//   %51 = broadcast_to(shape=[30, 70])(%50) : float32[30, 70]  # programs.py:124
//   %52 = multiply(%38, %38) : float32[30, 70]  # programs.py:124
//   %53 = stop_gradient(%52) : float32[30, 70]  # programs.py:124
//   %54 = multiply(%51, %53) : float32[30, 70]  # programs.py:124
//   %55 = stop_gradient(%54) : float32[30, 70]  # programs.py:124
//   %56 = add(%49, %55) : float32[30, 70]  # programs.py:124
//   %57 = stop_gradient(%56) : float32[30, 70]  # programs.py:124
//   %58 = sqrt(%57) : float32[30, 70]  # programs.py:124
//   %59 = stop_gradient(%58) : float32[30, 70]  # programs.py:124
//   %60 = scalar(1) : float64[]  # programs.py:124
//   %61 = power(%60, %18) : float64[]  # programs.py:124
//   %62 = stop_gradient(%61) : float64[]  # programs.py:124
//   %63 = subtract(%14, %62) : float64[]  # programs.py:124
//   %64 = stop_gradient(%63) : float64[]  # programs.py:124
//   %65 = sqrt(%64) : float64[]  # programs.py:124
//   %66 = stop_gradient(%65) : float64[]  # programs.py:124
//   %67 = divide(%14, %66) : float64[]  # programs.py:124
//   %68 = stop_gradient(%67) : float64[]  # programs.py:124
//   %69 = cast(dtype=float32)(%68) : float32[]  # programs.py:124
//   %70 = stop_gradient(%69) : float32[]  # programs.py:124
//   %71 = broadcast_to(shape=[30, 70])(%70) : float32[30, 70]  # programs.py:124
//   %72 = multiply(%59, %71) : float32[30, 70]  # programs.py:124
//   %73 = stop_gradient(%72) : float32[30, 70]  # programs.py:124
//   %74 = scalar(7) : float32[]  # programs.py:124
//   %75 = broadcast_to(shape=[30, 70])(%74) : float32[30, 70]  # programs.py:124
//   %76 = add(%73, %75) : float32[30, 70]  # programs.py:124
//   %77 = stop_gradient(%76) : float32[30, 70]  # programs.py:124
//   %78 = divide(%44, %77) : float32[30, 70]  # programs.py:124
//   %79 = stop_gradient(%78) : float32[30, 70]  # programs.py:124
//   %80 = subtract(%1, %79) : float32[30, 70]  # programs.py:124
//   %81 = stop_gradient(%80) : float32[30, 70]  # programs.py:124
//   %82 = stop_gradient(%81) : float32[30, 70]  # programs.py:124
//   %83 = alias(number=1)(%82) : float32[30, 70]  # programs.py:124
//   %84 = broadcast_to(shape=[30])(%28) : float32[30]  # programs.py:124
//   %85 = broadcast_to(shape=[30])(%30) : float32[30]  # programs.py:124
//   %86 = input(7) : float32[30]  # programs.py:124
//   %87 = multiply(%85, %86) : float32[30]  # programs.py:124
//   %88 = stop_gradient(%87) : float32[30]  # programs.py:124
//   %89 = broadcast_to(shape=[30])(%35) : float32[30]  # programs.py:124
//   %90 = gradient(%12, %37, %4) : float32[30]  # programs.py:123
//   %91 = multiply(%89, %90) : float32[30]  # programs.py:124
//   %92 = stop_gradient(%91) : float32[30]  # programs.py:124
//   %93 = add(%88, %92) : float32[30]  # programs.py:124
//   %94 = stop_gradient(%93) : float32[30]  # programs.py:124
//   %95 = multiply(%84, %94) : float32[30]  # programs.py:124
//   %96 = stop_gradient(%95) : float32[30]  # programs.py:124
//   %97 = broadcast_to(shape=[30])(%45) : float32[30]  # programs.py:124
//   %98 = input(8) : float32[30]  # programs.py:124
//   %99 = multiply(%97, %98) : float32[30]  # programs.py:124
//   %100 = stop_gradient(%99) : float32[30]  # programs.py:124
//   %101 = broadcast_to(shape=[30])(%50) : float32[30]  # programs.py:124
//   %102 = multiply(%90, %90) : float32[30]  # programs.py:124
//   %103 = stop_gradient(%102) : float32[30]  # programs.py:124
//   %104 = multiply(%101, %103) : float32[30]  # programs.py:124
//   %105 = stop_gradient(%104) : float32[30]  # programs.py:124
//   %106 = add(%100, %105) : float32[30]  # programs.py:124
//   %107 = stop_gradient(%106) : float32[30]  # programs.py:124
//   %108 = sqrt(%107) : float32[30]  # programs.py:124
//   %109 = stop_gradient(%108) : float32[30]  # programs.py:124
//   %110 = broadcast_to(shape=[30])(%70) : float32[30]  # programs.py:124
//   %111 = multiply(%109, %110) : float32[30]  # programs.py:124
//   %112 = stop_gradient(%111) : float32[30]  # programs.py:124
//   %113 = broadcast_to(shape=[30])(%74) : float32[30]  # programs.py:124
//   %114 = add(%112, %113) : float32[30]  # programs.py:124
//   %115 = stop_gradient(%114) : float32[30]  # programs.py:124
//   %116 = divide(%96, %115) : float32[30]  # programs.py:124
//   %117 = stop_gradient(%116) : float32[30]  # programs.py:124
//   %118 = subtract(%4, %117) : float32[30]  # programs.py:124
//   %119 = stop_gradient(%118) : float32[30]  # programs.py:124
//   %120 = stop_gradient(%119) : float32[30]  # programs.py:124
//   %121 = alias(number=4)(%120) : float32[30]  # programs.py:124
//   %122 = stop_gradient(%42) : float32[30, 70]  # programs.py:124
//   %123 = stop_gradient(%57) : float32[30, 70]  # programs.py:124
//   %124 = stop_gradient(%94) : float32[30]  # programs.py:124
//   %125 = stop_gradient(%107) : float32[30]  # programs.py:124
//   %126 = stop_gradient(%18) : float64[]  # programs.py:124
//   return %12, %83, %121, %122, %123, %124, %125, %126
//
// The steps that compute it:
//
//    1  matmul_subtract_94db57c6: in0 = input 2, in1 = input 0, in2 = input 1, in3 = input 3 -> out0 = step 1 float32[16, 30]
//    2  sum_multiply_88876a97: in0 = step 1 -> out0 = output 0 float32[]
//    3  add_power_subtract_divide_31ebd7a6: in0 = input 4, in1 = scalar 2, in2 = scalar 0, in3 = scalar 1 -> out0 = output 7 float64[], out1 = step 3 float32[], out2 = step 3 float32[]
//    4  multiply_add_18dd1375: in0 = step 1 -> out0 = step 4 float32[16, 30]
//    5  matmul_c1c8f5b1: in0 = input 2, in1 = step 4 -> out0 = step 5 float32[30, 70]
//    6  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 5, in2 = scalar 4, in3 = step 5, in4 = scalar 5, in5 = input 6, in6 = scalar 6, in7 = input 0, in8 = step 3, in9 = step 3, in10 = scalar 7 -> out0 = output 3 float32[30, 70], out1 = output 4 float32[30, 70], out2 = output 1 float32[30, 70]
//    7  sum_863f323a: in0 = step 4 -> out0 = step 7 float32[30]
//    8  multiply_add_sqrt_divide_f878ed9c: in0 = scalar 3, in1 = input 7, in2 = scalar 4, in3 = step 7, in4 = scalar 5, in5 = input 8, in6 = scalar 6, in7 = input 1, in8 = step 3, in9 = step 3, in10 = scalar 7 -> out0 = output 5 float32[30], out1 = output 6 float32[30], out2 = output 2 float32[30]

#include <math.h>
#include <stdint.h>

typedef float f32;
typedef double f64;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline f32 fold_add_f32x16(f32x16 a) {
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
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

// programs.py:121: error = F.linear(x, weight, bias) - y
void matmul_subtract_94db57c6(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  f32 *const restrict out0 = buffers[4];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 4)
    for (int64_t n1 = 0; n1 < 30; n1 += 5) {
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
      for (int64_t r1 = 0; r1 < 64; r1 += 16) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 5; n1u++) {
            sum0v[n0u][n1u] += load_f32x16(in0 + (n0 + n0u) * 70 + r1) * load_f32x16(in1 + (n1 + n1u) * 70 + r1);
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
      for (int64_t r1 = 64; r1 < 70; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 4; n0u++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 5; n1u++) {
            sum0[n0u][n1u] += in0[(n0 + n0u) * 70 + r1] * in1[(n1 + n1u) * 70 + r1];
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 5; n1u++) {
          out0[(n0 + n0u) * 30 + n1 + n1u] = sum0[n0u][n1u] + in2[n1 + n1u] - in3[(n0 + n0u) * 30 + n1 + n1u];
        }
      }
    }
}

// programs.py:122: loss = (error * error).mean()
void sum_multiply_88876a97(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)status;
  f32x16 sum0v[4];
  f32 sum0s[4];
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 4; r1u++) {
    sum0v[r1u] = splat_f32x16(0.0f);
  }
  for (int64_t r1 = 0; r1 < 448; r1 += 64) {
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      const f32x16 v0 = load_f32x16(in0 + r1u * 16 + r1);
      sum0v[r1u] += v0 * v0;
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
  for (int64_t r1 = 448; r1 < 480; r1++) {
    const f32 v1 = in0[r1];
    sum0 += v1 * v1;
  }
  out0[0] = sum0 * 0.0020833334f;
}

// programs.py:124: optimizer.step()
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

// programs.py:122: backward of loss = (error * error).mean()
void multiply_add_18dd1375(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = 0; n0 < n - n % 32; n0 += 32) {
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = 0.0020833334f * load_f32x16(in0 + n0u * 16 + n0);
      store_f32x16(out0 + n0u * 16 + n0, v0 + v0);
    }
  }
  #pragma omp for schedule(static) nowait
  for (int64_t n0 = n - n % 32; n0 < n; n0++) {
    const f32 v1 = 0.0020833334f * in0[n0];
    out0[n0] = v1 + v1;
  }
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
void matmul_c1c8f5b1(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0s = 0; n0s < n; n0s += 6)
    for (int64_t n1s = 0; n1s < 70; n1s += 16) {
      const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
      const int64_t n1 = n1s < 54 ? n1s : 54;
      f32x16 sum0[6];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        sum0[n0u] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < 16; r1++) {
        #pragma GCC unroll 16
        for (int64_t n0u = 0; n0u < 6; n0u++) {
          sum0[n0u] += load_f32x16(in0 + r1 * 70 + n1) * in1[r1 * 30 + n0 + n0u];
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        store_f32x16(out0 + (n0 + n0u) * 70 + n1, sum0[n0u]);
      }
    }
}

// programs.py:124: optimizer.step()
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

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
void sum_863f323a(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait
  for (int64_t n0s = 0; n0s < n; n0s += 16) {
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    f32x16 sum0 = splat_f32x16(0.0f);
    for (int64_t r1 = 0; r1 < 16; r1++) {
      sum0 += load_f32x16(in0 + r1 * 30 + n0);
    }
    store_f32x16(out0 + n0, sum0);
  }
}
