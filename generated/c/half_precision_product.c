// half_precision_product, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float16[512, 64]  # programs.py:273
//   %1 = input(1) : float16[64, 320]  # programs.py:273
//   %2 = matmul(%0, %1) : float16[512, 320]  # programs.py:273
//   %3 = relu(%2) : float16[512, 320]  # programs.py:273
//   return %3
//
// The steps that compute it:
//
//    1  cast_d2ed750f: in0 = input 0 -> out0 = step 1 float32[512, 64]
//    2  cast_d2ed750f: in0 = input 1 -> out0 = step 2 float32[64, 320]
//    3  matmul_cast_8c9fd7fb: in0 = step 1, in1 = step 2 -> out0 = output 0 float16[512, 320]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef uint32_t u32;
typedef float f32;
typedef uint16_t f16;

static inline u32 select_u32(int m, u32 a, u32 b) { return m ? a : b; }

/* The _u twin is a vector at any address of an element. */
typedef f16 f16x16 __attribute__((vector_size(32)));
typedef f16 f16x16_u __attribute__((vector_size(32), aligned(2), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef u32 u32x16 __attribute__((vector_size(64)));

static inline f16x16 load_f16x16(const f16 *p) { return *(const f16x16_u *)p; }
static inline void store_f16x16(f16 *p, f16x16 a) { *(f16x16_u *)p = a; }
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
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

static inline f32 single_u32(u32 b) {
  const union { u32 b; f32 s; } u = {b};
  return u.s;
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
static inline f32 f32_of_f16(f16 h) {
  const u32 w = (u32)h << 16, twice = w + w;
  const f32 normal = single_u32((twice >> 4) + 0x70000000u) * 0x1p-112f;
  const f32 small = single_u32((twice >> 17) | 0x3f000000u) - 0.5f;
  return single_u32((w & 0x80000000u) | select_u32(twice < 0x8000000u, bits_f32(small), bits_f32(normal)));
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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:273: return F.relu(x @ y)
void cast_d2ed750f(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f16 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      store_f32x16(out0 + n0 + n0u * 16, f32x16_of_f16x16(load_f16x16(in0 + n0 + n0u * 16)));
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    out0[n0] = f32_of_f16(in0[n0]);
  }
}

// programs.py:273: return F.relu(x @ y)
void matmul_cast_8c9fd7fb(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f16 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of((n + 5) / 6 * 5, share); turn < end_of((n + 5) / 6 * 5, share); turn++) {
    const int64_t n0s = turn / 5 * 6;
    const int64_t n0 = n0s < n - 6 ? n0s : n - 6;
    const int64_t n1 = turn % 5 * 64;
    f32x16 sum0[6][4];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        sum0[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 64; r1++) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 6; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 4; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 64 + r1 + n0u * 64] * load_f32x16(in1 + r1 * 320 + n1 + n1u * 16);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 6; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 4; n1u++) {
        const f32x16 v0 = f32x16_of_f16x16(f16x16_of_f32x16(sum0[n0u][n1u]));
        store_f16x16(out0 + n0 * 320 + n1 + n0u * 320 + n1u * 16, f16x16_of_f32x16(select_f32x16(v0 < splat_f32x16(0.0f), splat_f32x16(0.0f), v0)));
      }
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  cast_d2ed750f,
  matmul_cast_8c9fd7fb,
};
