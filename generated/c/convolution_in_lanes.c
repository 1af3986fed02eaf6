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
//    1  to_lanes_b2266e15: in0 = input 0 -> out0 = step 1 float32[2, 4, 12, 12, 16]
//    2  conv2d_815b7b04: in0 = step 1, in1 = input 1 -> out0 = step 2 float32[2, 8, 10, 10, 16]
//    3  from_lanes_9edc4917: in0 = step 2 -> out0 = output 0 float32[32, 8, 10, 10]

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

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// programs.py:91: return F.conv2d(images, weight)
void to_lanes_b2266e15(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 576; n1++) {
      for (int64_t n4 = 0; n4 < 16; n4++) {
        out0[n0 * 9216 + n1 * 16 + n4] = in0[n0 * 9216 + n4 * 576 + n1];
      }
    }
}

// programs.py:91: return F.conv2d(images, weight)
void conv2d_815b7b04(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(4)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 8; n1 += 4)
      for (int64_t n2 = 0; n2 < 10; n2 += 5)
        for (int64_t n3 = 0; n3 < 160; n3 += 16) {
          f32x16 sum0[4][5];
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n2u = 0; n2u < 5; n2u++) {
              sum0[n1u][n2u] = splat_f32x16(0.0f);
            }
          }
          for (int64_t r1 = 0; r1 < 4; r1++) {
            for (int64_t s1 = 0; s1 < 3; s1++) {
              for (int64_t t1 = 0; t1 < 3; t1++) {
                #pragma GCC unroll 16
                for (int64_t n1u = 0; n1u < 4; n1u++) {
                  #pragma GCC unroll 16
                  for (int64_t n2u = 0; n2u < 5; n2u++) {
                    const f32x16 v0 = load_f32x16(in0 + n0 * 9216 + r1 * 2304 + (n2 + n2u + s1) * 192 + t1 * 16 + n3) * in1[(n1 + n1u) * 36 + r1 * 9 + s1 * 3 + t1];
                    sum0[n1u][n2u] += v0;
                  }
                }
              }
            }
          }
          #pragma GCC unroll 16
          for (int64_t n1u = 0; n1u < 4; n1u++) {
            #pragma GCC unroll 16
            for (int64_t n2u = 0; n2u < 5; n2u++) {
              store_f32x16(out0 + n0 * 12800 + (n1 + n1u) * 1600 + (n2 + n2u) * 160 + n3, sum0[n1u][n2u]);
            }
          }
        }
}

// programs.py:91: return F.conv2d(images, weight)
void from_lanes_9edc4917(void *const *restrict buffers, int64_t n, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  #pragma omp for schedule(static) nowait collapse(2)
  for (int64_t n0 = 0; n0 < n; n0++)
    for (int64_t n1 = 0; n1 < 800; n1++) {
      out0[n0 * 800 + n1] = in0[(n0 / 16) * 12800 + n1 * 16 + (n0 % 16)];
    }
}
