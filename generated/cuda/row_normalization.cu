// row_normalization, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[32, 200]  # programs.py:63
//   %1 = sum(axes=[1])(%0) : float32[32]  # programs.py:63
//   %2 = reshape(shape=[32, 1])(%1) : float32[32, 1]  # programs.py:63
//   %3 = constant(value=200.0, dtype=float32) : float32[]  # programs.py:63
//   %4 = broadcast_to(shape=[32, 1])(%3) : float32[32, 1]  # programs.py:63
//   %5 = divide(%2, %4) : float32[32, 1]  # programs.py:63
//   %6 = broadcast_to(shape=[32, 200])(%5) : float32[32, 200]  # programs.py:63
//   %7 = subtract(%0, %6) : float32[32, 200]  # programs.py:63
//   %8 = multiply(%7, %7) : float32[32, 200]  # programs.py:64
//   %9 = sum(axes=[1])(%8) : float32[32]  # programs.py:64
//   %10 = reshape(shape=[32, 1])(%9) : float32[32, 1]  # programs.py:64
//   %11 = divide(%10, %4) : float32[32, 1]  # programs.py:64
//   %12 = scalar(0) : float32[]  # programs.py:65
//   %13 = broadcast_to(shape=[32, 1])(%12) : float32[32, 1]  # programs.py:65
//   %14 = add(%11, %13) : float32[32, 1]  # programs.py:65
//   %15 = sqrt(%14) : float32[32, 1]  # programs.py:65
//   %16 = broadcast_to(shape=[32, 200])(%15) : float32[32, 200]  # programs.py:65
//   %17 = divide(%7, %16) : float32[32, 200]  # programs.py:65
//   %18 = input(1) : float32[200]  # programs.py:65
//   %19 = broadcast_to(shape=[32, 200])(%18) : float32[32, 200]  # programs.py:65
//   %20 = multiply(%17, %19) : float32[32, 200]  # programs.py:65
//   %21 = input(2) : float32[200]  # programs.py:65
//   %22 = broadcast_to(shape=[32, 200])(%21) : float32[32, 200]  # programs.py:65
//   %23 = add(%20, %22) : float32[32, 200]  # programs.py:65
//   return %23
//
// The steps that compute it:
//
//    1  sum_divide_4db40583: in0 = input 0 -> out0 = step 1 float32[32, 1]
//    2  sum_sqrt_eb8c3232: in0 = input 0, in1 = step 1, in2 = scalar 0 -> out0 = step 2 float32[32, 1]
//    3  subtract_divide_multiply_add_fec9ae75: in0 = input 0, in1 = step 1, in2 = step 2, in3 = input 1, in4 = input 2 -> out0 = output 0 float32[32, 200]

#include <math.h>
#include <stdint.h>

typedef float f32;

__device__ __forceinline__ f32 sqrt_f32(f32 x) { return sqrtf(x); }

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

// programs.py:63: centred = x - x.mean(axis=1, keepdims=True)
__global__ void sum_divide_4db40583(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 32; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 200; r1++) {
      sum0 += in0[n0 * 200 + r1];
    }
    out0[n0] = sum0 / 200.0f;
  }
}

extern "C" void launch_sum_divide_4db40583(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_divide_4db40583, blocks(32), block_size(32), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:63: centred = x - x.mean(axis=1, keepdims=True)
// programs.py:64: variance = (centred * centred).mean(axis=1, keepdims=True)
// programs.py:65: return centred / (variance + 1e-5).sqrt() * scale + shift
__global__ void sum_sqrt_eb8c3232(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 32; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 200; r1++) {
      const f32 v0 = in0[n0 * 200 + r1] - in1[n0];
      sum0 += v0 * v0;
    }
    out0[n0] = sqrt_f32(sum0 / 200.0f + in2[0]);
  }
}

extern "C" void launch_sum_sqrt_eb8c3232(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_sqrt_eb8c3232, blocks(32), block_size(32), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:63: centred = x - x.mean(axis=1, keepdims=True)
// programs.py:65: return centred / (variance + 1e-5).sqrt() * scale + shift
__global__ void subtract_divide_multiply_add_fec9ae75(const f32 *in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 6400; thread += all_threads()) {
    const int64_t n0 = thread / 200;
    const int64_t n1 = thread % 200;
    out0[n0 * 200 + n1] = (in0[n0 * 200 + n1] - in1[n0]) / in2[n0] * in3[n1] + in4[n1];
  }
}

extern "C" void launch_subtract_divide_multiply_add_fec9ae75(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(subtract_divide_multiply_add_fec9ae75, blocks(6400), block_size(6400), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (f32 *)buffers[5], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_divide_4db40583,
    (void *)launch_sum_sqrt_eb8c3232,
    (void *)launch_subtract_divide_multiply_add_fec9ae75,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
