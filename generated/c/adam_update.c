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
//   %11 = constant(value=480.0, dtype=float32) : float32[]  # programs.py:122
//   %12 = divide(%10, %11) : float32[]  # programs.py:122
//   %13 = input(4) : float64[]  # programs.py:124
//   %14 = cast(dtype=float32)(%13) : float32[]  # programs.py:124
//   %15 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:124
//   %16 = scalar(0) : float64[]  # programs.py:124
//   %17 = input(5) : float64[]  # programs.py:124
//   %18 = add(%17, %15) : float64[]  # programs.py:124
//   %19 = power(%16, %18) : float64[]  # programs.py:124
//   %20 = subtract(%15, %19) : float64[]  # programs.py:124
//   %21 = divide(%15, %20) : float64[]  # programs.py:124
//   %22 = cast(dtype=float32)(%21) : float32[]  # programs.py:124
//   %23 = multiply(%14, %22) : float32[]  # programs.py:124
//   %24 = broadcast_to(shape=[30, 70])(%23) : float32[30, 70]  # programs.py:124
//   %25 = scalar(2) : float32[]  # programs.py:124
//   %26 = broadcast_to(shape=[30, 70])(%25) : float32[30, 70]  # programs.py:124
//   %27 = input(6) : float32[30, 70]  # programs.py:124
//   %28 = multiply(%26, %27) : float32[30, 70]  # programs.py:124
//   %29 = scalar(3) : float32[]  # programs.py:124
//   %30 = broadcast_to(shape=[30, 70])(%29) : float32[30, 70]  # programs.py:124
//   %31 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:123
//   %32 = gradient(%12, %31, %1) : float32[30, 70]  # programs.py:123
//   %33 = multiply(%30, %32) : float32[30, 70]  # programs.py:124
//   %34 = add(%28, %33) : float32[30, 70]  # programs.py:124
//   %35 = multiply(%24, %34) : float32[30, 70]  # programs.py:124
//   %36 = scalar(4) : float32[]  # programs.py:124
//   %37 = broadcast_to(shape=[30, 70])(%36) : float32[30, 70]  # programs.py:124
//   %38 = input(7) : float32[30, 70]  # programs.py:124
//   %39 = multiply(%37, %38) : float32[30, 70]  # programs.py:124
//   %40 = scalar(5) : float32[]  # programs.py:124
//   %41 = broadcast_to(shape=[30, 70])(%40) : float32[30, 70]  # programs.py:124
//   %42 = multiply(%32, %32) : float32[30, 70]  # programs.py:124
//   %43 = multiply(%41, %42) : float32[30, 70]  # programs.py:124
//   %44 = add(%39, %43) : float32[30, 70]  # programs.py:124
//   %45 = sqrt(%44) : float32[30, 70]  # programs.py:124
//   %46 = scalar(1) : float64[]  # programs.py:124
//   %47 = power(%46, %18) : float64[]  # programs.py:124
//   %48 = subtract(%15, %47) : float64[]  # programs.py:124
//   %49 = sqrt(%48) : float64[]  # programs.py:124
//   %50 = divide(%15, %49) : float64[]  # programs.py:124
//   %51 = cast(dtype=float32)(%50) : float32[]  # programs.py:124
//   %52 = broadcast_to(shape=[30, 70])(%51) : float32[30, 70]  # programs.py:124
//   %53 = multiply(%45, %52) : float32[30, 70]  # programs.py:124
//   %54 = scalar(6) : float32[]  # programs.py:124
//   %55 = broadcast_to(shape=[30, 70])(%54) : float32[30, 70]  # programs.py:124
//   %56 = add(%53, %55) : float32[30, 70]  # programs.py:124
//   %57 = divide(%35, %56) : float32[30, 70]  # programs.py:124
//   %58 = subtract(%1, %57) : float32[30, 70]  # programs.py:124
//   %59 = stop_gradient(%58) : float32[30, 70]  # programs.py:124
//   %60 = assigned(slot=0)(%59) : float32[30, 70]  # programs.py:124
//   %61 = alias(number=1)(%60) : float32[30, 70]  # programs.py:124
//   %62 = broadcast_to(shape=[30])(%23) : float32[30]  # programs.py:124
//   %63 = broadcast_to(shape=[30])(%25) : float32[30]  # programs.py:124
//   %64 = input(8) : float32[30]  # programs.py:124
//   %65 = multiply(%63, %64) : float32[30]  # programs.py:124
//   %66 = broadcast_to(shape=[30])(%29) : float32[30]  # programs.py:124
//   %67 = gradient(%12, %31, %4) : float32[30]  # programs.py:123
//   %68 = multiply(%66, %67) : float32[30]  # programs.py:124
//   %69 = add(%65, %68) : float32[30]  # programs.py:124
//   %70 = multiply(%62, %69) : float32[30]  # programs.py:124
//   %71 = broadcast_to(shape=[30])(%36) : float32[30]  # programs.py:124
//   %72 = input(9) : float32[30]  # programs.py:124
//   %73 = multiply(%71, %72) : float32[30]  # programs.py:124
//   %74 = broadcast_to(shape=[30])(%40) : float32[30]  # programs.py:124
//   %75 = multiply(%67, %67) : float32[30]  # programs.py:124
//   %76 = multiply(%74, %75) : float32[30]  # programs.py:124
//   %77 = add(%73, %76) : float32[30]  # programs.py:124
//   %78 = sqrt(%77) : float32[30]  # programs.py:124
//   %79 = broadcast_to(shape=[30])(%51) : float32[30]  # programs.py:124
//   %80 = multiply(%78, %79) : float32[30]  # programs.py:124
//   %81 = broadcast_to(shape=[30])(%54) : float32[30]  # programs.py:124
//   %82 = add(%80, %81) : float32[30]  # programs.py:124
//   %83 = divide(%70, %82) : float32[30]  # programs.py:124
//   %84 = subtract(%4, %83) : float32[30]  # programs.py:124
//   %85 = stop_gradient(%84) : float32[30]  # programs.py:124
//   %86 = assigned(slot=1)(%85) : float32[30]  # programs.py:124
//   %87 = alias(number=4)(%86) : float32[30]  # programs.py:124
//   %88 = stop_gradient(%34) : float32[30, 70]  # programs.py:124
//   %89 = assigned(slot=6)(%88) : float32[30, 70]  # programs.py:124
//   %90 = stop_gradient(%44) : float32[30, 70]  # programs.py:124
//   %91 = assigned(slot=7)(%90) : float32[30, 70]  # programs.py:124
//   %92 = stop_gradient(%69) : float32[30]  # programs.py:124
//   %93 = assigned(slot=8)(%92) : float32[30]  # programs.py:124
//   %94 = stop_gradient(%77) : float32[30]  # programs.py:124
//   %95 = assigned(slot=9)(%94) : float32[30]  # programs.py:124
//   %96 = stop_gradient(%18) : float64[]  # programs.py:124
//   %97 = assigned(slot=5)(%96) : float64[]  # programs.py:124
//   %98 = input(10) : float64[]  # programs.py:124
//   %99 = add(%98, %15) : float64[]  # programs.py:124
//   %100 = stop_gradient(%99) : float64[]  # programs.py:124
//   %101 = assigned(slot=10)(%100) : float64[]  # programs.py:124
//   return %12, %61, %87, %89, %91, %93, %95, %97, %101
//
// The steps that compute it:
//
//    1  add_cast_power_subtract_7897f4d6: in0 = input 5, in1 = input 4, in2 = scalar 0, in3 = scalar 1 -> out0 = output 7 float64[], out1 = step 1 float32[], out2 = step 1 float32[]
//    2  add_b9ec2041: in0 = input 10 -> out0 = output 8 float64[]
//    3  permute_contiguous_dd6464c2: in0 = input 0 -> out0 = step 3 float32[70, 30]
//    4  matmul_subtract_4a183104: in0 = input 2, in1 = step 3, in2 = input 1, in3 = input 3 -> out0 = step 4 float32[16, 30]
//    5  sum_divide_5102dea4: in0 = step 4 -> out0 = output 0 float32[]
//    6  multiply_add_5b7ba938: in0 = step 4 -> out0 = step 6 float32[16, 30]
//    7  matmul_76aeaddd: in0 = input 2, in1 = step 6 -> out0 = step 7 float32[30, 70]
//    8  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 6, in2 = scalar 3, in3 = step 7, in4 = scalar 4, in5 = input 7, in6 = scalar 5, in7 = input 0, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 1 float32[30, 70], out1 = output 3 float32[30, 70], out2 = output 4 float32[30, 70]
//    9  sum_1b307564: in0 = step 6 -> out0 = step 9 float32[30]
//   10  multiply_add_sqrt_divide_2351769f: in0 = scalar 2, in1 = input 8, in2 = scalar 3, in3 = step 9, in4 = scalar 4, in5 = input 9, in6 = scalar 5, in7 = input 1, in8 = step 1, in9 = step 1, in10 = scalar 6 -> out0 = output 2 float32[30], out1 = output 5 float32[30], out2 = output 6 float32[30]

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

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:124: optimizer.step()
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

// programs.py:124: optimizer.step()
void add_b9ec2041(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const in0 = buffers[0];
  f64 *const out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  out0[0] = in0[0] + 1.0;
}

// programs.py:121: error = F.linear(x, weight, bias) - y
void permute_contiguous_dd6464c2(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16 * 2, share); turn < end_of((n + 15) / 16 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    const int64_t n1s = turn % 2 * 16;
    const int64_t n1 = n1s < 14 ? n1s : 14;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n1 * 70 + n0, 70);
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 16; n0u++) {
      store_f32x16(out0 + n0 * 30 + n1 + n0u * 30, square0[n0u]);
    }
  }
}

// programs.py:121: error = F.linear(x, weight, bias) - y
void matmul_subtract_4a183104(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const in3 = buffers[3];
  f32 *const out0 = buffers[4];
  (void)status;
  for (int64_t turn = first_of((n + 7) / 8 * 2, share); turn < end_of((n + 7) / 8 * 2, share); turn++) {
    const int64_t n0s = turn / 2 * 8;
    const int64_t n0 = n0s < n - 8 ? n0s : n - 8;
    const int64_t n1s = turn % 2 * 16;
    const int64_t n1 = n1s < 14 ? n1s : 14;
    f32x16 sum0[8];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 8; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 70; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 8; n0u++) {
        sum0[n0u] += in0[n0 * 70 + r1 + n0u * 70] * load_f32x16(in1 + r1 * 30 + n1);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 8; n0u++) {
      store_f32x16(out0 + n0 * 30 + n1 + n0u * 30, sum0[n0u] + load_f32x16(in2 + n1) - load_f32x16(in3 + n0 * 30 + n1 + n0u * 30));
    }
  }
}

// programs.py:122: loss = (error * error).mean()
void sum_divide_5102dea4(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0v[4];
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 4; r1u++) {
    sum0v[r1u] = splat_f32x16(0.0f);
  }
  for (int64_t r1 = 0; r1 < 448; r1 += 64) {
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      const f32x16 v0 = load_f32x16(in0 + r1 + r1u * 16);
      sum0v[r1u] += v0 * v0;
    }
  }
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 2; r1u++) {
    const f32x16 v1 = load_f32x16(in0 + r1u * 16 + 448);
    sum0v[r1u] += v1 * v1;
  }
  f32x16 sum0t = splat_f32x16(0.0f);
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 4; r1u++) {
    sum0t += sum0v[r1u];
  }
  f32 sum0 = fold_add_f32x16(sum0t);
  out0[0] = sum0 / 480.0f;
}

// programs.py:122: backward of loss = (error * error).mean()
void multiply_add_5b7ba938(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  f32 *const out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = 0.0020833334f * load_f32x16(in0 + n0 + n0u * 16);
      store_f32x16(out0 + n0 + n0u * 16, v0 + v0);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const f32 v1 = 0.0020833334f * in0[n0];
    out0[n0] = v1 + v1;
  }
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
void matmul_76aeaddd(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 9) / 10 * 5, share); turn < end_of((n + 9) / 10 * 5, share); turn++) {
    const int64_t n0s = turn / 5 * 10;
    const int64_t n0 = n0s < n - 10 ? n0s : n - 10;
    const int64_t n1s = turn % 5 * 16;
    const int64_t n1 = n1s < 54 ? n1s : 54;
    f32x16 sum0[10];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 10; n0u++) {
        sum0[n0u] += load_f32x16(in0 + r1 * 70 + n1) * in1[r1 * 30 + n0 + n0u];
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 10; n0u++) {
      store_f32x16(out0 + n0 * 70 + n1 + n0u * 70, sum0[n0u]);
    }
  }
}

// programs.py:124: optimizer.step()
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

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
void sum_1b307564(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16, share); turn < end_of((n + 15) / 16, share); turn++) {
    const int64_t n0s = turn * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    f32x16 sum0 = splat_f32x16(0.0f);
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      sum0 += load_f32x16(in0 + r1 * 30 + n0);
    }
    store_f32x16(out0 + n0, sum0);
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  add_cast_power_subtract_7897f4d6,
  add_b9ec2041,
  permute_contiguous_dd6464c2,
  matmul_subtract_4a183104,
  sum_divide_5102dea4,
  multiply_add_5b7ba938,
  matmul_76aeaddd,
  multiply_add_sqrt_divide_2351769f,
  sum_1b307564,
};
