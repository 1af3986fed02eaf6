// recurrence, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 5, 16]  # programs.py:192
//   %1 = slice(limits=[[0, 1, 4], [4, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %2 = reshape(shape=[4, 16])(%1) : float32[4, 16]  # programs.py:194
//   %3 = slice(limits=[[0, 1, 4], [3, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %4 = reshape(shape=[4, 16])(%3) : float32[4, 16]  # programs.py:194
//   %5 = slice(limits=[[0, 1, 4], [2, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %6 = reshape(shape=[4, 16])(%5) : float32[4, 16]  # programs.py:194
//   %7 = slice(limits=[[0, 1, 4], [1, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:194
//   %8 = reshape(shape=[4, 16])(%7) : float32[4, 16]  # programs.py:194
//   %9 = slice(limits=[[0, 1, 4], [0, 1, 1], [0, 1, 16]])(%0) : float32[4, 1, 16]  # programs.py:192
//   %10 = reshape(shape=[4, 16])(%9) : float32[4, 16]  # programs.py:192
//   %11 = input(1) : float32[16, 16]  # programs.py:194
//   %12 = matmul(%10, %11) : float32[4, 16]  # programs.py:194
//   %13 = add(%8, %12) : float32[4, 16]  # programs.py:194
//   %14 = tanh(%13) : float32[4, 16]  # programs.py:194
//   %15 = matmul(%14, %11) : float32[4, 16]  # programs.py:194
//   %16 = add(%6, %15) : float32[4, 16]  # programs.py:194
//   %17 = tanh(%16) : float32[4, 16]  # programs.py:194
//   %18 = matmul(%17, %11) : float32[4, 16]  # programs.py:194
//   %19 = add(%4, %18) : float32[4, 16]  # programs.py:194
//   %20 = tanh(%19) : float32[4, 16]  # programs.py:194
//   %21 = matmul(%20, %11) : float32[4, 16]  # programs.py:194
//   %22 = add(%2, %21) : float32[4, 16]  # programs.py:194
//   %23 = tanh(%22) : float32[4, 16]  # programs.py:194
//   return %23
//
// The steps that compute it:
//
//    1  matmul_tanh_e6804015: in0 = input 0, in1 = input 1 -> out0 = step 1 float32[4, 16]
//    2  matmul_tanh_2130ae1e: in0 = input 0 from 32, in1 = step 1, in2 = input 1 -> out0 = step 2 float32[4, 16]
//    3  matmul_tanh_2130ae1e: in0 = input 0 from 48, in1 = step 2, in2 = input 1 -> out0 = step 3 float32[4, 16]
//    4  matmul_tanh_2130ae1e: in0 = input 0 from 64, in1 = step 3, in2 = input 1 -> out0 = output 0 float32[4, 16]

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

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ f32 other_f32(f32 a, int step, unsigned team) {
  return (f32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f32 fold_add_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f32)(a + other_f32(a, step, team));
  return a;
}

__device__ __forceinline__ f32 tanh_f32(f32 x) { return tanhf(x); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

// The bits of the threads of a warp that are the own thread's team of so many.
__device__ __forceinline__ unsigned team_of(unsigned size) {
  return 0xffffffffu >> (32 - size) << threadIdx.x % 32 / size * size;
}

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

// programs.py:192: h = x[:, 0]
// programs.py:194: h = ag.tanh(x[:, t] + h @ weight)
__global__ void __launch_bounds__(128) matmul_tanh_e6804015(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 16; turn += all_threads() / 16) {
    const int n0 = turn / 16;
    const int n1 = turn % 16;
    f32 sum0v = 0.0f;
    sum0v += in0[n0 * 80 + lane] * in1[lane * 16 + n1];
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0 * 16 + n1] = tanh_f32(in0[n0 * 80 + n1 + 16] + sum0);
  }
}

extern "C" void launch_matmul_tanh_e6804015(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 16, 16, 128);
  AG_LAUNCH(matmul_tanh_e6804015, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:194: h = ag.tanh(x[:, t] + h @ weight)
__global__ void __launch_bounds__(128) matmul_tanh_2130ae1e(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 16; turn += all_threads() / 16) {
    const int n0 = turn / 16;
    const int n1 = turn % 16;
    f32 sum0v = 0.0f;
    sum0v += in1[n0 * 16 + lane] * in2[lane * 16 + n1];
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0 * 16 + n1] = tanh_f32(in0[n0 * 80 + n1] + sum0);
  }
}

extern "C" void launch_matmul_tanh_2130ae1e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 16, 16, 128);
  AG_LAUNCH(matmul_tanh_2130ae1e, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_tanh_e6804015,
    (void *)launch_matmul_tanh_2130ae1e,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
