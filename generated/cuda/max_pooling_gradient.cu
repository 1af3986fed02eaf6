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
//    1  max_pool2d_max_pool2d_choice_ab3178c6: in0 = input 0 -> out0 = step 1 float32[4, 6, 6, 6], out1 = step 1 int32[4, 6, 6, 6]
//    2  sum_multiply_aba98d62: in0 = step 1 -> out0 = output 0 float32[]
//    3  max_pool2d_scatter_add_2f51eca5: in0 = step 1, in1 = step 1 -> out0 = output 1 float32[4, 6, 12, 12]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef int32_t i32;
typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ i32 minimum_i32(i32 a, i32 b) {
  return a <= b ? a : b;
}

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ i32 other_i32(i32 a, int step, unsigned team) {
  return (i32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ i32 fold_min_i32(i32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = minimum_i32(a, other_i32(a, step, team));
  return a;
}
__device__ __forceinline__ f32 other_f32(f32 a, int step, unsigned team) {
  return (f32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f32 fold_add_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f32)(a + other_f32(a, step, team));
  return a;
}
__device__ __forceinline__ f32 fold_max_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = maximum_f32(a, other_f32(a, step, team));
  return a;
}

/* The lanes of a block's threads combined: those of each warp, and then one value of each, again by a fixed tree. */
__device__ __forceinline__ f32 fold_add_f32_of_block(f32 a, int lanes) {
  AG_SHARED(f32, warps, [32]);
  a = fold_add_f32(a, 32, 0xffffffffu);
  if (threadIdx.x % 32 == 0) warps[threadIdx.x / 32] = a;
  __syncthreads();
  a = fold_add_f32(warps[threadIdx.x % (lanes / 32)], lanes / 32, 0xffffffffu);
  __syncthreads();
  return a;
}

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

// programs.py:97: y = F.max_pool2d(x, 2)
// programs.py:97: backward of y = F.max_pool2d(x, 2)
__global__ void __launch_bounds__(128) max_pool2d_max_pool2d_choice_ab3178c6(const f32 *__restrict__ in0, f32 *__restrict__ out0, i32 *__restrict__ out1, int n, status_t *) {
  const int lane = threadIdx.x % 2;
  const unsigned team = team_of(2);
  for (int turn = first_thread() / 2; turn < n * 6; turn += all_threads() / 2) {
    const int n0 = turn / 6;
    const int n3 = turn % 6;
    f32 max0v = (-INFINITY);
    for (int r1 = 0; r1 < 2; r1++) {
      max0v = maximum_f32(max0v, in0[n0 * 24 + r1 * 12 + n3 * 2 + lane]);
    }
    f32 max0 = fold_max_f32(max0v, 2, team);
    i32 min1v = INT32_MAX;
    for (int r2 = 0; r2 < 2; r2++) {
      const f32 v0 = in0[n0 * 24 + r2 * 12 + n3 * 2 + lane];
      min1v = minimum_i32(min1v, (v0 == max0) | (v0 != v0) ? (i32)((i64)(r2 * 2 + lane)) : 4);
    }
    i32 min1 = fold_min_i32(min1v, 2, team);
    if (lane == 0) out0[n0 * 6 + n3] = max0;
    if (lane == 0) out1[n0 * 6 + n3] = min1;
  }
}

extern "C" void launch_max_pool2d_max_pool2d_choice_ab3178c6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 6, 2, 128);
  AG_LAUNCH(max_pool2d_max_pool2d_choice_ab3178c6, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], (i32 *)buffers[2], n, status);
}

// programs.py:98: return (y * y).sum()
__global__ void __launch_bounds__(512) sum_multiply_aba98d62(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x;
  f32 sum0v = 0.0f;
  const f32 v0 = in0[lane];
  sum0v += v0 * v0;
  const f32 v1 = in0[lane + 352];
  sum0v += 160 <= lane ? v1 * v1 : 0.0f;
  f32 sum0 = fold_add_f32_of_block(sum0v, 512);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_multiply_aba98d62(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 512, 512);
  AG_LAUNCH(sum_multiply_aba98d62, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:97: backward of y = F.max_pool2d(x, 2)
// programs.py:98: backward of return (y * y).sum()
__global__ void __launch_bounds__(128) max_pool2d_scatter_add_2f51eca5(const f32 *__restrict__ in0, const i32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 24; thread += all_threads()) {
    const int n0 = thread / 24;
    const int n2r = thread / 12 % 2;
    const int n3 = thread % 12;
    const f32 v0 = in0[n0 * 6 + (n3 / 2)];
    out0[n0 * 24 + n2r * 12 + n3] = in1[n0 * 6 + (n3 / 2)] == (i32)((i64)(n2r * 2 + (n3 % 2))) ? v0 + v0 : 0.0f;
  }
}

extern "C" void launch_max_pool2d_scatter_add_2f51eca5(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 24, 1, 128);
  AG_LAUNCH(max_pool2d_scatter_add_2f51eca5, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_max_pool2d_max_pool2d_choice_ab3178c6,
    (void *)launch_sum_multiply_aba98d62,
    (void *)launch_max_pool2d_scatter_add_2f51eca5,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
