// half_precision, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float16[33, 20]  # programs.py:168
//   %1 = input(1) : float16[20]  # programs.py:168
//   %2 = broadcast_to(shape=[33, 20])(%1) : float16[33, 20]  # programs.py:168
//   %3 = multiply(%0, %2) : float16[33, 20]  # programs.py:168
//   %4 = cast(dtype=float32)(%3) : float32[33, 20]  # programs.py:168
//   %5 = max(axes=[1])(%4) : float32[33]  # programs.py:168
//   %6 = reshape(shape=[33, 1])(%5) : float32[33, 1]  # programs.py:168
//   %7 = stop_gradient(%6) : float32[33, 1]  # programs.py:168
//   %8 = broadcast_to(shape=[33, 20])(%7) : float32[33, 20]  # programs.py:168
//   %9 = subtract(%4, %8) : float32[33, 20]  # programs.py:168
//   %10 = exp(%9) : float32[33, 20]  # programs.py:168
//   %11 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:168
//   %12 = broadcast_to(shape=[33, 1])(%11) : float32[33, 1]  # programs.py:168
//   %13 = sum(axes=[1])(%10) : float32[33]  # programs.py:168
//   %14 = reshape(shape=[33, 1])(%13) : float32[33, 1]  # programs.py:168
//   %15 = divide(%12, %14) : float32[33, 1]  # programs.py:168
//   %16 = broadcast_to(shape=[33, 20])(%15) : float32[33, 20]  # programs.py:168
//   %17 = multiply(%10, %16) : float32[33, 20]  # programs.py:168
//   %18 = cast(dtype=float16)(%17) : float16[33, 20]  # programs.py:168
//   %19 = cast(dtype=bfloat16)(%0) : bfloat16[33, 20]  # programs.py:168
//   %20 = sum(axes=[1])(%19) : bfloat16[33]  # programs.py:168
//   return %18, %20
//
// The steps that compute it:
//
//    1  sum_cast_3b0302fc: in0 = input 0 -> out0 = output 1 bfloat16[33]
//    2  max_sum_cast_492e2be1: in0 = input 0, in1 = input 1 -> out0 = output 0 float16[33, 20]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef float f32;
typedef uint16_t f16;
typedef uint16_t bf16;

static inline u32 select_u32(int m, u32 a, u32 b) { return m ? a : b; }

/* The _u twin is a vector at any address of an element. */
typedef bf16 bf16x16 __attribute__((vector_size(32)));
typedef f16 f16x16 __attribute__((vector_size(32)));
typedef f16 f16x16_u __attribute__((vector_size(32), aligned(2), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef u32 u32x16 __attribute__((vector_size(64)));

static inline f16x16 load_f16x16(const f16 *p) { return *(const f16x16_u *)p; }
static inline void store_f16x16(f16 *p, f16x16 a) { *(f16x16_u *)p = a; }
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
static inline u32x16 splat_u32x16(u32 a) {
  return (u32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline u32x16 select_u32x16(i32x16 m, u32x16 a, u32x16 b) {
  return (u32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

static inline f32x16 maximum_f32x16(f32x16 a, f32x16 b) {
  return select_f32x16((i32x16)(a >= b) | (i32x16)(a != a), a, b);
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

static inline f32 fold_max_f32x16(f32x16 a) {
  a = maximum_f32x16(a, (f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = maximum_f32x16(a, (f32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = maximum_f32x16(a, (f32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = maximum_f32x16(a, (f32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

static inline u32 bits_f32(f32 s) {
  const union { f32 s; u32 b; } u = {s};
  return u.b;
}
static inline f32x16 single_u32x16(u32x16 b) {
  const union { u32x16 b; f32x16 s; } u = {b};
  return u.s;
}
static inline u32x16 bits_f32x16(f32x16 s) {
  const union { f32x16 s; u32x16 b; } u = {s};
  return u.b;
}

/* The bits moved into place and rescaled; what is below 2^-14 by a subtraction. Neither is subnormal in float32. */
static inline f32x16 f32x16_of_f16x16(f16x16 h) {
  const u32x16 w = __builtin_convertvector(h, u32x16) << 16, twice = w + w;
  const f32x16 normal = single_u32x16((twice >> 4) + 0x70000000u) * 0x1p-112f;
  const f32x16 small = single_u32x16((twice >> 17) | 0x3f000000u) - 0.5f;
  return single_u32x16((w & 0x80000000u) | select_u32x16(twice < 0x8000000u, bits_f32x16(small), bits_f32x16(normal)));
}
/* Adding a power of two that fits the size makes the addition round; beyond the largest, the first product is infinite. */
static inline f16x16 f16x16_of_f32x16(f32x16 s) {
  const u32x16 w = bits_f32x16(s), twice = w + w, sign = (w & 0x80000000u) >> 16;
  const u32x16 size = select_u32x16((twice & 0xff000000u) < 0x71000000u, splat_u32x16(0x71000000u), twice & 0xff000000u);
  const f32x16 scaled = single_u32x16(w & 0x7fffffffu) * 0x1p112f * 0x1p-110f;
  const u32x16 sum = bits_f32x16(single_u32x16((size >> 1) + 0x07800000u) + scaled);
  const u32x16 finite = ((sum >> 13) & 0x7c00u) + (sum & 0x0fffu);
  const u32x16 h = sign | select_u32x16(twice > 0xff000000u, splat_u32x16(0x7e00u), finite);
  return __builtin_convertvector(h, f16x16);
}

static inline bf16 bf16_of_f32(f32 s) {
  const u32 w = bits_f32(s), even = w + 0x7fffu + ((w >> 16) & 1u);
  const u32 h = select_u32((w & 0x7fffffffu) > 0x7f800000u, (w | 0x400000u) >> 16, even >> 16);
  return (bf16)h;
}

static inline f32x16 f32x16_of_bf16x16(bf16x16 h) { return single_u32x16(__builtin_convertvector(h, u32x16) << 16); }
static inline bf16x16 bf16x16_of_f32x16(f32x16 s) {
  const u32x16 w = bits_f32x16(s), even = w + 0x7fffu + ((w >> 16) & 1u);
  const u32x16 h = select_u32x16((w & 0x7fffffffu) > 0x7f800000u, (w | 0x400000u) >> 16, even >> 16);
  return __builtin_convertvector(h, bf16x16);
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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
void sum_cast_3b0302fc(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f16 *const restrict in0 = buffers[0];
  bf16 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f32x16 sum0v = splat_f32x16(0.0f);
    sum0v += f32x16_of_bf16x16(bf16x16_of_f32x16(f32x16_of_f16x16(load_f16x16(in0 + n0 * 20))));
    const f32x16 v0 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), f32x16_of_bf16x16(bf16x16_of_f32x16(f32x16_of_f16x16(load_f16x16(in0 + n0 * 20 + 4)))), splat_f32x16(0.0f));
    sum0v += v0;
    f32 sum0 = fold_add_f32x16(sum0v);
    out0[n0] = bf16_of_f32(sum0);
  }
}

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
void max_sum_cast_492e2be1(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f16 *const restrict in0 = buffers[0];
  const f16 *const restrict in1 = buffers[1];
  f16 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16, share); turn < end_of((n + 15) / 16, share); turn++) {
    const int64_t rows = turn * 16;
    const int64_t row = rows < n - 16 ? rows : n - 16;
    f32 max_of_row[16] __attribute__((aligned(64)));
    f32 exp_of_row[320] __attribute__((aligned(64)));
    f32 divide_of_row[16] __attribute__((aligned(64)));
    for (int64_t b = 0; b < 16; b++) {
      f32x16 max0v = splat_f32x16(-INFINITY);
      const f16x16 v0 = f16x16_of_f32x16(f32x16_of_f16x16(load_f16x16(in0 + (b + row) * 20)) * f32x16_of_f16x16(load_f16x16(in1)));
      max0v = maximum_f32x16(max0v, f32x16_of_f16x16(v0));
      const f32x16 v1 = f32x16_of_f16x16(load_f16x16(in0 + (b + row) * 20 + 4)) * f32x16_of_f16x16(load_f16x16(in1 + 4));
      const f32x16 v2 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), f32x16_of_f16x16(f16x16_of_f32x16(v1)), splat_f32x16(-INFINITY));
      max0v = maximum_f32x16(max0v, v2);
      f32 max0 = fold_max_f32x16(max0v);
      max_of_row[b] = max0;
    }
    for (int64_t b = 0; b < 16; b++) {
      for (int64_t n1s = 0; n1s < 20; n1s += 16) {
        const int64_t n1 = n1s < 4 ? n1s : 4;
        const f32x16 v3 = f32x16_of_f16x16(load_f16x16(in0 + (b + row) * 20 + n1)) * f32x16_of_f16x16(load_f16x16(in1 + n1));
        store_f32x16(exp_of_row + b * 20 + n1, exp_f32x16(f32x16_of_f16x16(f16x16_of_f32x16(v3)) - max_of_row[b]));
      }
    }
    for (int64_t b = 0; b < 16; b++) {
      f32x16 sum1v = splat_f32x16(0.0f);
      sum1v += load_f32x16(exp_of_row + b * 20);
      const f32x16 v4 = select_f32x16(__builtin_convertvector(splat_i64x16(12) <= iota_i64x16(), i32x16), load_f32x16(exp_of_row + b * 20 + 4), splat_f32x16(0.0f));
      sum1v += v4;
      f32 sum1 = fold_add_f32x16(sum1v);
      divide_of_row[b] = 1.0f / sum1;
    }
    for (int64_t b = 0; b < 16; b++) {
      for (int64_t n1s = 0; n1s < 20; n1s += 16) {
        const int64_t n1 = n1s < 4 ? n1s : 4;
        store_f16x16(out0 + (b + row) * 20 + n1, f16x16_of_f32x16(load_f32x16(exp_of_row + b * 20 + n1) * divide_of_row[b]));
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  sum_cast_3b0302fc,
  max_sum_cast_492e2be1,
};
