// reduction, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[40, 30, 70]  # programs.py:58
//   %1 = sum(axes=[0, 1, 2])(%0) : float32[]  # programs.py:58
//   %2 = sum(axes=[2])(%0) : float32[40, 30]  # programs.py:58
//   %3 = constant(value=70.0, dtype=float32) : float32[]  # programs.py:58
//   %4 = broadcast_to(shape=[40, 30])(%3) : float32[40, 30]  # programs.py:58
//   %5 = divide(%2, %4) : float32[40, 30]  # programs.py:58
//   %6 = max(axes=[0])(%0) : float32[30, 70]  # programs.py:58
//   %7 = argmax(axes=[1])(%0) : int64[40, 70]  # programs.py:58
//   return %1, %5, %6, %7
//
// The steps that compute it:
//
//    1  sum_divide_cd3cde16: in0 = input 0 -> out0 = output 1 float32[40, 30]
//    2  max_6abc76b5: in0 = input 0 -> out0 = output 2 float32[30, 70]
//    3  argmax_52f0a9b0: in0 = input 0 -> out0 = output 3 int64[40, 70]
//    4  sum_42470476: in0 = input 0 -> out0 = step 4 float32[40]
//    5  sum_58f1c1a1: in0 = step 4 -> out0 = output 0 float32[]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef i64 i64x16_u __attribute__((vector_size(128), aligned(8), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline void store_i64x16(i64 *p, i64x16 a) { *(i64x16_u *)p = a; }
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 iota_i64x16(void) {
  return (i64x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i64x16 select_i64x16(i64x16 m, i64x16 a, i64x16 b) {
  return (i64x16)((m & (i64x16)a) | (~m & (i64x16)b));
}

/* Lane by lane: gcc 12 breaks down over the bits of a double that it converted from a float. */
static inline f32x16 maximum_f32x16(f32x16 a, f32x16 b) {
  return select_f32x16((i32x16)(a >= b) | (i32x16)(a != a), a, b);
}
static inline i64x16 minimum_i64x16(i64x16 a, i64x16 b) {
  return select_i64x16((i64x16)(a <= b), a, b);
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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
void sum_divide_cd3cde16(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f32x16 sum0v = splat_f32x16(0.0f);
    for (int64_t r1 = 0; r1 < 64; r1 += 16) {
      sum0v += load_f32x16(in0 + n0 * 70 + r1);
    }
    const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(10) <= iota_i64x16(), i32x16), load_f32x16(in0 + n0 * 70 + 54), splat_f32x16(0.0f));
    sum0v += v0;
    f32 sum0 = fold_add_f32x16(sum0v);
    out0[n0] = sum0 / 70.0f;
  }
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
void max_6abc76b5(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)status;
  for (int64_t turn = first_of((n + 63) / 64, share); turn < end_of((n + 63) / 64, share); turn++) {
    const int64_t n0s = turn * 64;
    const int64_t n0 = n0s < n - 64 ? n0s : n - 64;
    f32x16 max0[4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      max0[n0u] = splat_f32x16(-INFINITY);
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        max0[n0u] = maximum_f32x16(max0[n0u], load_f32x16(in0 + r1 * 2100 + n0 + n0u * 16));
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, max0[n0u]);
    }
  }
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
void argmax_52f0a9b0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  i64 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of((n + 3) / 4 * 5, share); turn < end_of((n + 3) / 4 * 5, share); turn++) {
    const int64_t n0s = turn / 5 * 4;
    const int64_t n0 = n0s < n - 4 ? n0s : n - 4;
    const int64_t n1s = turn % 5 * 16;
    const int64_t n1 = n1s < 54 ? n1s : 54;
    f32x16 max0[4];
    i64x16 min1[4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      max0[n0u] = splat_f32x16(-INFINITY);
    }
    for (int64_t r1 = 0; r1 < 30; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        max0[n0u] = maximum_f32x16(max0[n0u], load_f32x16(in0 + n0 * 2100 + r1 * 70 + n1 + n0u * 2100));
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      min1[n0u] = splat_i64x16(INT64_MAX);
    }
    for (int64_t r2 = 0; r2 < 30; r2++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 4; n0u++) {
        const f32x16 v0 = load_f32x16(in0 + n0 * 2100 + r2 * 70 + n1 + n0u * 2100);
        const i64x16 v1 = select_i64x16(__builtin_convertvector((v0 == max0[n0u]) | (v0 != v0), i64x16), splat_i64x16(r2), splat_i64x16(30));
        min1[n0u] = minimum_i64x16(min1[n0u], v1);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      store_i64x16(out0 + n0 * 70 + n1 + n0u * 70, min1[n0u]);
    }
  }
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
void sum_42470476(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f32x16 sum0v[4];
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0v[r1u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 2048; r1 += 64) {
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum0v[r1u] += load_f32x16(in0 + n0 * 2100 + r1 + r1u * 16);
      }
    }
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 3; r1u++) {
      sum0v[r1u] += load_f32x16(in0 + n0 * 2100 + 2048 + r1u * 16);
    }
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 1; r1u++) {
      const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), load_f32x16(in0 + n0 * 2100 + 2084), splat_f32x16(0.0f));
      sum0v[r1u] += v0;
    }
    f32x16 sum0t = splat_f32x16(0.0f);
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      sum0t += sum0v[r1u];
    }
    f32 sum0 = fold_add_f32x16(sum0t);
    out0[n0] = sum0;
  }
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
void sum_58f1c1a1(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum0v = splat_f32x16(0.0f);
  for (int64_t r1 = 0; r1 < 32; r1 += 16) {
    sum0v += load_f32x16(in0 + r1);
  }
  const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(8) <= iota_i64x16(), i32x16), load_f32x16(in0 + 24), splat_f32x16(0.0f));
  sum0v += v0;
  f32 sum0 = fold_add_f32x16(sum0v);
  out0[0] = sum0;
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  sum_divide_cd3cde16,
  max_6abc76b5,
  argmax_52f0a9b0,
  sum_42470476,
  sum_58f1c1a1,
};
