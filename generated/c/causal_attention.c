// causal_attention, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = constant(value=0, dtype=int64) : int64[]  # programs.py:253
//   %1 = broadcast_to(shape=[1536])(%0) : int64[1536]  # programs.py:253
//   %2 = arange(size=1536, dtype=int64) : int64[1536]  # programs.py:253
//   %3 = constant(value=1, dtype=int64) : int64[]  # programs.py:253
//   %4 = broadcast_to(shape=[1536])(%3) : int64[1536]  # programs.py:253
//   %5 = multiply(%2, %4) : int64[1536]  # programs.py:253
//   %6 = add(%1, %5) : int64[1536]  # programs.py:253
//   %7 = reshape(shape=[1536, 1])(%6) : int64[1536, 1]  # programs.py:253
//   %8 = broadcast_to(shape=[1536, 1536])(%7) : int64[1536, 1536]  # programs.py:253
//   %9 = broadcast_to(shape=[1536, 1536])(%6) : int64[1536, 1536]  # programs.py:253
//   %10 = greater_equal(%8, %9) : bool[1536, 1536]  # programs.py:253
//   %11 = broadcast_to(shape=[1, 1, 1536, 1536])(%10) : bool[1, 1, 1536, 1536]  # programs.py:253
//   %12 = input(0) : float32[1, 1, 1536, 16]  # programs.py:255
//   %13 = alias(number=1)(%12) : float32[1, 1, 1536, 16]  # programs.py:255
//   %14 = constant(value=0.25, dtype=float32) : float32[]  # programs.py:253
//   %15 = broadcast_to(shape=[1, 1, 1536, 16])(%14) : float32[1, 1, 1536, 16]  # programs.py:253
//   %16 = multiply(%13, %15) : float32[1, 1, 1536, 16]  # programs.py:253
//   %17 = input(1) : float32[1, 1, 1536, 16]  # programs.py:255
//   %18 = alias(number=2)(%17) : float32[1, 1, 1536, 16]  # programs.py:255
//   %19 = permute(axes=[0, 1, 3, 2])(%18) : float32[1, 1, 16, 1536]  # programs.py:253
//   %20 = matmul(%16, %19) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %21 = constant(value=-inf, dtype=float32) : float32[]  # programs.py:253
//   %22 = broadcast_to(shape=[1, 1, 1536, 1536])(%21) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %23 = where(%11, %20, %22) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %24 = max(axes=[3])(%23) : float32[1, 1, 1536]  # programs.py:253
//   %25 = reshape(shape=[1, 1, 1536, 1])(%24) : float32[1, 1, 1536, 1]  # programs.py:253
//   %26 = stop_gradient(%25) : float32[1, 1, 1536, 1]  # programs.py:253
//   %27 = broadcast_to(shape=[1, 1, 1536, 1])(%21) : float32[1, 1, 1536, 1]  # programs.py:253
//   %28 = greater(%26, %27) : bool[1, 1, 1536, 1]  # programs.py:253
//   %29 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:253
//   %30 = broadcast_to(shape=[1, 1, 1536, 1])(%29) : float32[1, 1, 1536, 1]  # programs.py:253
//   %31 = where(%28, %26, %30) : float32[1, 1, 1536, 1]  # programs.py:253
//   %32 = broadcast_to(shape=[1, 1, 1536, 1536])(%31) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %33 = subtract(%23, %32) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %34 = exp(%33) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %35 = input(2) : float32[1, 1, 1536, 16]  # programs.py:255
//   %36 = alias(number=3)(%35) : float32[1, 1, 1536, 16]  # programs.py:255
//   %37 = matmul(%34, %36) : float32[1, 1, 1536, 16]  # programs.py:253
//   %38 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:253
//   %39 = broadcast_to(shape=[1, 1, 1536, 1])(%38) : float32[1, 1, 1536, 1]  # programs.py:253
//   %40 = sum(axes=[3])(%34) : float32[1, 1, 1536]  # programs.py:253
//   %41 = reshape(shape=[1, 1, 1536, 1])(%40) : float32[1, 1, 1536, 1]  # programs.py:253
//   %42 = greater(%41, %30) : bool[1, 1, 1536, 1]  # programs.py:253
//   %43 = where(%42, %41, %39) : float32[1, 1, 1536, 1]  # programs.py:253
//   %44 = divide(%39, %43) : float32[1, 1, 1536, 1]  # programs.py:253
//   %45 = broadcast_to(shape=[1, 1, 1536, 16])(%44) : float32[1, 1, 1536, 16]  # programs.py:253
//   %46 = multiply(%37, %45) : float32[1, 1, 1536, 16]  # programs.py:253
//   %47 = input(3) : float32[1, 1, 1536, 16]  # programs.py:253
//   %48 = multiply(%46, %47) : float32[1, 1, 1536, 16]  # programs.py:253
//   %49 = sum(axes=[0, 1, 2, 3])(%48) : float32[]  # programs.py:253
//   %50 = gradient(%49, %38, %13) : float32[1, 1, 1536, 16]  # programs.py:255
//   %51 = gradient(%49, %38, %18) : float32[1, 1, 1536, 16]  # programs.py:255
//   %52 = gradient(%49, %38, %36) : float32[1, 1, 1536, 16]  # programs.py:255
//   return %49, %50, %51, %52
//
// The steps that compute it:
//
//    1  permute_contiguous_9665f48f: in0 = input 1 -> out0 = step 1 float32[1, 1, 16, 1536]
//    2  matmul_max_sum_where_36776cb7: in0 = input 0, in1 = step 1, in2 = input 3, in3 = input 2 -> out0 = step 2 float32[1, 1, 1536, 16], out1 = step 2 float32[1, 1, 1536, 1], out2 = step 2 float32[1, 1, 1536, 1], out3 = step 2 float32[1, 1, 1536, 16], out4 = step 2 float32[1, 1, 1536, 16], out5 = step 2 float32[1, 1, 1536, 1]
//    3  permute_contiguous_9665f48f: in0 = step 2 -> out0 = step 3 float32[1, 1, 16, 1536]
//    4  sum_multiply_7e770446: in0 = step 2, in1 = step 2, in2 = input 3 -> out0 = step 4 float32[6]
//    5  sum_2b4f8659: in0 = step 4 -> out0 = output 0 float32[]
//    6  permute_contiguous_9665f48f: in0 = input 2 -> out0 = step 6 float32[1, 1, 16, 1536]
//    7  matmul_multiply_2eefc9b4: in0 = step 2, in1 = step 6, in2 = step 2, in3 = step 2, in4 = step 1, in5 = step 2, in6 = input 1 -> out0 = output 1 float32[1, 1, 1536, 16]
//    8  permute_contiguous_9665f48f: in0 = step 2 -> out0 = step 8 float32[1, 1, 16, 1536]
//    9  matmul_where_b141d6f0: in0 = input 1, in1 = step 3, in2 = step 2, in3 = step 2, in4 = step 2, in5 = input 2, in6 = step 8, in7 = step 2 -> out0 = output 3 float32[1, 1, 1536, 16], out1 = output 2 float32[1, 1, 1536, 16]

#include <math.h>
#include <stdint.h>

typedef uint8_t b8;
typedef int32_t i32;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x4 __attribute__((vector_size(16)));
typedef f32 f32x4_u __attribute__((vector_size(16), aligned(4), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x16 __attribute__((vector_size(64)));

static inline f32x4 load_f32x4(const f32 *p) { return *(const f32x4_u *)p; }
static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
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

static inline f32x16 maximum_f32x16(f32x16 a, f32x16 b) {
  return select_f32x16((i32x16)(a >= b) | (i32x16)(a != a), a, b);
}

/* Rows of a square at p, p + stride, … become the lanes of t: quarters change places, then quarters of those, … */
static inline void transpose_f32x16(f32x16 *t, const f32 *p, int64_t stride) {
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i++) t[i] = load_f32x16(p + i * stride);
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 8) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 8; k++) {
      const f32x16 a = t[k], b = t[k + 8];
      t[k] = (f32x16){ a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], };
      t[k + 8] = (f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 4) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 4; k++) {
      const f32x16 a = t[k], b = t[k + 4];
      t[k] = (f32x16){ a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], a[8], a[9], a[10], a[11], b[8], b[9], b[10], b[11], };
      t[k + 4] = (f32x16){ a[4], a[5], a[6], a[7], b[4], b[5], b[6], b[7], a[12], a[13], a[14], a[15], b[12], b[13], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 2) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 2; k++) {
      const f32x16 a = t[k], b = t[k + 2];
      t[k] = (f32x16){ a[0], a[1], b[0], b[1], a[4], a[5], b[4], b[5], a[8], a[9], b[8], b[9], a[12], a[13], b[12], b[13], };
      t[k + 2] = (f32x16){ a[2], a[3], b[2], b[3], a[6], a[7], b[6], b[7], a[10], a[11], b[10], b[11], a[14], a[15], b[14], b[15], };
    }
  }
  #pragma GCC unroll 64
  for (int i = 0; i < 16; i += 2 * 1) {
    #pragma GCC unroll 64
    for (int k = i; k < i + 1; k++) {
      const f32x16 a = t[k], b = t[k + 1];
      t[k] = (f32x16){ a[0], b[0], a[2], b[2], a[4], b[4], a[6], b[6], a[8], b[8], a[10], b[10], a[12], b[12], a[14], b[14], };
      t[k + 1] = (f32x16){ a[1], b[1], a[3], b[3], a[5], b[5], a[7], b[7], a[9], b[9], a[11], b[11], a[13], b[13], a[15], b[15], };
    }
  }
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline f32 fold_add_f32x4(f32x4 a) {
  a = (f32x4)((f32x4)a + (f32x4)(f32x4){ a[2], a[3], a[0], a[1], });
  a = (f32x4)((f32x4)a + (f32x4)(f32x4){ a[1], a[2], a[3], a[0], });
  return a[0];
}

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

static inline int64_t at_most(int64_t a, int64_t b) { return a < b ? a : b; }

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void permute_contiguous_9665f48f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)status;
  for (int64_t turn = first_of(96, share); turn < end_of(96, share); turn++) {
    const int64_t n3 = turn * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n3 * 16, 16);
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 16; n2u++) {
      store_f32x16(out0 + n3 + n2u * 1536, square0[n2u]);
    }
  }
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void matmul_max_sum_where_36776cb7(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  f32 *const restrict out0 = buffers[4];
  f32 *const restrict out1 = buffers[5];
  f32 *const restrict out2 = buffers[6];
  f32 *const restrict out3 = buffers[7];
  f32 *const restrict out4 = buffers[8];
  f32 *const restrict out5 = buffers[9];
  (void)status;
  for (int64_t turn = first_of((n + 31) / 32, share); turn < end_of((n + 31) / 32, share); turn++) {
    const int64_t rows = turn * 32;
    const int64_t row = rows < n - 32 ? rows : n - 32;
    f32 where_of_row[49152] __attribute__((aligned(64)));
    f32 sum_of_row[32] __attribute__((aligned(64)));
    for (int64_t b = 0; b < 512; b += 16) {
      store_f32x16(out0 + row * 16 + b, load_f32x16(in0 + row * 16 + b) * 0.25f);
    }
    for (int64_t n3 = 0; n3 < at_most(((row + 31) / 64) * 64 + 64, 1536); n3 += 48) {
      for (int64_t b = 0; b < 32; b += 8) {
        f32x16 sum0[8][3];
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            sum0[bu][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          #pragma GCC unroll 16
          for (int64_t bu = 0; bu < 8; bu++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 3; n3u++) {
              sum0[bu][n3u] += out0[(b + row) * 16 + r1 + bu * 16] * load_f32x16(in1 + r1 * 1536 + n3 + n3u * 16);
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            const f32x16 v0 = select_f32x16((splat_i32x16(n3 + n3u * 16) + iota_i32x16()) <= splat_i32x16(b + row + bu), sum0[bu][n3u], splat_f32x16(-INFINITY));
            store_f32x16(where_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16, v0);
          }
        }
      }
    }
    for (int64_t b = 0; b < 32; b++) {
      f32x16 max1v[4];
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        max1v[r1u] = splat_f32x16(-INFINITY);
      }
      for (int64_t r1 = 0; r1 < at_most(((row + 31) / 64) * 64 + 64, 1536); r1 += 64) {
        #pragma GCC unroll 16
        for (int64_t r1u = 0; r1u < 4; r1u++) {
          max1v[r1u] = maximum_f32x16(max1v[r1u], load_f32x16(where_of_row + b * 1536 + r1 + r1u * 16));
        }
      }
      f32x16 max1t = splat_f32x16(-INFINITY);
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        max1t = maximum_f32x16(max1t, max1v[r1u]);
      }
      f32 max1 = fold_max_f32x16(max1t);
      out1[b + row] = (-INFINITY) < max1 ? max1 : 0.0f;
    }
    for (int64_t b = 0; b < 32; b++) {
      for (int64_t n3 = 0; n3 < at_most(((row + 31) / 64) * 64 + 64, 1536); n3 += 16) {
        store_f32x16(where_of_row + b * 1536 + n3, exp_f32x16(load_f32x16(where_of_row + b * 1536 + n3) - out1[b + row]));
      }
    }
    for (int64_t b = 0; b < 32; b++) {
      f32x16 sum2v[4];
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum2v[r1u] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < at_most(((row + 31) / 64) * 64 + 64, 1536); r1 += 64) {
        #pragma GCC unroll 16
        for (int64_t r1u = 0; r1u < 4; r1u++) {
          sum2v[r1u] += load_f32x16(where_of_row + b * 1536 + r1 + r1u * 16);
        }
      }
      f32x16 sum2t = splat_f32x16(0.0f);
      #pragma GCC unroll 16
      for (int64_t r1u = 0; r1u < 4; r1u++) {
        sum2t += sum2v[r1u];
      }
      f32 sum2 = fold_add_f32x16(sum2t);
      sum_of_row[b] = sum2;
    }
    for (int64_t b = 0; b < 32; b += 8) {
      f32x16 sum3[8];
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        sum3[bu] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < at_most(((row + 31) / 64) * 64 + 64, 1536); r1++) {
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          sum3[bu] += where_of_row[b * 1536 + r1 + bu * 1536] * load_f32x16(in3 + r1 * 16);
        }
      }
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        store_f32x16(out4 + (b + row) * 16 + bu * 16, sum3[bu]);
      }
    }
    for (int64_t b = 0; b < 32; b += 16) {
      const f32x16 v1 = load_f32x16(sum_of_row + b);
      store_f32x16(out2 + b + row, 1.0f / select_f32x16(splat_f32x16(0.0f) < v1, v1, splat_f32x16(1.0f)));
    }
    for (int64_t b = 0; b < 32; b++) {
      f32x16 sum4v = splat_f32x16(0.0f);
      sum4v += load_f32x16(in2 + (b + row) * 16) * load_f32x16(out4 + (b + row) * 16);
      f32 sum4 = fold_add_f32x16(sum4v);
      const f32 v2 = sum_of_row[b];
      const b8 v3 = 0.0f < v2;
      out5[b + row] = v3 ? (-(sum4 / (v3 ? v2 : 1.0f) * out2[b + row])) : 0.0f;
    }
    for (int64_t b = 0; b < 32; b++) {
      store_f32x16(out3 + (b + row) * 16, load_f32x16(in2 + (b + row) * 16) * out2[b + row]);
    }
  }
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void sum_multiply_7e770446(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    f32x16 sum0v = splat_f32x16(0.0f);
    for (int64_t r1 = 0; r1 < 256; r1++) {
      const f32x16 v0 = load_f32x16(in0 + n0 * 4096 + r1 * 16) * in1[n0 * 256 + r1] * load_f32x16(in2 + n0 * 4096 + r1 * 16);
      sum0v += v0;
    }
    f32 sum0 = fold_add_f32x16(sum0v);
    out0[n0] = sum0;
  }
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void sum_2b4f8659(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)share;
  (void)status;
  f32x4 sum0v = splat_f32x4(0.0f);
  sum0v += load_f32x4(in0);
  f32 sum0 = fold_add_f32x4(sum0v);
  for (int64_t r1 = 4; r1 < 6; r1++) {
    sum0 += in0[r1];
  }
  out0[0] = sum0;
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void matmul_multiply_2eefc9b4(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  const f32 *const restrict in4 = buffers[4];
  const f32 *const restrict in5 = buffers[5];
  const f32 *const restrict in6 = buffers[6];
  f32 *const restrict out0 = buffers[7];
  (void)status;
  for (int64_t turn = first_of((n + 31) / 32, share); turn < end_of((n + 31) / 32, share); turn++) {
    const int64_t rows = turn * 32;
    const int64_t row = rows < n - 32 ? rows : n - 32;
    f32 matmul_of_row[49152] __attribute__((aligned(64)));
    for (int64_t n3 = 0; n3 < at_most(((row + 31) / 64) * 64 + 64, 1536); n3 += 48) {
      for (int64_t b = 0; b < 32; b += 8) {
        f32x16 sum0[8][3];
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            sum0[bu][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          #pragma GCC unroll 16
          for (int64_t bu = 0; bu < 8; bu++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 3; n3u++) {
              sum0[bu][n3u] += in0[(b + row) * 16 + r1 + bu * 16] * load_f32x16(in1 + r1 * 1536 + n3 + n3u * 16);
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            store_f32x16(matmul_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16, sum0[bu][n3u]);
          }
        }
      }
    }
    for (int64_t n3 = 0; n3 < at_most(((row + 31) / 64) * 64 + 64, 1536); n3 += 32) {
      for (int64_t b = 0; b < 32; b += 8) {
        f32x16 sum1[8][2];
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 2; n3u++) {
            sum1[bu][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          #pragma GCC unroll 16
          for (int64_t bu = 0; bu < 8; bu++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 2; n3u++) {
              sum1[bu][n3u] += in3[(b + row) * 16 + r1 + bu * 16] * load_f32x16(in4 + r1 * 1536 + n3 + n3u * 16);
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 2; n3u++) {
            const i32x16 v0 = (splat_i32x16(n3 + n3u * 16) + iota_i32x16()) <= splat_i32x16(b + row + bu);
            const f32x16 v1 = (in2[b + row + bu] + load_f32x16(matmul_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16)) * exp_f32x16(select_f32x16(v0, sum1[bu][n3u], splat_f32x16(-INFINITY)) - in5[b + row + bu]);
            store_f32x16(matmul_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16, select_f32x16(v0, v1, splat_f32x16(0.0f)));
          }
        }
      }
    }
    for (int64_t b = 0; b < 32; b += 8) {
      f32x16 sum2[8];
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        sum2[bu] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = 0; r1 < at_most(((row + 31) / 64) * 64 + 64, 1536); r1++) {
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          sum2[bu] += matmul_of_row[b * 1536 + r1 + bu * 1536] * load_f32x16(in6 + r1 * 16);
        }
      }
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        store_f32x16(out0 + (b + row) * 16 + bu * 16, sum2[bu] * 0.25f);
      }
    }
  }
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
void matmul_where_b141d6f0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  const f32 *const restrict in4 = buffers[4];
  const f32 *const restrict in5 = buffers[5];
  const f32 *const restrict in6 = buffers[6];
  const f32 *const restrict in7 = buffers[7];
  f32 *const restrict out0 = buffers[8];
  f32 *const restrict out1 = buffers[9];
  (void)status;
  for (int64_t turn = first_of((n + 31) / 32, share); turn < end_of((n + 31) / 32, share); turn++) {
    const int64_t rows = turn * 32;
    const int64_t row = rows < n - 32 ? rows : n - 32;
    f32 exp_of_row[49152] __attribute__((aligned(64)));
    for (int64_t n3s = (row / 64) * 64; n3s < 1536; n3s += 48) {
      const int64_t n3 = n3s < 1488 ? n3s : 1488;
      for (int64_t b = 0; b < 32; b += 8) {
        f32x16 sum0[8][3];
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            sum0[bu][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          #pragma GCC unroll 16
          for (int64_t bu = 0; bu < 8; bu++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 3; n3u++) {
              sum0[bu][n3u] += in0[(b + row) * 16 + r1 + bu * 16] * load_f32x16(in1 + r1 * 1536 + n3 + n3u * 16);
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 3; n3u++) {
            const f32x16 v0 = select_f32x16(splat_i32x16(b + row + bu) <= (splat_i32x16(n3 + n3u * 16) + iota_i32x16()), sum0[bu][n3u], splat_f32x16(-INFINITY));
            store_f32x16(exp_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16, exp_f32x16(v0 - load_f32x16(in2 + n3 + n3u * 16)));
          }
        }
      }
    }
    for (int64_t b = 0; b < 32; b += 8) {
      f32x16 sum1[8];
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        sum1[bu] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = (row / 64) * 64; r1 < 1536; r1++) {
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          sum1[bu] += exp_of_row[b * 1536 + r1 + bu * 1536] * load_f32x16(in3 + r1 * 16);
        }
      }
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        store_f32x16(out0 + (b + row) * 16 + bu * 16, sum1[bu]);
      }
    }
    for (int64_t n3 = (row / 64) * 64; n3 < 1536; n3 += 32) {
      for (int64_t b = 0; b < 32; b += 8) {
        f32x16 sum2[8][2];
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 2; n3u++) {
            sum2[bu][n3u] = splat_f32x16(0.0f);
          }
        }
        for (int64_t r1 = 0; r1 < 16; r1++) {
          #pragma GCC unroll 16
          for (int64_t bu = 0; bu < 8; bu++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 2; n3u++) {
              sum2[bu][n3u] += in5[(b + row) * 16 + r1 + bu * 16] * load_f32x16(in6 + r1 * 1536 + n3 + n3u * 16);
            }
          }
        }
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          #pragma GCC unroll 16
          for (int64_t n3u = 0; n3u < 2; n3u++) {
            const f32x16 v1 = (load_f32x16(in4 + n3 + n3u * 16) + sum2[bu][n3u]) * load_f32x16(exp_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16);
            const f32x16 v2 = select_f32x16(splat_i32x16(b + row + bu) <= (splat_i32x16(n3 + n3u * 16) + iota_i32x16()), v1, splat_f32x16(0.0f));
            store_f32x16(exp_of_row + b * 1536 + n3 + bu * 1536 + n3u * 16, v2);
          }
        }
      }
    }
    for (int64_t b = 0; b < 32; b += 8) {
      f32x16 sum3[8];
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        sum3[bu] = splat_f32x16(0.0f);
      }
      for (int64_t r1 = (row / 64) * 64; r1 < 1536; r1++) {
        #pragma GCC unroll 16
        for (int64_t bu = 0; bu < 8; bu++) {
          sum3[bu] += exp_of_row[b * 1536 + r1 + bu * 1536] * load_f32x16(in7 + r1 * 16);
        }
      }
      #pragma GCC unroll 16
      for (int64_t bu = 0; bu < 8; bu++) {
        store_f32x16(out1 + (b + row) * 16 + bu * 16, sum3[bu]);
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  permute_contiguous_9665f48f,
  matmul_max_sum_where_36776cb7,
  sum_multiply_7e770446,
  sum_2b4f8659,
  matmul_multiply_2eefc9b4,
  matmul_where_b141d6f0,
};
