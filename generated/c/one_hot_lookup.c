// one_hot_lookup, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[60]  # programs.py:141
//   %1 = one_hot(size=25, dtype=float32)(%0) : float32[60, 25]  # programs.py:141
//   %2 = input(1) : float32[25, 16]  # programs.py:142
//   %3 = matmul(%1, %2) : float32[60, 16]  # programs.py:142
//   %4 = sum(axes=[0])(%1) : float32[25]  # programs.py:142
//   return %3, %4
//
// The steps that compute it:
//
//    1  one_hot_dc83bef3: in0 = input 0 -> out0 = step 1 float32[60, 25]
//    2  matmul_4d8add98: in0 = step 1, in1 = input 1 -> out0 = output 0 float32[60, 16]
//    3  sum_ab651835: in0 = step 1 -> out0 = output 1 float32[25]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
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
static inline i32x16 splat_i32x16(i32 a) {
  return (i32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i32x16 iota_i32x16(void) {
  return (i32x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
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

// programs.py:141: chosen = ag.one_hot(tokens, 25)
void one_hot_dc83bef3(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const i64 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  for (int64_t turn = first_of(n * 2, share); turn < end_of(n * 2, share); turn++) {
    const int64_t n0 = turn / 2;
    const int64_t n1s = turn % 2 * 16;
    const int64_t n1 = n1s < 9 ? n1s : 9;
    const f32x16 v0 = select_f32x16(splat_i32x16(lookup(in0[n0], 25, status)) == (splat_i32x16(n1) + iota_i32x16()), splat_f32x16(1.0f), splat_f32x16(0.0f));
    store_f32x16(out0 + n0 * 25 + n1, v0);
  }
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
void matmul_4d8add98(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6, share); turn < end_of((n + 5) / 6, share); turn++) {
    const int64_t n0s = turn * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    f32x16 sum0[6];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      sum0[n0u] = splat_f32x16(0.0f);
    }
    for (int64_t r1 = 0; r1 < 25; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        sum0[n0u] += in0[n0 * 25 + r1 + n0u * 25] * load_f32x16(in1 + r1 * 16);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      store_f32x16(out0 + n0 * 16 + n0u * 16, sum0[n0u]);
    }
  }
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
void sum_ab651835(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
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
      sum0 += load_f32x16(in0 + r1 * 25 + n0);
    }
    store_f32x16(out0 + n0, sum0);
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  one_hot_dc83bef3,
  matmul_4d8add98,
  sum_ab651835,
};
