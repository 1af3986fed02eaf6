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
//    1  sum_divide_187aa4c4: in0 = input 0 -> out0 = output 1 float32[40, 30]
//    2  max_ebf54eb4: in0 = input 0 -> out0 = output 2 float32[30, 70]
//    3  argmax_559189d0: in0 = input 0 -> out0 = output 3 int64[40, 70]
//    4  sum_e07a9371: in0 = input 0 -> out0 = step 4 float32[20]
//    5  sum_35536980: in0 = step 4 -> out0 = output 0 float32[]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}
__device__ __forceinline__ i64 minimum_i64(i64 a, i64 b) {
  return a <= b ? a : b;
}

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ i64 other_i64(i64 a, int step, unsigned team) {
  return (i64)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ i64 fold_min_i64(i64 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = minimum_i64(a, other_i64(a, step, team));
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

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void __launch_bounds__(128) sum_divide_187aa4c4(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 64; r1 += 32) {
      sum0v += in0[n0 * 70 + r1 + lane];
    }
    sum0v += 26 <= lane ? in0[n0 * 70 + lane + 38] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0 / 70.0f;
  }
}

extern "C" void launch_sum_divide_187aa4c4(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_divide_187aa4c4, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void __launch_bounds__(128) max_ebf54eb4(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 max0v = (-INFINITY);
    max0v = maximum_f32(max0v, in0[lane * 2100 + n0]);
    max0v = maximum_f32(max0v, 24 <= lane ? in0[lane * 2100 + n0 + 16800] : -INFINITY);
    f32 max0 = fold_max_f32(max0v, 32, team);
    if (lane == 0) out0[n0] = max0;
  }
}

extern "C" void launch_max_ebf54eb4(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(max_ebf54eb4, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void __launch_bounds__(128) argmax_559189d0(const f32 *__restrict__ in0, i64 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 70; turn += all_threads() / 16) {
    const int n0 = turn / 70;
    const int n1 = turn % 70;
    f32 max0v = (-INFINITY);
    max0v = maximum_f32(max0v, in0[n0 * 2100 + lane * 70 + n1]);
    max0v = maximum_f32(max0v, 2 <= lane ? in0[n0 * 2100 + lane * 70 + n1 + 980] : -INFINITY);
    f32 max0 = fold_max_f32(max0v, 16, team);
    i64 min1v = INT64_MAX;
    const f32 v0 = in0[n0 * 2100 + lane * 70 + n1];
    min1v = minimum_i64(min1v, (v0 == max0) | (v0 != v0) ? (i64)lane : 30);
    const f32 v1 = in0[n0 * 2100 + lane * 70 + n1 + 980];
    min1v = minimum_i64(min1v, 2 <= lane ? ((v1 == max0) | (v1 != v1) ? (i64)(lane + 14) : 30) : 9223372036854775807);
    i64 min1 = fold_min_i64(min1v, 16, team);
    if (lane == 0) out0[n0 * 70 + n1] = min1;
  }
}

extern "C" void launch_argmax_559189d0(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 70, 16, 128);
  AG_LAUNCH(argmax_559189d0, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (i64 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void __launch_bounds__(1024) sum_e07a9371(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x;
  for (int turn = blockIdx.x; turn < n; turn += gridDim.x) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 4096; r1 += 1024) {
      sum0v += in0[n0 * 4200 + r1 + lane];
    }
    sum0v += 920 <= lane ? in0[n0 * 4200 + lane + 3176] : 0.0f;
    f32 sum0 = fold_add_f32_of_block(sum0v, 1024);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_e07a9371(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1024, 1024);
  AG_LAUNCH(sum_e07a9371, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:58: return x.sum(), x.mean(axis=2), x.max(axis=0), x.argmax(axis=1)
__global__ void __launch_bounds__(16) sum_35536980(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  f32 sum0v = 0.0f;
  sum0v += in0[lane];
  sum0v += 12 <= lane ? in0[lane + 4] : 0.0f;
  f32 sum0 = fold_add_f32(sum0v, 16, team);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_35536980(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 16, 16);
  AG_LAUNCH(sum_35536980, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_divide_187aa4c4,
    (void *)launch_max_ebf54eb4,
    (void *)launch_argmax_559189d0,
    (void *)launch_sum_e07a9371,
    (void *)launch_sum_35536980,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
