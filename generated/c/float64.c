// float64, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:162
//   %1 = broadcast_to(shape=[33, 33])(%0) : float64[33, 33]  # programs.py:162
//   %2 = input(0) : float64[33, 20]  # programs.py:161
//   %3 = input(1) : float64[20, 33]  # programs.py:161
//   %4 = matmul(%2, %3) : float64[33, 33]  # programs.py:161
//   %5 = exp(%4) : float64[33, 33]  # programs.py:162
//   %6 = add(%1, %5) : float64[33, 33]  # programs.py:162
//   %7 = log(%6) : float64[33, 33]  # programs.py:162
//   %8 = sum(axes=[1])(%7) : float64[33]  # programs.py:162
//   %9 = cast(dtype=float32)(%4) : float32[33, 33]  # programs.py:162
//   return %8, %9
//
// The steps that compute it:
//
//    1  matmul_e36e0ea1: in0 = input 0, in1 = input 1 -> out0 = step 1 float64[33, 33]
//    2  cast_05aecb70: in0 = step 1 -> out0 = output 1 float32[33, 33]
//    3  sum_log_1618229b: in0 = step 1 -> out0 = output 0 float64[33]

#include <math.h>
#include <stdint.h>

typedef float f32;
typedef double f64;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef f64 f64x16 __attribute__((vector_size(128)));
typedef f64 f64x16_u __attribute__((vector_size(128), aligned(8), may_alias));

static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f64x16 load_f64x16(const f64 *p) { return *(const f64x16_u *)p; }
static inline void store_f64x16(f64 *p, f64x16 a) { *(f64x16_u *)p = a; }
static inline f64x16 splat_f64x16(f64 a) {
  return (f64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline f64 fold_add_f64x16(f64x16 a) {
  a = (f64x16)((f64x16)a + (f64x16)(f64x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = (f64x16)((f64x16)a + (f64x16)(f64x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = (f64x16)((f64x16)a + (f64x16)(f64x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = (f64x16)((f64x16)a + (f64x16)(f64x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

static inline f64 exp_f64(f64 x) { return exp(x); }
static inline f64 log_f64(f64 x) { return log(x); }

static inline f64x16 exp_f64x16(f64x16 x) {
  f64 lane[16];
  store_f64x16(lane, x);
  for (int i = 0; i < 16; i++) lane[i] = exp(lane[i]);
  return load_f64x16(lane);
}

static inline f64x16 log_f64x16(f64x16 x) {
  f64 lane[16];
  store_f64x16(lane, x);
  for (int i = 0; i < 16; i++) lane[i] = log(lane[i]);
  return load_f64x16(lane);
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:161: product = x @ y
void matmul_e36e0ea1(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const restrict in0 = buffers[0];
  const f64 *const restrict in1 = buffers[1];
  f64 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of((n + 6) / 7 * 3, share); turn < end_of((n + 6) / 7 * 3, share); turn++) {
    const int64_t n0s = turn / 3 * 7;
    const int64_t n0 = n0s < n - 7 ? n0s : n - 7;
    const int64_t n1s = turn % 3 * 16;
    const int64_t n1 = n1s < 17 ? n1s : 17;
    f64x16 sum0[7];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 7; n0u++) {
      sum0[n0u] = splat_f64x16(0.0);
    }
    for (int64_t r1 = 0; r1 < 20; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 7; n0u++) {
        sum0[n0u] += in0[n0 * 20 + r1 + n0u * 20] * load_f64x16(in1 + r1 * 33 + n1);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 7; n0u++) {
      store_f64x16(out0 + n0 * 33 + n1 + n0u * 33, sum0[n0u]);
    }
  }
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
void cast_05aecb70(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, __builtin_convertvector(load_f64x16(in0 + n0 + n0u * 16), f32x16));
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    out0[n0] = (f32)in0[n0];
  }
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
void sum_log_1618229b(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f64 *const restrict in0 = buffers[0];
  f64 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f64x16 sum0v = splat_f64x16(0.0);
    for (int64_t r1 = 0; r1 < 32; r1 += 16) {
      sum0v += log_f64x16(1.0 + exp_f64x16(load_f64x16(in0 + n0 * 33 + r1)));
    }
    f64 sum0 = fold_add_f64x16(sum0v);
    sum0 += log_f64(1.0 + exp_f64(in0[n0 * 33 + 32]));
    out0[n0] = sum0;
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  matmul_e36e0ea1,
  cast_05aecb70,
  sum_log_1618229b,
};
