// row_normalization, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[32, 200]  # programs.py:63
//   %1 = sum(axes=[1])(%0) : float32[32]  # programs.py:63
//   %2 = reshape(shape=[32, 1])(%1) : float32[32, 1]  # programs.py:63
//   %3 = constant(value=200.0, dtype=float32) : float32[]  # programs.py:63
//   %4 = broadcast_to(shape=[32, 1])(%3) : float32[32, 1]  # programs.py:63
//   %5 = divide(%2, %4) : float32[32, 1]  # programs.py:63
//   %6 = broadcast_to(shape=[32, 200])(%5) : float32[32, 200]  # programs.py:63
//   %7 = subtract(%0, %6) : float32[32, 200]  # programs.py:63
//   %8 = multiply(%7, %7) : float32[32, 200]  # programs.py:64
//   %9 = sum(axes=[1])(%8) : float32[32]  # programs.py:64
//   %10 = reshape(shape=[32, 1])(%9) : float32[32, 1]  # programs.py:64
//   %11 = divide(%10, %4) : float32[32, 1]  # programs.py:64
//   %12 = scalar(0) : float32[]  # programs.py:65
//   %13 = broadcast_to(shape=[32, 1])(%12) : float32[32, 1]  # programs.py:65
//   %14 = add(%11, %13) : float32[32, 1]  # programs.py:65
//   %15 = sqrt(%14) : float32[32, 1]  # programs.py:65
//   %16 = broadcast_to(shape=[32, 200])(%15) : float32[32, 200]  # programs.py:65
//   %17 = divide(%7, %16) : float32[32, 200]  # programs.py:65
//   %18 = input(1) : float32[200]  # programs.py:65
//   %19 = broadcast_to(shape=[32, 200])(%18) : float32[32, 200]  # programs.py:65
//   %20 = multiply(%17, %19) : float32[32, 200]  # programs.py:65
//   %21 = input(2) : float32[200]  # programs.py:65
//   %22 = broadcast_to(shape=[32, 200])(%21) : float32[32, 200]  # programs.py:65
//   %23 = add(%20, %22) : float32[32, 200]  # programs.py:65
//   return %23
//
// The steps that compute it:
//
//    1  sum_add_944d7bb2: in0 = input 0, in1 = scalar 0, in2 = input 1, in3 = input 2 -> out0 = output 0 float32[32, 200]

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

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 iota_i64x16(void) {
  return (i64x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
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

static inline f32 sqrt_f32(f32 x) { return __builtin_sqrtf(x); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:63: centred = x - x.mean(axis=1, keepdims=True)
// programs.py:64: variance = (centred * centred).mean(axis=1, keepdims=True)
// programs.py:65: return centred / (variance + 1e-5).sqrt() * scale + shift
void sum_add_944d7bb2(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  f32 *const restrict out0 = buffers[4];
  (void)status;
  for (int64_t turn = first_of((n + 3) / 4, share); turn < end_of((n + 3) / 4, share); turn++) {
    const int64_t rows = turn * 4;
    const int64_t row = rows < n - 4 ? rows : n - 4;
    f32 divide_of_row[4] __attribute__((aligned(64)));
    f32 sqrt_of_row[4] __attribute__((aligned(64)));
    for (int64_t b = 0; b < 4; b++) {
      f32x16 sum0v[4];
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum0v[r1u] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < 192; r1 += 64) {
        #pragma GCC unroll 16
        for (int64_t r1u = 0; r1u < 4; r1u++) {
          sum0v[r1u] += load_f32x16(in0 + (b + row) * 200 + r1 + r1u * 16);
        }
      }
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 1; r1u++) {
        const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(8) <= iota_i64x16(), i32x16), load_f32x16(in0 + (b + row) * 200 + 184), splat_f32x16(0.0f));
        sum0v[r1u] += v0;
      }
      f32x16 sum0t = splat_f32x16(0.0f);
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum0t += sum0v[r1u];
      }
      f32 sum0 = fold_add_f32x16(sum0t);
      divide_of_row[b] = sum0 / 200.0f;
    }
    for (int64_t b = 0; b < 4; b++) {
      f32x16 sum1v[4];
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum1v[r1u] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < 192; r1 += 64) {
        #pragma GCC unroll 16
        for (int64_t r1u = 0; r1u < 4; r1u++) {
          const f32x16 v1 = load_f32x16(in0 + (b + row) * 200 + r1 + r1u * 16) - divide_of_row[b];
          sum1v[r1u] += v1 * v1;
        }
      }
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 1; r1u++) {
        const f32x16 v2 = load_f32x16(in0 + (b + row) * 200 + 184) - divide_of_row[b];
        const f32x16 v3 = select_f32x16(__builtin_convertvector(splat_i64x16(8) <= iota_i64x16(), i32x16), v2 * v2, splat_f32x16(0.0f));
        sum1v[r1u] += v3;
      }
      f32x16 sum1t = splat_f32x16(0.0f);
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum1t += sum1v[r1u];
      }
      f32 sum1 = fold_add_f32x16(sum1t);
      sqrt_of_row[b] = sqrt_f32(sum1 / 200.0f + in1[0]);
    }
    for (int64_t b = 0; b < 4; b++) {
      for (int64_t n1s = 0; n1s < 200; n1s += 16) {
        const int64_t n1 = n1s < 184 ? n1s : 184;
        const f32x16 v4 = (load_f32x16(in0 + (b + row) * 200 + n1) - divide_of_row[b]) / sqrt_of_row[b] * load_f32x16(in2 + n1);
        store_f32x16(out0 + (b + row) * 200 + n1, v4 + load_f32x16(in3 + n1));
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  sum_add_944d7bb2,
};
