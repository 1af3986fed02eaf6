// integers_and_logic, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[80]  # programs.py:154
//   %1 = constant(value=0, dtype=int64) : int64[]  # programs.py:154
//   %2 = broadcast_to(shape=[80])(%1) : int64[80]  # programs.py:154
//   %3 = greater(%0, %2) : bool[80]  # programs.py:154
//   %4 = input(2) : bool[80]  # programs.py:154
//   %5 = bitwise_invert(%4) : bool[80]  # programs.py:154
//   %6 = bitwise_and(%3, %5) : bool[80]  # programs.py:154
//   %7 = constant(value=-7, dtype=int64) : int64[]  # programs.py:156
//   %8 = broadcast_to(shape=[80])(%7) : int64[80]  # programs.py:156
//   %9 = equal(%0, %8) : bool[80]  # programs.py:156
//   %10 = bitwise_or(%6, %9) : bool[80]  # programs.py:156
//   %11 = multiply(%0, %0) : int64[80]  # programs.py:156
//   %12 = negative(%0) : int64[80]  # programs.py:156
//   %13 = where(%10, %11, %12) : int64[80]  # programs.py:156
//   %14 = input(1) : uint8[80]  # programs.py:155
//   %15 = add(%14, %14) : uint8[80]  # programs.py:155
//   %16 = sum(axes=[0])(%6) : int64[]  # programs.py:156
//   %17 = constant(value=3, dtype=int64) : int64[]  # programs.py:156
//   %18 = broadcast_to(shape=[80])(%17) : int64[80]  # programs.py:156
//   %19 = maximum(%0, %18) : int64[80]  # programs.py:156
//   %20 = cast(dtype=int64)(%14) : int64[80]  # programs.py:156
//   %21 = subtract(%19, %20) : int64[80]  # programs.py:156
//   return %13, %15, %16, %21
//
// The steps that compute it:
//
//    1  greater_bitwise_invert_bitwise_and_equal_15481372: in0 = input 0, in1 = input 2 -> out0 = output 0 int64[80]
//    2  maximum_cast_subtract_add_dd439cf5: in0 = input 1, in1 = input 0 -> out0 = output 3 int64[80], out1 = output 1 uint8[80]
//    3  sum_bitwise_and_eeed24e4: in0 = input 0, in1 = input 2 -> out0 = output 2 int64[]

#include <math.h>
#include <stdint.h>

typedef uint8_t b8;
typedef int64_t i64;
typedef uint8_t u8;
typedef uint64_t u64;

static inline i64 maximum_i64(i64 a, i64 b) { return a >= b ? a : b; }

/* The _u twin is a vector at any address of an element. */
typedef b8 b8x16 __attribute__((vector_size(16)));
typedef b8 b8x16_u __attribute__((vector_size(16), aligned(1), may_alias));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef i64 i64x16_u __attribute__((vector_size(128), aligned(8), may_alias));
typedef u64 u64x16 __attribute__((vector_size(128)));
typedef u8 u8x16 __attribute__((vector_size(16)));
typedef u8 u8x16_u __attribute__((vector_size(16), aligned(1), may_alias));

static inline b8x16 load_b8x16(const b8 *p) { return *(const b8x16_u *)p; }
static inline i64x16 load_i64x16(const i64 *p) { return *(const i64x16_u *)p; }
static inline void store_i64x16(i64 *p, i64x16 a) { *(i64x16_u *)p = a; }
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline u8x16 load_u8x16(const u8 *p) { return *(const u8x16_u *)p; }
static inline void store_u8x16(u8 *p, u8x16 a) { *(u8x16_u *)p = a; }
static inline i64x16 select_i64x16(i64x16 m, i64x16 a, i64x16 b) {
  return (i64x16)((m & (i64x16)a) | (~m & (i64x16)b));
}

/* Lane by lane: gcc 12 breaks down over the bits of a double that it converted from a float. */
static inline i64x16 maximum_i64x16(i64x16 a, i64x16 b) {
  return select_i64x16((i64x16)(a >= b), a, b);
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline i64 fold_add_i64x16(i64x16 a) {
  a = (i64x16)((u64x16)a + (u64x16)(i64x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = (i64x16)((u64x16)a + (u64x16)(i64x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = (i64x16)((u64x16)a + (u64x16)(i64x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = (i64x16)((u64x16)a + (u64x16)(i64x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
void greater_bitwise_invert_bitwise_and_equal_15481372(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const i64 *const in0 = buffers[0];
  const b8 *const restrict in1 = buffers[1];
  i64 *const out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const i64x16 v0 = load_i64x16(in0 + n0 + n0u * 16);
      const i64x16 v1 = (splat_i64x16(0) < v0) & __builtin_convertvector(~(load_b8x16(in1 + n0 + n0u * 16) != 0), i64x16);
      store_i64x16(out0 + n0 + n0u * 16, select_i64x16(v1 | (v0 == splat_i64x16(-7)), v0 * v0, -v0));
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const i64 v2 = in0[n0];
    out0[n0] = ((0 < v2) & (!in1[n0])) | (v2 == (-7)) ? v2 * v2 : -v2;
  }
}

// programs.py:155: wrapped = small + small
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
void maximum_cast_subtract_add_dd439cf5(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const u8 *const in0 = buffers[0];
  const i64 *const in1 = buffers[1];
  i64 *const out0 = buffers[2];
  u8 *const out1 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const u8x16 v0 = load_u8x16(in0 + n0 + n0u * 16);
      const i64x16 v1 = maximum_i64x16(load_i64x16(in1 + n0 + n0u * 16), splat_i64x16(3)) - __builtin_convertvector(v0, i64x16);
      store_i64x16(out0 + n0 + n0u * 16, v1);
      store_u8x16(out1 + n0 + n0u * 16, v0 + v0);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const u8 v2 = in0[n0];
    out0[n0] = maximum_i64(in1[n0], 3) - (i64)v2;
    out1[n0] = (u8)(v2 + v2);
  }
}

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
void sum_bitwise_and_eeed24e4(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const i64 *const restrict in0 = buffers[0];
  const b8 *const restrict in1 = buffers[1];
  i64 *const restrict out0 = buffers[2];
  (void)n;
  (void)share;
  (void)status;
  i64x16 sum0v = splat_i64x16(0);
  for (int64_t r1 = 0; r1 < 80; r1 += 16) {
    const i64x16 v0 = (splat_i64x16(0) < load_i64x16(in0 + r1)) & __builtin_convertvector(~(load_b8x16(in1 + r1) != 0), i64x16);
    sum0v += __builtin_convertvector(-v0, i64x16);
  }
  i64 sum0 = fold_add_i64x16(sum0v);
  out0[0] = sum0;
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  greater_bitwise_invert_bitwise_and_equal_15481372,
  maximum_cast_subtract_add_dd439cf5,
  sum_bitwise_and_eeed24e4,
};
