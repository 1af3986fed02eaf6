// one_hot_lookup, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[60]  # programs.py:141
//   %1 = one_hot(size=25, dtype=float32)(%0) : float32[60, 25]  # programs.py:141
//   %2 = input(1) : float32[25, 16]  # programs.py:142
//   %3 = matmul(%1, %2) : float32[60, 16]  # programs.py:142
//   %4 = sum(axes=[0])(%1) : float32[25]  # programs.py:142
//   return %3, %4
//
// The steps that compute it:
//
//    1  one_hot_36910640: in0 = input 0 -> out0 = step 1 float32[60, 25]
//    2  matmul_081db0a7: in0 = step 1, in1 = input 1 -> out0 = output 0 float32[60, 16]
//    3  sum_0825b773: in0 = step 1 -> out0 = output 1 float32[25]

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

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ f32 other_f32(f32 a, int step, unsigned team) {
  return (f32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f32 fold_add_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f32)(a + other_f32(a, step, team));
  return a;
}

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

// programs.py:141: chosen = ag.one_hot(tokens, 25)
__global__ void __launch_bounds__(128) one_hot_36910640(const i64 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *status) {
  for (int thread = first_thread(); thread < n * 25; thread += all_threads()) {
    const int n0 = thread / 25;
    const int n1 = thread % 25;
    out0[n0 * 25 + n1] = (int)lookup(in0[n0], 25, status) == n1 ? 1.0f : 0.0f;
  }
}

extern "C" void launch_one_hot_36910640(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 25, 1, 128);
  AG_LAUNCH(one_hot_36910640, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void __launch_bounds__(128) matmul_081db0a7(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 16; turn += all_threads() / 16) {
    const int n0 = turn / 16;
    const int n1 = turn % 16;
    f32 sum0v = 0.0f;
    sum0v += in0[n0 * 25 + lane] * in1[lane * 16 + n1];
    sum0v += 7 <= lane ? in0[n0 * 25 + lane + 9] * in1[lane * 16 + n1 + 144] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0 * 16 + n1] = sum0;
  }
}

extern "C" void launch_matmul_081db0a7(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 16, 16, 128);
  AG_LAUNCH(matmul_081db0a7, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void __launch_bounds__(128) sum_0825b773(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    sum0v += in0[lane * 25 + n0];
    sum0v += 4 <= lane ? in0[lane * 25 + n0 + 700] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_0825b773(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_0825b773, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_one_hot_36910640,
    (void *)launch_matmul_081db0a7,
    (void *)launch_sum_0825b773,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
