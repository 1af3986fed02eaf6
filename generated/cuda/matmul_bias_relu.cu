// matmul_bias_relu, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[100, 256]  # programs.py:79
//   %1 = input(1) : float32[128, 256]  # programs.py:79
//   %2 = permute(axes=[1, 0])(%1) : float32[256, 128]  # programs.py:79
//   %3 = matmul(%0, %2) : float32[100, 128]  # programs.py:79
//   %4 = input(2) : float32[128]  # programs.py:79
//   %5 = broadcast_to(shape=[100, 128])(%4) : float32[100, 128]  # programs.py:79
//   %6 = add(%3, %5) : float32[100, 128]  # programs.py:79
//   %7 = relu(%6) : float32[100, 128]  # programs.py:79
//   return %7
//
// The steps that compute it:
//
//    1  matmul_relu_5c05288b: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[100, 128]

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

// programs.py:79: return F.relu(F.linear(x, weight, bias))
__global__ void __launch_bounds__(128) matmul_relu_5c05288b(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < (n + 3) / 4 * 43; turn += all_threads() / 32) {
    const int n0s = turn / 43 * 4;
    const int n0 = n0s < n - 4 ? n0s : n - 4;
    const int n1s = turn % 43 * 3;
    const int n1 = n1s < 125 ? n1s : 125;
    f32 sum0v[4][3];
    f32 sum0[4][3];
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        sum0v[n0u][n1u] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 256; r1 += 32) {
      #pragma unroll
      for (int n0u = 0; n0u < 4; n0u++) {
        #pragma unroll
        for (int n1u = 0; n1u < 3; n1u++) {
          sum0v[n0u][n1u] += in0[n0 * 256 + r1 + lane + n0u * 256] * in1[n1 * 256 + r1 + lane + n1u * 256];
        }
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        sum0[n0u][n1u] = fold_add_f32(sum0v[n0u][n1u], 32, team);
      }
    }
    #pragma unroll
    for (int n0u = 0; n0u < 4; n0u++) {
      #pragma unroll
      for (int n1u = 0; n1u < 3; n1u++) {
        const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
        if (lane == 0) out0[n0 * 128 + n1 + n0u * 128 + n1u] = v0 < 0.0f ? 0.0f : v0;
      }
    }
  }
}

extern "C" void launch_matmul_relu_5c05288b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 3) / 4 * 43, 32, 128);
  AG_LAUNCH(matmul_relu_5c05288b, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_relu_5c05288b,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
