// convolution_in_lanes, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[32, 4, 12, 12]  # programs.py:91
//   %1 = input(1) : float32[8, 4, 3, 3]  # programs.py:91
//   %2 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%0, %1) : float32[32, 8, 10, 10]  # programs.py:91
//   return %2
//
// The steps that compute it:
//
//    1  to_lanes_e522b2c0: in0 = input 0 -> out0 = step 1 float32[2, 4, 12, 12, 16]
//    2  conv2d_20d5cc6d: in0 = step 1, in1 = input 1 -> out0 = step 2 float32[2, 8, 10, 10, 16]
//    3  from_lanes_234720e9: in0 = step 2 -> out0 = output 0 float32[32, 8, 10, 10]

#include <math.h>
#include <stdint.h>

typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:91: return F.conv2d(images, weight)
void to_lanes_e522b2c0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n * 36, share); turn < end_of(n * 36, share); turn++) {
    const int64_t n0 = turn / 36;
    const int64_t n1 = turn % 36 * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n0 * 9216 + n1, 576);
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 16; n1u++) {
      store_f32x16(out0 + n0 * 9216 + n1 * 16 + n1u * 16, square0[n1u]);
    }
  }
}

// programs.py:91: return F.conv2d(images, weight)
void conv2d_20d5cc6d(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n * 50, share); turn < end_of(n * 50, share); turn++) {
    const int64_t n0 = turn / 50;
    const int64_t n2 = turn / 5 % 10;
    const int64_t n3 = turn % 5 * 32;
    f32x16 sum0[8][2];
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 8; n1u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n1u][n3u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 4; r1++) {
      for (int64_t s1 = 0; s1 < 3; s1++) {
        for (int64_t t1 = 0; t1 < 3; t1++) {
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 8; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 2; n3u++) {
              const f32x16 v0 = load_f32x16(in0 + n0 * 9216 + r1 * 2304 + (n2 + s1) * 192 + t1 * 16 + n3 + n3u * 16) * in1[r1 * 9 + s1 * 3 + t1 + n1u * 36];
              sum0[n1u][n3u] += v0;
            }
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n1u = 0; n1u < 8; n1u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        store_f32x16(out0 + n0 * 12800 + n2 * 160 + n3 + n1u * 1600 + n3u * 16, sum0[n1u][n3u]);
      }
    }
  }
}

// programs.py:91: return F.conv2d(images, weight)
void from_lanes_234720e9(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n * 50, share); turn < end_of(n * 50, share); turn++) {
    const int64_t n0q = turn / 50;
    const int64_t n1 = turn % 50 * 16;
    f32x16 square0[16];
    transpose_f32x16(square0, in0 + n0q * 12800 + n1 * 16, 16);
    #pragma GCC unroll 16
    for (int64_t n0ru = 0; n0ru < 16; n0ru++) {
      store_f32x16(out0 + n0q * 12800 + n1 + n0ru * 800, square0[n0ru]);
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  to_lanes_e522b2c0,
  conv2d_20d5cc6d,
  from_lanes_234720e9,
};
