// recurrence, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 5, 16]  # programs.py:192
//   %1 = slice(limits=[[0, 1, 4], [4, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %2 = reshape(shape=[4, 16])(%1) : float32[4, 16]  # programs.py:194
//   %3 = slice(limits=[[0, 1, 4], [3, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %4 = reshape(shape=[4, 16])(%3) : float32[4, 16]  # programs.py:194
//   %5 = slice(limits=[[0, 1, 4], [2, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %6 = reshape(shape=[4, 16])(%5) : float32[4, 16]  # programs.py:194
//   %7 = slice(limits=[[0, 1, 4], [1, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %8 = reshape(shape=[4, 16])(%7) : float32[4, 16]  # programs.py:194
//   %9 = slice(limits=[[0, 1, 4], [0, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:192
//   %10 = reshape(shape=[4, 16])(%9) : float32[4, 16]  # programs.py:192
//   %11 = input(1) : float32[16, 16]  # programs.py:194
//   %12 = matmul(%10, %11) : float32[4, 16]  # programs.py:194
//   %13 = add(%8, %12) : float32[4, 16]  # programs.py:194
//   %14 = tanh(%13) : float32[4, 16]  # programs.py:194
//   %15 = matmul(%14, %11) : float32[4, 16]  # programs.py:194
//   %16 = add(%6, %15) : float32[4, 16]  # programs.py:194
//   %17 = tanh(%16) : float32[4, 16]  # programs.py:194
//   %18 = matmul(%17, %11) : float32[4, 16]  # programs.py:194
//   %19 = add(%4, %18) : float32[4, 16]  # programs.py:194
//   %20 = tanh(%19) : float32[4, 16]  # programs.py:194
//   %21 = matmul(%20, %11) : float32[4, 16]  # programs.py:194
//   %22 = add(%2, %21) : float32[4, 16]  # programs.py:194
//   %23 = tanh(%22) : float32[4, 16]  # programs.py:194
//   return %23
//
// The steps that compute it:
//
//    1  matmul_tanh_a084ec5b: in0 = input 0, in1 = input 1 -> out0 = step 1 float32[4, 16]
//    2  matmul_tanh_b23654aa: in0 = input 0 from 32, in1 = step 1, in2 = input 1 -> out0 = step 2 float32[4, 16]
//    3  matmul_tanh_b23654aa: in0 = input 0 from 48, in1 = step 2, in2 = input 1 -> out0 = step 3 float32[4, 16]
//    4  matmul_tanh_b23654aa: in0 = input 0 from 64, in1 = step 3, in2 = input 1 -> out0 = output 0 float32[4, 16]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x16 __attribute__((vector_size(64)));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

static inline f32x16 abs_f32x16(f32x16 a) {
  return (f32x16)((i32x16)a & INT32_MAX);
}

/* Of |x|, (1 - e^(-2|x|)) / (1 + e^(-2|x|)); each is rounded once. From 9.02 on the nearest float is 1. */
static inline f32x16 tanh_f32x16(f32x16 argument) {
  f32x16 a = abs_f32x16(argument);
  f32x16 x = -2.0f * select_f32x16((i32x16)(a > 9.02f), splat_f32x16(9.02f), a);
  f32x16 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x16 exponent = (i32x16)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x16 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x16 q = r * 0x1.6bebfcp-10f + 0x1.1227bp-7f;
  q = q * r + 0x1.555674p-5f;
  q = q * r + 0x1.5554bp-3f;
  q = q * r + 0x1.fffffep-2f;
  q = r + r * r * q;
  f32x16 power = (f32x16)(exponent + 0x3f800000);
  q = (power * q + (power - 1.0f)) / (power * q + (power + 1.0f));
  return (f32x16)(((i32x16)q & INT32_MAX) | ((i32x16)argument & INT32_MIN));
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// programs.py:192: h = x[:, 0]
// programs.py:194: h = ag.tanh(x[:, t] + h @ weight)
void matmul_tanh_a084ec5b(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0[4];
  #pragma GCC unroll 16
  for (int64_t n0u = 0; n0u < 4; n0u++) {
    sum0[n0u] = splat_f32x16(0.0f);
  }
  for (int64_t r1 = 0; r1 < 16; r1++) {
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      sum0[n0u] += in0[r1 + n0u * 80] * load_f32x16(in1 + r1 * 16);
    }
  }
  #pragma GCC unroll 16
  for (int64_t n0u = 0; n0u < 4; n0u++) {
    store_f32x16(out0 + n0u * 16, tanh_f32x16(load_f32x16(in0 + n0u * 80 + 16) + sum0[n0u]));
  }
}

// programs.py:194: h = ag.tanh(x[:, t] + h @ weight)
void matmul_tanh_b23654aa(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0[4];
  #pragma GCC unroll 16
  for (int64_t n0u = 0; n0u < 4; n0u++) {
    sum0[n0u] = splat_f32x16(0.0f);
  }
  for (int64_t r1 = 0; r1 < 16; r1++) {
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      sum0[n0u] += in1[r1 + n0u * 16] * load_f32x16(in2 + r1 * 16);
    }
  }
  #pragma GCC unroll 16
  for (int64_t n0u = 0; n0u < 4; n0u++) {
    store_f32x16(out0 + n0u * 16, tanh_f32x16(load_f32x16(in0 + n0u * 80) + sum0[n0u]));
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  matmul_tanh_a084ec5b,
  matmul_tanh_b23654aa,
};
