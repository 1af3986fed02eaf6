// movement, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[6, 10, 14]  # programs.py:147
//   %1 = pad(padding=[[0, 0, 0], [1, 2, 0], [3, 0, 0]], value=-1.0)(%0) : float32[6, 13, 17]  # programs.py:147
//   %2 = permute(axes=[2, 0, 1])(%1) : float32[17, 6, 13]  # programs.py:148
//   %3 = slice(limits=[[0, 2, 9], [1, 1, 5], [12, -1, 13]])(%2) : float32[9, 5, 13]  # programs.py:148
//   %4 = slice(limits=[[0, 1, 6], [3, 1, 5], [0, 4, 4]])(%0) : float32[6, 5, 4]  # programs.py:149
//   %5 = reshape(shape=[30, 4])(%4) : float32[30, 4]  # programs.py:149
//   %6 = permute(axes=[1, 0])(%5) : float32[4, 30]  # programs.py:149
//   return %3, %6
//
// The steps that compute it:
//
//    1  pad_permute_slice_d0426efb: in0 = input 0 from 291 -> out0 = output 0 float32[9, 5, 13]
//    2  slice_reshape_permute_88b20b36: in0 = input 0 from 42 -> out0 = output 1 float32[4, 30]

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

// One of the sizes that a kernel leaves open. They lie in the host's memory.
static inline int64_t size_of(const void *sizes, int number) { return ((const int64_t *)sizes)[number]; }

// programs.py:147: framed = ag.pad(x, ((0, 0), (1, 2), (3, 0)), -1.0)
// programs.py:148: turned = framed.transpose(2, 0, 1)[::2, 1:, ::-1]
__global__ void __launch_bounds__(128) pad_permute_slice_d0426efb(const f32 *__restrict__ in0, f32 *__restrict__ out0, int in0_step, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 65; thread += all_threads()) {
    const int n0 = thread / 65;
    const int n1 = thread / 13 % 5;
    const int n2 = thread % 13;
    const f32 v0 = ((0 <= 11 - n2) & (11 - n2 < 10)) & (0 <= n0 * 2 - 3) ? in0[n1 * in0_step + n0 * 2 - n2 * 14] : -1.0f;
    out0[n0 * 65 + n1 * 13 + n2] = v0;
  }
}

extern "C" void launch_pad_permute_slice_d0426efb(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 65, 1, 128);
  AG_LAUNCH(pad_permute_slice_d0426efb, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], size_of(buffers[2], 0), n, status);
}

// programs.py:149: return turned, x[:, 3:8, ::4].reshape(30, 4).T
__global__ void __launch_bounds__(128) slice_reshape_permute_88b20b36(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 30; thread += all_threads()) {
    const int n0 = thread / 30;
    const int n1 = thread % 30;
    out0[n0 * 30 + n1] = in0[(n1 / 5) * 140 + (n1 % 5) * 14 + n0 * 4];
  }
}

extern "C" void launch_slice_reshape_permute_88b20b36(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 30, 1, 128);
  AG_LAUNCH(slice_reshape_permute_88b20b36, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_pad_permute_slice_d0426efb,
    (void *)launch_slice_reshape_permute_88b20b36,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
