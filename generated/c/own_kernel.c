// own_kernel, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[70]  # programs.py:217
//   %1 = scalar(0) : float32[]  # programs.py:217
//   %2 = broadcast_to(shape=[70])(%1) : float32[70]  # programs.py:217
//   %3 = multiply(%0, %2) : float32[70]  # programs.py:217
//   %4 = differences(%3) : float32[69]  # programs.py:217
//   %5 = exp(%4) : float32[69]  # programs.py:217
//   return %5
//
// The steps that compute it:
//
//    1  multiply_210bab99: in0 = input 0, in1 = scalar 0 -> out0 = step 1 float32[70]
//    2  differences_2881dc77: x = step 1 -> out0 = step 2 float32[69]
//    3  exp_ebb8ee0c: in0 = step 2 -> out0 = output 0 float32[69]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x4 __attribute__((vector_size(16)));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x4 __attribute__((vector_size(16)));
typedef i32 i32x16 __attribute__((vector_size(64)));

static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x4 select_f32x4(i32x4 m, f32x4 a, f32x4 b) {
  return (f32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

/* 2^k goes into the exponent of e^r as an integer. Below the normal range, and only there, that fails: the result is zero,
   as it is wherever subnormal numbers are flushed. Beyond the largest float it is infinite. */
static inline f32x4 exp_f32x4(f32x4 x) {
  f32x4 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x4 exponent = (i32x4)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x4 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x4 q = r * 0x1.6ad156p-10f + 0x1.123f3p-7f;
  q = q * r + 0x1.55584ep-5f;
  q = q * r + 0x1.55548ap-3f;
  q = q * r + 0x1.fffffcp-2f;
  q = 1.0f + (r + r * r * q);
  i32x4 y = ((i32x4)q + exponent) & ~(i32x4)(x < -0x1.5d589ep+6f);
  return select_f32x4((i32x4)(x <= 0x1.62e42ep+6f), (f32x4)y, x + INFINITY);
}

/* 2^k goes into the exponent of e^r as an integer. Below the normal range, and only there, that fails: the result is zero,
   as it is wherever subnormal numbers are flushed. Beyond the largest float it is infinite. */
static inline f32x16 exp_f32x16(f32x16 x) {
  f32x16 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x16 exponent = (i32x16)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x16 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x16 q = r * 0x1.6ad156p-10f + 0x1.123f3p-7f;
  q = q * r + 0x1.55584ep-5f;
  q = q * r + 0x1.55548ap-3f;
  q = q * r + 0x1.fffffcp-2f;
  q = 1.0f + (r + r * r * q);
  i32x16 y = ((i32x16)q + exponent) & ~(i32x16)(x < -0x1.5d589ep+6f);
  return select_f32x16((i32x16)(x <= 0x1.62e42ep+6f), (f32x16)y, x + INFINITY);
}

static inline f32 exp_f32(f32 x) { return exp_f32x4(splat_f32x4(x))[0]; }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:217: return ag.exp(Differences()(x * 0.5))
void multiply_210bab99(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, load_f32x16(in0 + n0 + n0u * 16) * in1[0]);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    out0[n0] = in0[n0] * in1[0];
  }
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
void differences_2881dc77(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict x = buffers[0];
  f32 *const restrict out = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  const int64_t out_size = 69;
  #pragma omp for schedule(static) nowait
  for (int64_t k = 0; k < out_size; k++) out[k] = x[k + 1] - x[k];
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
void exp_ebb8ee0c(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  f32 *const out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, exp_f32x16(load_f32x16(in0 + n0 + n0u * 16)));
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    out0[n0] = exp_f32(in0[n0]);
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  multiply_210bab99,
  differences_2881dc77,
  exp_ebb8ee0c,
};
