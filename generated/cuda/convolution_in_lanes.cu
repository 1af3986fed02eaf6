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
//    1  to_lanes_cf2085a3: in0 = input 0 -> out0 = step 1 float32[2, 4, 12, 12, 16]
//    2  conv2d_87c0f1c9: in0 = step 1, in1 = input 1 -> out0 = step 2 float32[2, 8, 10, 10, 16]
//    3  from_lanes_cfc5c93d: in0 = step 2 -> out0 = output 0 float32[32, 8, 10, 10]

#include <math.h>
#include <stdint.h>

typedef float f32;

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

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

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) to_lanes_cf2085a3(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int thread = first_thread(); thread < 18432; thread += all_threads()) {
    const int n0 = thread / 9216;
    const int n1 = thread / 16 % 576;
    const int n4 = thread % 16;
    out0[n0 * 9216 + n1 * 16 + n4] = in0[n0 * 9216 + n4 * 576 + n1];
  }
}

extern "C" void launch_to_lanes_cf2085a3(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(to_lanes_cf2085a3, blocks(18432, 128), 128, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) conv2d_87c0f1c9(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < 800; turn += all_threads() / 32) {
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

extern "C" void launch_conv2d_87c0f1c9(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(conv2d_87c0f1c9, blocks(800, 4), 128, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:91: return F.conv2d(images, weight)
__global__ void __launch_bounds__(128) from_lanes_cfc5c93d(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int thread = first_thread(); thread < 25600; thread += all_threads()) {
    const int n0q = thread / 12800;
    const int n0r = thread / 800 % 16;
    const int n1 = thread % 800;
    out0[n0q * 12800 + n0r * 800 + n1] = in0[n0q * 12800 + n1 * 16 + n0r];
  }
}

extern "C" void launch_from_lanes_cfc5c93d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(from_lanes_cfc5c93d, blocks(25600, 128), 128, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_to_lanes_cf2085a3,
    (void *)launch_conv2d_87c0f1c9,
    (void *)launch_from_lanes_cfc5c93d,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
