// embedding_gradient, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(1) : float32[25, 24]  # programs.py:179
//   %1 = input(0) : int64[60]  # programs.py:179
//   %2 = gather(axis=0, count=1)(%0, %1) : float32[60, 24]  # programs.py:179
//   %3 = constant(value=2.0, dtype=float32) : float32[]  # programs.py:179
//   %4 = broadcast_to(shape=[60, 24])(%3) : float32[60, 24]  # programs.py:179
//   %5 = power(%2, %4) : float32[60, 24]  # programs.py:179
//   %6 = sum(axes=[0, 1])(%5) : float32[]  # programs.py:179
//   %7 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:180
//   %8 = gradient(%6, %7, %0) : float32[25, 24]  # programs.py:180
//   return %6, %8
//
// The steps that compute it:
//
//    1  sum_multiply_f8e382e3: in0 = input 1, in1 = input 0 -> out0 = output 0 float32[]
//    2  scatter_add_6c72a730: in0 = input 1, in1 = input 0 -> out0 = output 1 float32[25, 24]

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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
static inline int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (__builtin_expect(index >= 0 && index < extent, 1)) return index;
  if (!__atomic_exchange_n(&status->failed, 1, __ATOMIC_RELAXED)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
void sum_multiply_f8e382e3(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)n;
  (void)share;
  f32x16 sum0v = splat_f32x16(0.0f);
  for (int64_t r1 = 0; r1 < r1_end; r1++) {
    const f32x16 v0 = load_f32x16(in0 + lookup(in1[r1], 25, status) * 24);
    sum0v += v0 * v0;
  }
  for (int64_t r1 = 0; r1 < r1_end; r1++) {
    const f32x16 v1 = load_f32x16(in0 + lookup(in1[r1], 25, status) * 24 + 8);
    const f32x16 v2 = select_f32x16(__builtin_convertvector(splat_i64x16(8) <= iota_i64x16(), i32x16), v1 * v1, splat_f32x16(0.0f));
    sum0v += v2;
  }
  f32 sum0 = fold_add_f32x16(sum0v);
  out0[0] = sum0;
}

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
void scatter_add_6c72a730(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t k_end = sizes[0];
  (void)n;
  for (int64_t turn = first_of(1, share); turn < end_of(1, share); turn++) {
    const int64_t i = turn * 16;
    for (int64_t r = 0; r < 25; r++) {
      store_f32x16(out0 + r * 24 + i, splat_f32x16(0.0f));
    }
    for (int64_t k = 0; k < k_end; k++) {
      const i64 v0 = in1[k];
      const f32x16 v1 = load_f32x16(out0 + lookup(v0, 25, status) * 24 + i) + 2.0f * load_f32x16(in0 + lookup(v0, 25, status) * 24 + i);
      store_f32x16(out0 + lookup(v0, 25, status) * 24 + i, v1);
    }
  }
  for (int64_t turn = first_of(8, share); turn < end_of(8, share); turn++) {
    const int64_t i = turn + 16;
    for (int64_t r = 0; r < 25; r++) {
      out0[r * 24 + i] = 0.0f;
    }
    for (int64_t k = 0; k < k_end; k++) {
      const i64 v2 = in1[k];
      out0[lookup(v2, 25, status) * 24 + i] = out0[lookup(v2, 25, status) * 24 + i] + 2.0f * in0[lookup(v2, 25, status) * 24 + i];
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  sum_multiply_f8e382e3,
  scatter_add_6c72a730,
};
