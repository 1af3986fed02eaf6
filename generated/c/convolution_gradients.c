// convolution_gradients, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 3, 15, 15]  # programs.py:84
//   %1 = pad(padding=[[0, 0, 0], [0, 0, 0], [1, 1, 0], [1, 1, 0]], value=0.0)(%0) : float32[4, 3, 17, 17]  # programs.py:84
//   %2 = input(1) : float32[8, 3, 3, 3]  # programs.py:84
//   %3 = conv2d(stride=[2, 2], dilation=[1, 1], groups=1)(%1, %2) : float32[4, 8, 8, 8]  # programs.py:84
//   %4 = input(2) : float32[8]  # programs.py:84
//   %5 = reshape(shape=[8, 1, 1])(%4) : float32[8, 1, 1]  # programs.py:84
//   %6 = broadcast_to(shape=[4, 8, 8, 8])(%5) : float32[4, 8, 8, 8]  # programs.py:84
//   %7 = add(%3, %6) : float32[4, 8, 8, 8]  # programs.py:84
//   %8 = relu(%7) : float32[4, 8, 8, 8]  # programs.py:84
//   %9 = multiply(%8, %8) : float32[4, 8, 8, 8]  # programs.py:85
//   %10 = sum(axes=[0, 1, 2, 3])(%9) : float32[]  # programs.py:85
//   %11 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:85
//   %12 = gradient(%10, %11, %2) : float32[8, 3, 3, 3]  # programs.py:85
//   %13 = gradient(%10, %11, %4) : float32[8]  # programs.py:85
//   return %8, %12, %13
//
// The steps that compute it:
//
//    1  pad_5c0779e7: in0 = input 0 -> out0 = step 1 float32[4, 3, 17, 17]
//    2  permute_contiguous_d75b1da8: in0 = input 1 -> out0 = step 2 float32[3, 3, 3, 8]
//    3  conv2d_relu_7c2fee40: in0 = step 1, in1 = step 2, in2 = input 2 -> out0 = step 3 float32[4, 8, 8, 8]
//    4  greater_add_where_dee3761a: in0 = step 3 -> out0 = output 0 float32[4, 8, 8, 8], out1 = step 4 float32[4, 8, 8, 8]
//    5  conv2d_weight_gradient_582ca326: in0 = step 1, in1 = step 4 -> out0 = output 1 float32[8, 3, 3, 3]
//    6  sum_89bb217e: in0 = step 4 -> out0 = output 2 float32[8]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x8 __attribute__((vector_size(32)));
typedef f32 f32x8_u __attribute__((vector_size(32), aligned(4), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef i32 i32x8 __attribute__((vector_size(32)));
typedef i32 i32x16 __attribute__((vector_size(64)));

static inline f32x8 load_f32x8(const f32 *p) { return *(const f32x8_u *)p; }
static inline void store_f32x8(f32 *p, f32x8 a) { *(f32x8_u *)p = a; }
static inline f32x8 splat_f32x8(f32 a) {
  return (f32x8){ a, a, a, a, a, a, a, a, };
}
static inline void scatter_f32x8(f32 *p, int64_t stride, f32x8 a) {
  p[0 * stride] = a[0];
  p[1 * stride] = a[1];
  p[2 * stride] = a[2];
  p[3 * stride] = a[3];
  p[4 * stride] = a[4];
  p[5 * stride] = a[5];
  p[6 * stride] = a[6];
  p[7 * stride] = a[7];
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x16 gather_f32x16(const f32 *p, int64_t stride) {
  return (f32x16){ p[0 * stride], p[1 * stride], p[2 * stride], p[3 * stride], p[4 * stride], p[5 * stride], p[6 * stride], p[7 * stride], p[8 * stride], p[9 * stride], p[10 * stride], p[11 * stride], p[12 * stride], p[13 * stride], p[14 * stride], p[15 * stride], };
}
static inline f32x8 select_f32x8(i32x8 m, f32x8 a, f32x8 b) {
  return (f32x8)((m & (i32x8)a) | (~m & (i32x8)b));
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

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
void pad_5c0779e7(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n * 17, share); turn < end_of(n * 17, share); turn++) {
    const int64_t n0 = turn / 17;
    const int64_t n2 = turn % 17;
    out0[n0 * 289 + n2 * 17] = 0.0f;
    for (int64_t n3s = 0; n3s < 15; n3s += 8) {
      const int64_t n3 = n3s < 7 ? n3s : 7;
      const f32x8 v0 = (0 <= n2 - 1) & (n2 - 1 < 15) ? load_f32x8(in0 + n0 * 225 + n2 * 15 + n3 - 15) : splat_f32x8(0.0f);
      store_f32x8(out0 + n0 * 289 + n2 * 17 + n3 + 1, v0);
    }
    out0[n0 * 289 + n2 * 17 + 16] = 0.0f;
  }
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
void permute_contiguous_d75b1da8(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t in0_step = sizes[0];
  const int64_t in0_step1 = sizes[1];
  (void)status;
  for (int64_t turn = first_of(n * 3, share); turn < end_of(n * 3, share); turn++) {
    const int64_t n0 = turn / 3;
    const int64_t n2 = turn % 3;
    for (int64_t n3 = 0; n3 < 8; n3++) {
      out0[n0 * 24 + n2 * 8 + n3] = in0[n3 * in0_step1 + n2 * in0_step + n0];
    }
  }
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
void conv2d_relu_7c2fee40(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n * 8, share); turn < end_of(n * 8, share); turn++) {
    const int64_t n0 = turn / 8;
    const int64_t n1 = turn % 8;
    f32x8 sum0[8];
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 8; n2u++) {
      sum0[n2u] = splat_f32x8(0.0f);
    }
    for (int64_t r1 = 0; r1 < 3; r1++) {
      for (int64_t s1 = 0; s1 < 3; s1++) {
        for (int64_t t1 = 0; t1 < 3; t1++) {
          #pragma GCC unroll 16
          for (int64_t n2u = 0; n2u < 8; n2u++) {
            const f32x8 v0 = in0[n0 * 867 + r1 * 289 + n1 * 34 + s1 * 17 + t1 + n2u * 2] * load_f32x8(in1 + s1 * 72 + t1 * 24 + r1 * 8);
            sum0[n2u] += v0;
          }
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 8; n2u++) {
      const f32x8 v1 = sum0[n2u] + load_f32x8(in2);
      store_f32x8(out0 + n0 * 512 + n1 * 64 + n2u * 8, select_f32x8(v1 < splat_f32x8(0.0f), splat_f32x8(0.0f), v1));
    }
  }
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
// programs.py:85: backward of (y * y).sum().backward()
void greater_add_where_dee3761a(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  f32 *const restrict out1 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n * 32, share); turn < end_of(n * 32, share); turn++) {
    const int64_t n0 = turn / 32;
    const int64_t n1 = turn / 4 % 8;
    const int64_t n2 = turn % 4 * 16;
    store_f32x16(out0 + n0 * 512 + n1 * 64 + n2, gather_f32x16(in0 + n0 * 512 + n2 * 8 + n1, 8));
    const f32x16 v0 = load_f32x16(in0 + n0 * 512 + n1 * 64 + n2);
    store_f32x16(out1 + n0 * 512 + n1 * 64 + n2, select_f32x16(splat_f32x16(0.0f) < v0, v0 + v0, splat_f32x16(0.0f)));
  }
}

// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
void conv2d_weight_gradient_582ca326(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  const int64_t *const restrict sizes = buffers[3];
  const int64_t r1_end = sizes[0];
  (void)n;
  (void)status;
  for (int64_t n1 = first_of(3, share); n1 < end_of(3, share); n1++) {
    f32x8 sum0[3][3];
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 3; n2u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 3; n3u++) {
        sum0[n2u][n3u] = splat_f32x8(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < r1_end; r1++) {
      for (int64_t s1 = 0; s1 < 8; s1++) {
        for (int64_t t1 = 0; t1 < 8; t1++) {
          #pragma GCC unroll 16
          for (int64_t n2u = 0; n2u < 3; n2u++) {
            #pragma GCC unroll 16
            for (int64_t n3u = 0; n3u < 3; n3u++) {
              const f32x8 v0 = in0[r1 * 867 + n1 * 289 + s1 * 34 + t1 * 2 + n2u * 17 + n3u] * load_f32x8(in1 + r1 * 512 + s1 * 64 + t1 * 8);
              sum0[n2u][n3u] += v0;
            }
          }
        }
      }
    }
    f32 tile[72] __attribute__((aligned(64)));
    #pragma GCC unroll 16
    for (int64_t n2u = 0; n2u < 3; n2u++) {
      #pragma GCC unroll 16
      for (int64_t n3u = 0; n3u < 3; n3u++) {
        store_f32x8(tile + n2u * 24 + n3u * 8, sum0[n2u][n3u]);
      }
    }
    for (int64_t n2u = 0; n2u < 3; n2u++) {
      for (int64_t n3u = 0; n3u < 3; n3u++) {
        scatter_f32x8(out0 + n1 * 9 + n2u * 3 + n3u, 27, load_f32x8(tile + n2u * 24 + n3u * 8));
      }
    }
  }
}

// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
void sum_89bb217e(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t r1_end = sizes[0];
  (void)n;
  (void)share;
  (void)status;
  f32x8 sum0 = splat_f32x8(0.0f);
  for (int64_t r1 = 0; r1 < r1_end; r1++) {
    sum0 += load_f32x8(in0 + r1 * 8);
  }
  store_f32x8(out0, sum0);
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  pad_5c0779e7,
  permute_contiguous_d75b1da8,
  conv2d_relu_7c2fee40,
  greater_add_where_dee3761a,
  conv2d_weight_gradient_582ca326,
  sum_89bb217e,
};
