// reduction, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[40, 30, 70]  # programs.py:58
//   %1 = sum(axes=[0, 1, 2])(%0) : float32[]  # programs.py:58
//   %2 = sum(axes=[2])(%0) : float32[40, 30]  # programs.py:58
//   %3 = constant(value=70.0, dtype=float32) : float32[]  # programs.py:58
//   %4 = broadcast_to(shape=[40, 30])(%3) : float32[40, 30]  # programs.py:58
//   %5 = divide(%2, %4) : float32[40, 30]  # programs.py:58
//   %6 = max(axes=[0])(%0) : float32[30, 70]  # programs.py:58
//   %7 = argmax(axes=[1])(%0) : int64[40, 70]  # programs.py:58
//   return %1, %5, %6, %7
//
// The steps that compute it:
//
//    1  sum_divide_03246e94: in0 = input 0 -> out0 = output 1 float32[40, 30]
//    2  max_c5de3870: in0 = input 0 -> out0 = output 2 float32[30, 70]
//    3  argmax_5159a76e: in0 = input 0 -> out0 = output 3 int64[40, 70]
//    4  sum_0c724fd3: in0 = input 0 -> out0 = step 4 float32[40]
//    5  sum_0f7ce005: in0 = step 4 -> out0 = output 0 float32[]

#include <math.h>
#include <stdint.h>

typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ i64 minimum_i64(i64 a, i64 b) {
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

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void sum_divide_03246e94(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1200; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 70; r1++) {
      sum0 += in0[n0 * 70 + r1];
    }
    out0[n0] = sum0 / 70.0f;
  }
}

extern "C" void launch_sum_divide_03246e94(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_divide_03246e94, blocks(1200), block_size(1200), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void max_c5de3870(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 2100; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 40; r1++) {
      max0 = maximum_f32(max0, in0[r1 * 2100 + n0]);
    }
    out0[n0] = max0;
  }
}

extern "C" void launch_max_c5de3870(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_c5de3870, blocks(2100), block_size(2100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void argmax_5159a76e(const f32 *__restrict__ in0, i64 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 2800; thread += all_threads()) {
    const int64_t n0 = thread / 70;
    const int64_t n1 = thread % 70;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 30; r1++) {
      max0 = maximum_f32(max0, in0[n0 * 2100 + r1 * 70 + n1]);
    }
    i64 min1 = INT64_MAX;
    for (int64_t r2 = 0; r2 < 30; r2++) {
      const f32 v0 = in0[n0 * 2100 + r2 * 70 + n1];
      min1 = minimum_i64(min1, (v0 == max0) | (v0 != v0) ? r2 : 30);
    }
    out0[n0 * 70 + n1] = min1;
  }
}

extern "C" void launch_argmax_5159a76e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(argmax_5159a76e, blocks(2800), block_size(2800), stream, (const f32 *)buffers[0], (i64 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void sum_0c724fd3(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 40; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 2100; r1++) {
      sum0 += in0[n0 * 2100 + r1];
    }
    out0[n0] = sum0;
  }
}

extern "C" void launch_sum_0c724fd3(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_0c724fd3, blocks(40), block_size(40), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void sum_0f7ce005(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  f32 sum0 = 0.0f;
  for (int64_t r1 = 0; r1 < 40; r1++) {
    sum0 += in0[r1];
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_0f7ce005(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_0f7ce005, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_divide_03246e94,
    (void *)launch_max_c5de3870,
    (void *)launch_argmax_5159a76e,
    (void *)launch_sum_0c724fd3,
    (void *)launch_sum_0f7ce005,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
