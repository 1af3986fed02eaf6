// broadcast, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[64, 1, 48]  # programs.py:53
//   %1 = broadcast_to(shape=[64, 20, 48])(%0) : float32[64, 20, 48]  # programs.py:53
//   %2 = input(1) : float32[20, 1]  # programs.py:53
//   %3 = broadcast_to(shape=[64, 20, 48])(%2) : float32[64, 20, 48]  # programs.py:53
//   %4 = multiply(%1, %3) : float32[64, 20, 48]  # programs.py:53
//   %5 = input(2) : float32[48]  # programs.py:53
//   %6 = broadcast_to(shape=[64, 20, 48])(%5) : float32[64, 20, 48]  # programs.py:53
//   %7 = add(%4, %6) : float32[64, 20, 48]  # programs.py:53
//   return %7
//
// The steps that compute it:
//
//    1  multiply_add_b14f75b2: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[64, 20, 48]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef float f32;

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

// What a launch has: blocks, of so many threads each.
typedef struct { unsigned blocks, threads; } grid_t;

// For so many teams of a size, in blocks of `most` threads; smaller ones where all threads are few, so that they reach
// many processors, but not smaller than a team.
static constexpr int64_t MOST_BLOCKS = 1 << 20, FEW = 16384, SMALL_BLOCK = 32;
static inline grid_t grid_of(int64_t teams, int64_t size, int64_t most) {
  const int64_t small = size > SMALL_BLOCK ? size : SMALL_BLOCK;
  const int64_t threads = teams * size <= FEW && most > small ? small : most, each = threads / size;
  const int64_t wanted = (teams + each - 1) / each, blocks = wanted < MOST_BLOCKS ? wanted : MOST_BLOCKS;
  return {blocks > 0 ? (unsigned)blocks : 1, (unsigned)threads};
}

// programs.py:53: return x * y + z
__global__ void __launch_bounds__(128) multiply_add_b14f75b2(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 960; thread += all_threads()) {
    const int n0 = thread / 960;
    const int n1 = thread / 48 % 20;
    const int n2 = thread % 48;
    out0[n0 * 960 + n1 * 48 + n2] = in0[n0 * 48 + n2] * in1[n1] + in2[n2];
  }
}

extern "C" void launch_multiply_add_b14f75b2(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 960, 1, 128);
  AG_LAUNCH(multiply_add_b14f75b2, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_multiply_add_b14f75b2,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
