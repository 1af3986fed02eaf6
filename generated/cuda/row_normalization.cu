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
//    1  sum_add_1122cd69: in0 = input 0, in1 = scalar 0, in2 = input 1, in3 = input 2 -> out0 = output 0 float32[32, 200]

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

__device__ __forceinline__ f32 sqrt_f32(f32 x) { return sqrtf(x); }

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

// programs.py:63: centred = x - x.mean(axis=1, keepdims=True)
// programs.py:64: variance = (centred * centred).mean(axis=1, keepdims=True)
// programs.py:65: return centred / (variance + 1e-5).sqrt() * scale + shift
__global__ void __launch_bounds__(128) sum_add_1122cd69(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int row = turn;
    f32 divide_of_row;
    f32 sqrt_of_row;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 192; r1 += 32) {
      sum0v += in0[row * 200 + r1 + lane];
    }
    sum0v += 24 <= lane ? in0[row * 200 + lane + 168] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    divide_of_row = sum0 / 200.0f;
    f32 sum1v = 0.0f;
    for (int r1 = 0; r1 < 192; r1 += 32) {
      const f32 v0 = in0[row * 200 + r1 + lane] - divide_of_row;
      sum1v += v0 * v0;
    }
    const f32 v1 = in0[row * 200 + lane + 168] - divide_of_row;
    sum1v += 24 <= lane ? v1 * v1 : 0.0f;
    f32 sum1 = fold_add_f32(sum1v, 32, team);
    sqrt_of_row = sqrt_f32(sum1 / 200.0f + in1[0]);
    for (int n1s = 0; n1s < 200; n1s += 32) {
      const int n1 = n1s < 168 ? n1s : 168;
      const f32 v2 = (in0[row * 200 + n1 + lane] - divide_of_row) / sqrt_of_row * in2[n1 + lane] + in3[n1 + lane];
      out0[row * 200 + n1 + lane] = v2;
    }
  }
}

extern "C" void launch_sum_add_1122cd69(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_add_1122cd69, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_add_1122cd69,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
