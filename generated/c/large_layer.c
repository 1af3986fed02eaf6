// large_layer, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[1024, 256]  # programs.py:268
//   %1 = input(1) : float32[1024, 256]  # programs.py:268
//   %2 = permute(axes=[1, 0])(%1) : float32[256, 1024]  # programs.py:268
//   %3 = matmul(%0, %2) : float32[1024, 1024]  # programs.py:268
//   %4 = input(2) : float32[1024]  # programs.py:268
//   %5 = broadcast_to(shape=[1024, 1024])(%4) : float32[1024, 1024]  # programs.py:268
//   %6 = add(%3, %5) : float32[1024, 1024]  # programs.py:268
//   %7 = constant(value=0.5, dtype=float32) : float32[]  # programs.py:268
//   %8 = broadcast_to(shape=[1024, 1024])(%7) : float32[1024, 1024]  # programs.py:268
//   %9 = multiply(%6, %8) : float32[1024, 1024]  # programs.py:268
//   %10 = constant(value=0.7071067811865476, dtype=float32) : float32[]  # programs.py:268
//   %11 = broadcast_to(shape=[1024, 1024])(%10) : float32[1024, 1024]  # programs.py:268
//   %12 = multiply(%6, %11) : float32[1024, 1024]  # programs.py:268
//   %13 = erf(%12) : float32[1024, 1024]  # programs.py:268
//   %14 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:268
//   %15 = broadcast_to(shape=[1024, 1024])(%14) : float32[1024, 1024]  # programs.py:268
//   %16 = add(%13, %15) : float32[1024, 1024]  # programs.py:268
//   %17 = multiply(%9, %16) : float32[1024, 1024]  # programs.py:268
//   return %17
//
// The steps that compute it:
//
//    1  permute_contiguous_2b95cd3e: in0 = input 1 -> out0 = step 1 float32[256, 1024]
//    2  matmul_multiply_70eb2823: in0 = input 0, in1 = step 1, in2 = input 2 -> out0 = output 0 float32[1024, 1024]

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

/* 1 - e^x for x between -20 and 0. */
static inline f32x16 one_less_exp_f32x16(f32x16 x) {
  f32x16 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x16 exponent = (i32x16)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x16 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x16 q = r * 0x1.6ad156p-10f + 0x1.123f3p-7f;
  q = q * r + 0x1.55584ep-5f;
  q = q * r + 0x1.55548ap-3f;
  q = q * r + 0x1.fffffcp-2f;
  q = 1.0f + (r + r * r * q);
  return 1.0f - q * (f32x16)(exponent + 0x3f800000);
}
/* |x| < 1: x + x P(x^2) within 2^-29.2; beyond: 1 - exp(R(|x| - 1)), R a fit of log erfc, within 2^-26.3 of erf.
   From 4 on the nearest float is 1. */
static inline f32x16 erf_f32x16(f32x16 x) {
  f32x16 a = abs_f32x16(x);
  f32x16 z = x * x;
  f32x16 p = z * 0x1.4671a4p-14f + -0x1.a2fdd6p-11f;
  p = p * z + 0x1.53e872p-8f;
  p = p * z + -0x1.b7f62ap-6f;
  p = p * z + 0x1.ce2cdep-4f;
  p = p * z + -0x1.81273ep-2f;
  p = p * z + 0x1.06eba8p-3f;
  p = x + x * p;
  f32x16 t = select_f32x16((i32x16)(a > 4.0f), splat_f32x16(4.0f), a) - 1.0f;
  f32x16 q = t * 0x1.8bfc9p-13f + -0x1.e2362ap-10f;
  q = q * t + 0x1.44bfd4p-7f;
  q = q * t + -0x1.541444p-5f;
  q = q * t + -0x1.afacb8p-1f;
  q = q * t + -0x1.51c9aep+1f;
  t = q * t + -0x1.d97fcp+0f;
  q = (f32x16)((i32x16)one_less_exp_f32x16(t) | ((i32x16)x & INT32_MIN));
  return select_f32x16((i32x16)(a < 1.0f), p, q);
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:268: return F.gelu(F.linear(x, weight, bias))
void permute_contiguous_2b95cd3e(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16 * 64, share); turn < end_of((n + 15) / 16 * 64, share); turn++) {
    const int64_t n0s = turn / 64 * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    const int64_t n1 = turn % 64 * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n1 * 256 + n0, 256);
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 16; n0u++) {
      store_f32x16(out0 + n0 * 1024 + n1 + n0u * 1024, square0[n0u]);
    }
  }
}

// programs.py:268: return F.gelu(F.linear(x, weight, bias))
void matmul_multiply_70eb2823(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6, share); turn < end_of((n + 5) / 6, share); turn++) {
    const int64_t n0s = turn * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    for (int64_t n1 = 0; n1 < 1024; n1 += 64) {
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
            sum0[n0u][n1u] += in0[n0 * 256 + r1 + n0u * 256] * load_f32x16(in1 + r1 * 1024 + n1 + n1u * 16);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          const f32x16 v0 = sum0[n0u][n1u] + load_f32x16(in2 + n1 + n1u * 16);
          store_f32x16(out0 + n0 * 1024 + n1 + n0u * 1024 + n1u * 16, v0 * 0.5f * (erf_f32x16(v0 * 0.70710677f) + 1.0f));
        }
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  permute_contiguous_2b95cd3e,
  matmul_multiply_70eb2823,
};
