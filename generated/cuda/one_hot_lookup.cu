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
//    1  one_hot_9ddb6512: in0 = input 0 -> out0 = step 1 float32[60, 25]
//    2  matmul_3c55d6c7: in0 = step 1, in1 = input 1 -> out0 = output 0 float32[60, 16]
//    3  sum_5b374bf6: in0 = step 1 -> out0 = output 1 float32[25]

#include <math.h>
#include <stdint.h>

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

// Blocks for so many threads, or teams, of which each block has some.
static constexpr int64_t MOST_BLOCKS = 1 << 20;
static inline unsigned blocks(int64_t count, int64_t each) {
  const int64_t wanted = (count + each - 1) / each;
  return wanted < 1 ? 1 : wanted < MOST_BLOCKS ? (unsigned)wanted : MOST_BLOCKS;
}

#ifndef AG_LAUNCH
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

// programs.py:141: chosen = ag.one_hot(tokens, 25)
__global__ void __launch_bounds__(32) one_hot_9ddb6512(const i64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *status) {
  for (int64_t thread = first_thread(); thread < 1500; thread += all_threads()) {
    const int64_t n0 = thread / 25;
    const int64_t n1 = thread % 25;
    out0[n0 * 25 + n1] = lookup(in0[n0], 25, status) == n1 ? 1.0f : 0.0f;
  }
}

extern "C" void launch_one_hot_9ddb6512(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(one_hot_9ddb6512, blocks(1500, 32), 32, stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void __launch_bounds__(32) matmul_3c55d6c7(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < 960; turn += all_threads() / 16) {
    const int n0 = turn / 16;
    const int n1 = turn % 16;
    f32 sum0v = 0.0f;
    sum0v += in0[n0 * 25 + lane] * in1[lane * 16 + n1];
    sum0v += 7 <= lane ? in0[n0 * 25 + lane + 9] * in1[lane * 16 + n1 + 144] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0 * 16 + n1] = sum0;
  }
}

extern "C" void launch_matmul_3c55d6c7(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_3c55d6c7, blocks(960, 2), 32, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void __launch_bounds__(32) sum_5b374bf6(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < 25; turn += all_threads() / 32) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    sum0v += in0[lane * 25 + n0];
    sum0v += 4 <= lane ? in0[lane * 25 + n0 + 700] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_5b374bf6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_5b374bf6, blocks(25, 1), 32, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_one_hot_9ddb6512,
    (void *)launch_matmul_3c55d6c7,
    (void *)launch_sum_5b374bf6,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
