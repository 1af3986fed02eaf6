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
//    1  permute_contiguous_ddaaa13d: in0 = input 1 -> out0 = step 1 float32[256, 128]
//    2  matmul_relu_b55f2452: in0 = input 0, in1 = step 1, in2 = input 2 -> out0 = output 0 float32[100, 128]

#include <math.h>
#include <stdint.h>

typedef float f32;

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

// programs.py:79: return F.relu(F.linear(x, weight, bias))
__global__ void permute_contiguous_ddaaa13d(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 32768; thread += all_threads()) {
    const int64_t n0 = thread / 128;
    const int64_t n1 = thread % 128;
    out0[n0 * 128 + n1] = in0[n1 * 256 + n0];
  }
}

extern "C" void launch_permute_contiguous_ddaaa13d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(permute_contiguous_ddaaa13d, blocks(32768), block_size(32768), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:79: return F.relu(F.linear(x, weight, bias))
__global__ void matmul_relu_b55f2452(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 3200; thread += all_threads()) {
    const int64_t n0 = thread / 64 * 2;
    const int64_t n1 = thread % 64 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 256; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        #pragma unroll
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 256 + r1 + n0u * 256] * in1[r1 * 128 + n1 + n1u];
        }
      }
    }
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
        out0[n0 * 128 + n1 + n0u * 128 + n1u] = v0 < 0.0f ? 0.0f : v0;
      }
    }
  }
}

extern "C" void launch_matmul_relu_b55f2452(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_relu_b55f2452, blocks(3200), block_size(3200), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_permute_contiguous_ddaaa13d,
    (void *)launch_matmul_relu_b55f2452,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
