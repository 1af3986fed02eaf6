// max_pooling_gradient, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 6, 12, 12]  # programs.py:100
//   %1 = alias(number=1)(%0) : float32[4, 6, 12, 12]  # programs.py:100
//   %2 = max_pool2d(kernel=[2, 2], stride=[2, 2])(%1) : float32[4, 6, 6, 6]  # programs.py:97
//   %3 = multiply(%2, %2) : float32[4, 6, 6, 6]  # programs.py:98
//   %4 = sum(axes=[0, 1, 2, 3])(%3) : float32[]  # programs.py:98
//   %5 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:100
//   %6 = gradient(%4, %5, %1) : float32[4, 6, 12, 12]  # programs.py:100
//   return %4, %6
//
// The steps that compute it:
//
//    1  max_pool2d_max_pool2d_choice_9ec1b0fa: in0 = input 0 -> out0 = step 1 float32[4, 6, 6, 6], out1 = step 1 int32[4, 6, 6, 6]
//    2  sum_multiply_baeed503: in0 = step 1 -> out0 = output 0 float32[]
//    3  max_pool2d_scatter_add_acb0481b: in0 = step 1, in1 = step 1 -> out0 = output 1 float32[4, 6, 12, 12]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ i32 minimum_i32(i32 a, i32 b) {
  return a <= b ? a : b;
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

// A grid for so many threads: small blocks, so that small kernels reach many processors.
static constexpr unsigned MOST_THREADS = 128, MOST_BLOCKS = 1 << 20;
static inline unsigned block_size(int64_t threads) {
  return threads < 1 ? 1 : threads < MOST_THREADS ? (unsigned)threads : MOST_THREADS;
}
static inline unsigned blocks(int64_t threads) {
  const int64_t wanted = (threads + MOST_THREADS - 1) / MOST_THREADS;
  return wanted < 1 ? 1 : wanted < MOST_BLOCKS ? (unsigned)wanted : MOST_BLOCKS;
}

#ifndef AG_LAUNCH
#define AG_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

// programs.py:97: y = F.max_pool2d(x, 2)
// programs.py:97: backward of y = F.max_pool2d(x, 2)
__global__ void max_pool2d_max_pool2d_choice_9ec1b0fa(const f32 *__restrict__ in0, f32 *__restrict__ out0, i32 *__restrict__ out1, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 864; thread += all_threads()) {
    const int64_t n0 = thread / 6;
    const int64_t n3 = thread % 6;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 2; r1++) {
      for (int64_t s1 = 0; s1 < 2; s1++) {
        max0 = maximum_f32(max0, in0[n0 * 24 + r1 * 12 + n3 * 2 + s1]);
      }
    }
    i32 min1 = INT32_MAX;
    for (int64_t r2 = 0; r2 < 2; r2++) {
      for (int64_t s2 = 0; s2 < 2; s2++) {
        const f32 v0 = in0[n0 * 24 + r2 * 12 + n3 * 2 + s2];
        min1 = minimum_i32(min1, (v0 == max0) | (v0 != v0) ? (i32)(r2 * 2 + s2) : 4);
      }
    }
    out0[n0 * 6 + n3] = max0;
    out1[n0 * 6 + n3] = min1;
  }
}

extern "C" void launch_max_pool2d_max_pool2d_choice_9ec1b0fa(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_pool2d_max_pool2d_choice_9ec1b0fa, blocks(864), block_size(864), stream, (const f32 *)buffers[0], (f32 *)buffers[1], (i32 *)buffers[2], n, status);
}

// programs.py:98: return (y * y).sum()
__global__ void sum_multiply_baeed503(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  f32 sum0 = 0.0f;
  for (int64_t r1 = 0; r1 < 864; r1++) {
    const f32 v0 = in0[r1];
    sum0 += v0 * v0;
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_multiply_baeed503(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_multiply_baeed503, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:97: backward of y = F.max_pool2d(x, 2)
// programs.py:98: backward of return (y * y).sum()
__global__ void max_pool2d_scatter_add_acb0481b(const f32 *__restrict__ in0, const i32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 3456; thread += all_threads()) {
    const int64_t n0 = thread / 24;
    const int64_t n2r = thread / 12 % 2;
    const int64_t n3 = thread % 12;
    const f32 v0 = in0[n0 * 6 + (n3 / 2)];
    out0[n0 * 24 + n2r * 12 + n3] = in1[n0 * 6 + (n3 / 2)] == (i32)(n2r * 2 + (n3 % 2)) ? v0 + v0 : 0.0f;
  }
}

extern "C" void launch_max_pool2d_scatter_add_acb0481b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_pool2d_scatter_add_acb0481b, blocks(3456), block_size(3456), stream, (const f32 *)buffers[0], (const i32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_max_pool2d_max_pool2d_choice_9ec1b0fa,
    (void *)launch_sum_multiply_baeed503,
    (void *)launch_max_pool2d_scatter_add_acb0481b,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
