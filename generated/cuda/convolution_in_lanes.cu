// convolution_in_lanes, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[32, 4, 12, 12]  # programs.py:91
//   %1 = input(1) : float32[8, 4, 3, 3]  # programs.py:91
//   %2 = conv2d(stride=[1, 1], dilation=[1, 1], groups=1)(%0, %1) : float32[32, 8, 10, 10]  # programs.py:91
//   return %2
//
// The steps that compute it:
//
//    1  to_lanes_dc2b8419: in0 = input 0 -> out0 = step 1 float32[2, 4, 12, 12, 16]
//    2  conv2d_24ac2d4c: in0 = step 1, in1 = input 1 -> out0 = step 2 float32[2, 8, 10, 10, 16]
//    3  from_lanes_8f8118ea: in0 = step 2 -> out0 = output 0 float32[32, 8, 10, 10]

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

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) to_lanes_dc2b8419(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 9216; thread += all_threads()) {
    const int n0 = thread / 9216;
    const int n1 = thread / 16 % 576;
    const int n4 = thread % 16;
    out0[n0 * 9216 + n1 * 16 + n4] = in0[n0 * 9216 + n4 * 576 + n1];
  }
}

extern "C" void launch_to_lanes_dc2b8419(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 9216, 1, 128);
  AG_LAUNCH(to_lanes_dc2b8419, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) conv2d_24ac2d4c(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < n * 400; turn += all_threads() / 32) {
    const int n0 = turn / 400;
    const int n1 = turn / 50 % 8;
    const int n2 = turn / 5 % 10;
    const int n3 = turn % 5 * 32;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 4; r1++) {
      for (int s1 = 0; s1 < 3; s1++) {
        for (int t1 = 0; t1 < 3; t1++) {
          const f32 v0 = in0[n0 * 9216 + r1 * 2304 + (n2 + s1) * 192 + t1 * 16 + n3 + lane] * in1[n1 * 36 + r1 * 9 + s1 * 3 + t1];
          sum0 += v0;
        }
      }
    }
    out0[n0 * 12800 + n1 * 1600 + n2 * 160 + n3 + lane] = sum0;
  }
}

extern "C" void launch_conv2d_24ac2d4c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 400, 32, 128);
  AG_LAUNCH(conv2d_24ac2d4c, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) from_lanes_8f8118ea(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 12800; thread += all_threads()) {
    const int n0q = thread / 12800;
    const int n0r = thread / 800 % 16;
    const int n1 = thread % 800;
    out0[n0q * 12800 + n0r * 800 + n1] = in0[n0q * 12800 + n1 * 16 + n0r];
  }
}

extern "C" void launch_from_lanes_8f8118ea(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 12800, 1, 128);
  AG_LAUNCH(from_lanes_8f8118ea, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_to_lanes_dc2b8419,
    (void *)launch_conv2d_24ac2d4c,
    (void *)launch_from_lanes_8f8118ea,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
