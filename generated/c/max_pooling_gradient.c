// max_pooling_gradient, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 6, 12, 12]  # programs.py:100
//   %1 = alias(number=1)(%0) : float32[4, 6, 12, 12]  # programs.py:100
//   %2 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%1) : float32[4, 6, 6, 6]  # programs.py:97
//   %3 = multiply(%2, %2) : float32[4, 6, 6, 6]  # programs.py:98
//   %4 = sum(axes=[0, 1, 2, 3])(%3) : float32[]  # programs.py:98
//   %5 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:100
//   %6 = gradient(%4, %5, %1) : float32[4, 6, 12, 12]  # programs.py:100
//   return %4, %6
//
// The steps that compute it:
//
//    1  max_pool2d_sum_max_pool2d_choice_max_pool2d_scatter_01995aa4: in0 = input 0 -> out0 = output 0 float32[], out1 = output 1 float32[4, 6, 12, 12]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x4 __attribute__((vector_size(16)));
typedef f32 f32x4_u __attribute__((vector_size(16), aligned(4), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x4 __attribute__((vector_size(16)));
typedef i32 i32x4_u __attribute__((vector_size(16), aligned(4), may_alias));
typedef i64 i64x4 __attribute__((vector_size(32)));

static inline f32x4 load_f32x4(const f32 *p) { return *(const f32x4_u *)p; }
static inline void store_f32x4(f32 *p, f32x4 a) { *(f32x4_u *)p = a; }
static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
/* The last element that is read is the last that is asked for. */
static inline f32x4 every_second_f32x4(const f32 *p) {
  const f32x4 a = load_f32x4(p), b = load_f32x4(p + 4 - 1);
  return (f32x4){ a[0], a[2], b[1], b[3], };
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline void store_i32x4(i32 *p, i32x4 a) { *(i32x4_u *)p = a; }
static inline i32x4 splat_i32x4(i32 a) {
  return (i32x4){ a, a, a, a, };
}
static inline f32x4 select_f32x4(i32x4 m, f32x4 a, f32x4 b) {
  return (f32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline i32x4 select_i32x4(i32x4 m, i32x4 a, i32x4 b) {
  return (i32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}

/* Lane by lane: gcc 12 breaks down over the bits of a double that it converted from a float. */
static inline f32x4 maximum_f32x4(f32x4 a, f32x4 b) {
  return select_f32x4((i32x4)(a >= b) | (i32x4)(a != a), a, b);
}
static inline i32x4 minimum_i32x4(i32x4 a, i32x4 b) {
  return select_i32x4((i32x4)(a <= b), a, b);
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

// programs.py:97: y = F.max_pool2d(x, 2)
// programs.py:97: backward of y = F.max_pool2d(x, 2)
// programs.py:98: return (y * y).sum()
// programs.py:98: backward of return (y * y).sum()
void max_pool2d_sum_max_pool2d_choice_max_pool2d_scatter_01995aa4(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  f32 *const restrict out1 = buffers[2];
  (void)n;
  (void)share;
  (void)status;
  f32x16 sum2v[4];
  f32 max_pool2d_of_row[864] __attribute__((aligned(64)));
  i32 max_pool2d_choice_of_row[864] __attribute__((aligned(64)));
  for (int64_t n0 = 0; n0 < 144; n0 += 2) {
    for (int64_t n3s = 0; n3s < 6; n3s += 4) {
      const int64_t n3 = n3s < 2 ? n3s : 2;
      f32x4 max0[2];
      i32x4 min1[2];
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        max0[n0u] = splat_f32x4(-INFINITY);
      }
      for (int64_t r1 = 0; r1 < 2; r1++) {
        for (int64_t s1 = 0; s1 < 2; s1++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 2; n0u++) {
            max0[n0u] = maximum_f32x4(max0[n0u], every_second_f32x4(in0 + n0 * 24 + r1 * 12 + n3 * 2 + s1 + n0u * 24));
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        min1[n0u] = splat_i32x4(INT32_MAX);
      }
      for (int64_t r2 = 0; r2 < 2; r2++) {
        for (int64_t s2 = 0; s2 < 2; s2++) {
          #pragma GCC unroll 16
          for (int64_t n0u = 0; n0u < 2; n0u++) {
            const f32x4 v0 = every_second_f32x4(in0 + n0 * 24 + r2 * 12 + n3 * 2 + s2 + n0u * 24);
            const i32x4 v1 = select_i32x4((v0 == max0[n0u]) | (v0 != v0), splat_i32x4((i32)(r2 * 2 + s2)), splat_i32x4(4));
            min1[n0u] = minimum_i32x4(min1[n0u], v1);
          }
        }
      }
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        store_f32x4(max_pool2d_of_row + n0 * 6 + n3 + n0u * 6, max0[n0u]);
        store_i32x4(max_pool2d_choice_of_row + n0 * 6 + n3 + n0u * 6, min1[n0u]);
      }
    }
  }
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 4; r1u++) {
    sum2v[r1u] = splat_f32x16(0.0f);
  }
  for (int64_t r1 = 0; r1 < 832; r1 += 64) {
    #pragma GCC unroll 16
    for (int64_t r1u = 0; r1u < 4; r1u++) {
      const f32x16 v2 = load_f32x16(max_pool2d_of_row + r1 + r1u * 16);
      sum2v[r1u] += v2 * v2;
    }
  }
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 2; r1u++) {
    const f32x16 v3 = load_f32x16(max_pool2d_of_row + r1u * 16 + 832);
    sum2v[r1u] += v3 * v3;
  }
  f32x16 sum2t = splat_f32x16(0.0f);
  #pragma GCC unroll 16
  for (int64_t r1u = 0; r1u < 4; r1u++) {
    sum2t += sum2v[r1u];
  }
  f32 sum2 = fold_add_f32x16(sum2t);
  out0[0] = sum2;
  for (int64_t n0 = 0; n0 < 24; n0++) {
    for (int64_t n2 = 0; n2 < 12; n2++) {
      for (int64_t n3 = 0; n3 < 12; n3 += 4) {
        i32x4 v4;
        for (int64_t n3l = 0; n3l < 4; n3l++) {
          v4[n3l] = max_pool2d_choice_of_row[n0 * 36 + (n2 / 2) * 6 + ((n3 + n3l) / 2)];
        }
        i64x4 v5;
        for (int64_t n3l = 0; n3l < 4; n3l++) {
          v5[n3l] = (n2 % 2) * 2 + ((n3 + n3l) % 2);
        }
        f32x4 v6;
        for (int64_t n3l = 0; n3l < 4; n3l++) {
          v6[n3l] = max_pool2d_of_row[n0 * 36 + (n2 / 2) * 6 + ((n3 + n3l) / 2)];
        }
        store_f32x4(out1 + n0 * 144 + n2 * 12 + n3, select_f32x4(v4 == __builtin_convertvector(v5, i32x4), v6 + v6, splat_f32x4(0.0f)));
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  max_pool2d_sum_max_pool2d_choice_max_pool2d_scatter_01995aa4,
};
