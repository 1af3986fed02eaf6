// elementwise_chain, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[5000]  # programs.py:48
//   %1 = tanh(%0) : float32[5000]  # programs.py:48
//   %2 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:47
//   %3 = broadcast_to(shape=[5000])(%2) : float32[5000]  # programs.py:47
//   %4 = input(1) : float32[5000]  # programs.py:47
//   %5 = negative(%4) : float32[5000]  # programs.py:47
//   %6 = exp(%5) : float32[5000]  # programs.py:47
//   %7 = add(%3, %6) : float32[5000]  # programs.py:47
//   %8 = divide(%3, %7) : float32[5000]  # programs.py:47
//   %9 = multiply(%1, %8) : float32[5000]  # programs.py:48
//   %10 = scalar(0) : float32[]  # programs.py:48
//   %11 = broadcast_to(shape=[5000])(%10) : float32[5000]  # programs.py:48
//   %12 = multiply(%0, %11) : float32[5000]  # programs.py:48
//   %13 = add(%9, %12) : float32[5000]  # programs.py:48
//   return %13
//
// The steps that compute it:
//
//    1  tanh_negative_exp_add_a3be50f0: in0 = input 0, in1 = input 1, in2 = scalar 0 -> out0 = output 0 float32[5000]

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
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x4 select_f32x4(i32x4 m, f32x4 a, f32x4 b) {
  return (f32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

static inline f32x4 abs_f32x4(f32x4 a) {
  return (f32x4)((i32x4)a & INT32_MAX);
}
static inline f32x16 abs_f32x16(f32x16 a) {
  return (f32x16)((i32x16)a & INT32_MAX);
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
/* Of |x|, (1 - e^(-2|x|)) / (1 + e^(-2|x|)); each is rounded once. From 9.02 on the nearest float is 1. */
static inline f32x4 tanh_f32x4(f32x4 argument) {
  f32x4 a = abs_f32x4(argument);
  f32x4 x = -2.0f * select_f32x4((i32x4)(a > 9.02f), splat_f32x4(9.02f), a);
  f32x4 shifted = x * 0x1.715476p+0f + 0x1.8p+23f;
  i32x4 exponent = (i32x4)shifted << 23;
  shifted = shifted - 0x1.8p+23f;
  f32x4 r = (x - shifted * 0x1.62e4p-1f) - shifted * 0x1.7f7d1cp-20f;
  f32x4 q = r * 0x1.6bebfcp-10f + 0x1.1227bp-7f;
  q = q * r + 0x1.555674p-5f;
  q = q * r + 0x1.5554bp-3f;
  q = q * r + 0x1.fffffep-2f;
  q = r + r * r * q;
  f32x4 power = (f32x4)(exponent + 0x3f800000);
  q = (power * q + (power - 1.0f)) / (power * q + (power + 1.0f));
  return (f32x4)(((i32x4)q & INT32_MAX) | ((i32x4)argument & INT32_MIN));
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

static inline f32 exp_f32(f32 x) { return exp_f32x4(splat_f32x4(x))[0]; }
static inline f32 tanh_f32(f32 x) { return tanh_f32x4(splat_f32x4(x))[0]; }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:47: gate = 1 / (1 + ag.exp(-y))
// programs.py:48: return ag.tanh(x) * gate + x * 0.5
void tanh_negative_exp_add_a3be50f0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = load_f32x16(in0 + n0 + n0u * 16);
      const f32x16 v1 = tanh_f32x16(v0) * (1.0f / (1.0f + exp_f32x16(-load_f32x16(in1 + n0 + n0u * 16)))) + v0 * in2[0];
      store_f32x16(out0 + n0 + n0u * 16, v1);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const f32 v2 = in0[n0];
    out0[n0] = tanh_f32(v2) * (1.0f / (1.0f + exp_f32(-in1[n0]))) + v2 * in2[0];
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  tanh_negative_exp_add_a3be50f0,
};
