// softmax_cross_entropy, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[100, 10]  # programs.py:73
//   %1 = max(axes=[1])(%0) : float32[100]  # programs.py:74
//   %2 = reshape(shape=[100, 1])(%1) : float32[100, 1]  # programs.py:74
//   %3 = stop_gradient(%2) : float32[100, 1]  # programs.py:74
//   %4 = broadcast_to(shape=[100, 10])(%3) : float32[100, 10]  # programs.py:74
//   %5 = subtract(%0, %4) : float32[100, 10]  # programs.py:74
//   %6 = exp(%5) : float32[100, 10]  # programs.py:74
//   %7 = sum(axes=[1])(%6) : float32[100]  # programs.py:74
//   %8 = reshape(shape=[100, 1])(%7) : float32[100, 1]  # programs.py:74
//   %9 = broadcast_to(shape=[100, 10])(%8) : float32[100, 10]  # programs.py:74
//   %10 = divide(%6, %9) : float32[100, 10]  # programs.py:74
//   %11 = alias(number=1)(%0) : float32[100, 10]  # programs.py:73
//   %12 = max(axes=[1])(%11) : float32[100]  # programs.py:71
//   %13 = reshape(shape=[100, 1])(%12) : float32[100, 1]  # programs.py:71
//   %14 = stop_gradient(%13) : float32[100, 1]  # programs.py:71
//   %15 = broadcast_to(shape=[100, 10])(%14) : float32[100, 10]  # programs.py:71
//   %16 = subtract(%11, %15) : float32[100, 10]  # programs.py:71
//   %17 = exp(%16) : float32[100, 10]  # programs.py:71
//   %18 = sum(axes=[1])(%17) : float32[100]  # programs.py:71
//   %19 = log(%18) : float32[100]  # programs.py:71
//   %20 = input(1) : int64[100]  # programs.py:71
//   %21 = one_hot(size=10, dtype=bool)(%20) : bool[100, 10]  # programs.py:71
//   %22 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:71
//   %23 = broadcast_to(shape=[100, 10])(%22) : float32[100, 10]  # programs.py:71
//   %24 = where(%21, %16, %23) : float32[100, 10]  # programs.py:71
//   %25 = sum(axes=[1])(%24) : float32[100]  # programs.py:71
//   %26 = subtract(%19, %25) : float32[100]  # programs.py:71
//   %27 = sum(axes=[0])(%26) : float32[]  # programs.py:71
//   %28 = constant(value=0.01, dtype=float32) : float32[]  # programs.py:71
//   %29 = multiply(%27, %28) : float32[]  # programs.py:71
//   %30 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:73
//   %31 = gradient(%29, %30, %11) : float32[100, 10]  # programs.py:73
//   return %10, %29, %31
//
// The steps that compute it:
//
//    1  max_e089fe28: in0 = input 0 -> out0 = step 1 float32[100]
//    2  subtract_exp_026eb2a6: in0 = input 0, in1 = step 1 -> out0 = step 2 float32[100, 10]
//    3  sum_a3325c64: in0 = step 2 -> out0 = step 3 float32[100]
//    4  divide_05b5193b: in0 = step 2, in1 = step 3 -> out0 = output 0 float32[100, 10]
//    5  sum_multiply_054d0a80: in0 = step 3, in1 = input 1, in2 = input 0, in3 = step 1 -> out0 = output 1 float32[]
//    6  divide_d20a6efa: in0 = step 3 -> out0 = step 6 float32[100]
//    7  one_hot_where_multiply_add_40f6cbf8: in0 = input 1, in1 = step 6, in2 = step 2 -> out0 = output 2 float32[100, 10]

#include <math.h>
#include <stdint.h>

typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }
__device__ __forceinline__ f32 log_f32(f32 x) { return logf(x); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
__device__ __forceinline__ int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (index >= 0 && index < extent) return index;
  if (!atomicExch((unsigned long long *)&status->failed, 1ULL)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

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

// programs.py:74: return F.softmax(logits), value, slope
__global__ void max_e089fe28(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 100; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 10; r1++) {
      max0 = maximum_f32(max0, in0[n0 * 10 + r1]);
    }
    out0[n0] = max0;
  }
}

extern "C" void launch_max_e089fe28(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_e089fe28, blocks(100), block_size(100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void subtract_exp_026eb2a6(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = exp_f32(in0[n0 * 10 + n1] - in1[n0]);
  }
}

extern "C" void launch_subtract_exp_026eb2a6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(subtract_exp_026eb2a6, blocks(1000), block_size(1000), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void sum_a3325c64(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 100; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 10; r1++) {
      sum0 += in0[n0 * 10 + r1];
    }
    out0[n0] = sum0;
  }
}

extern "C" void launch_sum_a3325c64(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_a3325c64, blocks(100), block_size(100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void divide_05b5193b(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = in0[n0 * 10 + n1] / in1[n0];
  }
}

extern "C" void launch_divide_05b5193b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(divide_05b5193b, blocks(1000), block_size(1000), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:74: return F.softmax(logits), value, slope
__global__ void sum_multiply_054d0a80(const f32 *__restrict__ in0, const i64 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, f32 *__restrict__ out0, int64_t, status_t *status) {
  f32 sum0 = 0.0f;
  for (int64_t r2 = 0; r2 < 100; r2++) {
    f32 sum1 = 0.0f;
    for (int64_t r1 = 0; r1 < 10; r1++) {
      sum1 += lookup(in1[r2], 10, status) == r1 ? in2[r2 * 10 + r1] - in3[r2] : 0.0f;
    }
    sum0 += log_f32(in0[r2]) - sum1;
  }
  out0[0] = sum0 * 0.01f;
}

extern "C" void launch_sum_multiply_054d0a80(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_multiply_054d0a80, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void divide_d20a6efa(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = 0.01f / in0[n0];
  }
}

extern "C" void launch_divide_d20a6efa(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(divide_d20a6efa, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void one_hot_where_multiply_add_40f6cbf8(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int64_t, status_t *status) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = (lookup(in0[n0], 10, status) == n1 ? -0.01f : 0.0f) + in1[n0] * in2[n0 * 10 + n1];
  }
}

extern "C" void launch_one_hot_where_multiply_add_40f6cbf8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(one_hot_where_multiply_add_40f6cbf8, blocks(1000), block_size(1000), stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}
