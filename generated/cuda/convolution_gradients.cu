// convolution_gradients, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[4, 3, 15, 15]  # programs.py:84
//   %1 = pad(padding=[[0, 0, 0], [0, 0, 0], [1, 1, 0], [1, 1, 0]], value=0.0)(%0) : float32[4, 3, 17, 17]  # programs.py:84
//   %2 = input(1) : float32[8, 3, 3, 3]  # programs.py:84
//   %3 = conv2d(stride=[2, 2], dilation=[1, 1], groups=1)(%1, %2) : float32[4, 8, 8, 8]  # programs.py:84
//   %4 = input(2) : float32[8]  # programs.py:84
//   %5 = reshape(shape=[8, 1, 1])(%4) : float32[8, 1, 1]  # programs.py:84
//   %6 = broadcast_to(shape=[4, 8, 8, 8])(%5) : float32[4, 8, 8, 8]  # programs.py:84
//   %7 = add(%3, %6) : float32[4, 8, 8, 8]  # programs.py:84
//   %8 = relu(%7) : float32[4, 8, 8, 8]  # programs.py:84
//   %9 = multiply(%8, %8) : float32[4, 8, 8, 8]  # programs.py:85
//   %10 = sum(axes=[0, 1, 2, 3])(%9) : float32[]  # programs.py:85
//   %11 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:85
//   %12 = gradient(%10, %11, %2) : float32[8, 3, 3, 3]  # programs.py:85
//   %13 = gradient(%10, %11, %4) : float32[8]  # programs.py:85
//   return %8, %12, %13
//
// The steps that compute it:
//
//    1  pad_ccb32039: in0 = input 0 -> out0 = step 1 float32[4, 3, 17, 17]
//    2  permute_contiguous_0f2282ba: in0 = input 1 -> out0 = step 2 float32[3, 3, 3, 8]
//    3  conv2d_relu_004ee2ae: in0 = step 1, in1 = step 2, in2 = input 2 -> out0 = step 3 float32[4, 8, 8, 8]
//    4  greater_add_where_26baffc1: in0 = step 3 -> out0 = output 0 float32[4, 8, 8, 8], out1 = step 4 float32[4, 8, 8, 8]
//    5  conv2d_weight_gradient_d8803bb0: in0 = step 1, in1 = step 4 -> out0 = output 1 float32[8, 3, 3, 3]
//    6  sum_23d28ed0: in0 = step 4 -> out0 = output 2 float32[8]

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

// One of the sizes that a kernel leaves open. They lie in the host's memory.
static inline int64_t size_of(const void *sizes, int number) { return ((const int64_t *)sizes)[number]; }

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
__global__ void __launch_bounds__(128) pad_ccb32039(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 289; thread += all_threads()) {
    const int n0 = thread / 289;
    const int n2 = thread / 17 % 17;
    const int n3 = thread % 17;
    const f32 v0 = (((0 <= n2 - 1) & (n2 - 1 < 15)) & (0 <= n3 - 1)) & (n3 - 1 < 15) ? in0[n0 * 225 + n2 * 15 + n3 - 16] : 0.0f;
    out0[n0 * 289 + n2 * 17 + n3] = v0;
  }
}

extern "C" void launch_pad_ccb32039(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 289, 1, 128);
  AG_LAUNCH(pad_ccb32039, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
__global__ void __launch_bounds__(128) permute_contiguous_0f2282ba(const f32 *__restrict__ in0, f32 *__restrict__ out0, int in0_step, int in0_step1, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 24; thread += all_threads()) {
    const int n0 = thread / 24;
    const int n2 = thread / 8 % 3;
    const int n3 = thread % 8;
    out0[n0 * 24 + n2 * 8 + n3] = in0[n3 * in0_step1 + n2 * in0_step + n0];
  }
}

extern "C" void launch_permute_contiguous_0f2282ba(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 24, 1, 128);
  AG_LAUNCH(permute_contiguous_0f2282ba, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], size_of(buffers[2], 0), size_of(buffers[2], 1), n, status);
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
__global__ void __launch_bounds__(128) conv2d_relu_004ee2ae(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 512; thread += all_threads()) {
    const int n0 = thread / 512;
    const int n1 = thread / 64 % 8;
    const int n2 = thread / 8 % 8;
    const int n3 = thread % 8;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < 3; r1++) {
      for (int s1 = 0; s1 < 3; s1++) {
        for (int t1 = 0; t1 < 3; t1++) {
          const f32 v0 = in0[n0 * 867 + r1 * 289 + n1 * 34 + s1 * 17 + n2 * 2 + t1] * in1[s1 * 72 + t1 * 24 + r1 * 8 + n3];
          sum0 += v0;
        }
      }
    }
    const f32 v1 = sum0 + in2[n3];
    out0[n0 * 512 + n1 * 64 + n2 * 8 + n3] = v1 < 0.0f ? 0.0f : v1;
  }
}

extern "C" void launch_conv2d_relu_004ee2ae(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 512, 1, 128);
  AG_LAUNCH(conv2d_relu_004ee2ae, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:84: y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
// programs.py:85: backward of (y * y).sum().backward()
__global__ void __launch_bounds__(128) greater_add_where_26baffc1(const f32 *__restrict__ in0, f32 *__restrict__ out0, f32 *__restrict__ out1, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 512; thread += all_threads()) {
    const int n0 = thread / 512;
    const int n1 = thread / 64 % 8;
    const int n2 = thread % 64;
    out0[n0 * 512 + n1 * 64 + n2] = in0[n0 * 512 + n2 * 8 + n1];
    const f32 v0 = in0[n0 * 512 + n1 * 64 + n2];
    out1[n0 * 512 + n1 * 64 + n2] = 0.0f < v0 ? v0 + v0 : 0.0f;
  }
}

extern "C" void launch_greater_add_where_26baffc1(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 512, 1, 128);
  AG_LAUNCH(greater_add_where_26baffc1, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
__global__ void __launch_bounds__(128) conv2d_weight_gradient_d8803bb0(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int n, status_t *) {
  for (int thread = first_thread(); thread < n * 27; thread += all_threads()) {
    const int n0 = thread / 27;
    const int n1 = thread / 9 % 3;
    const int n2 = thread / 3 % 3;
    const int n3 = thread % 3;
    f32 sum0 = 0.0f;
    for (int r1 = 0; r1 < r1_end; r1++) {
      for (int s1 = 0; s1 < 8; s1++) {
        for (int t1 = 0; t1 < 8; t1++) {
          const f32 v0 = in0[r1 * 867 + n1 * 289 + s1 * 34 + n2 * 17 + t1 * 2 + n3] * in1[r1 * 512 + s1 * 64 + t1 * 8 + n0];
          sum0 += v0;
        }
      }
    }
    out0[n0 * 27 + n1 * 9 + n2 * 3 + n3] = sum0;
  }
}

extern "C" void launch_conv2d_weight_gradient_d8803bb0(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 27, 1, 128);
  AG_LAUNCH(conv2d_weight_gradient_d8803bb0, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:84: backward of y = F.relu(F.conv2d(images, weight, bias, stride=2, padding=1))
__global__ void __launch_bounds__(256) sum_23d28ed0(const f32 *__restrict__ in0, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x;
  for (int turn = blockIdx.x; turn < n; turn += gridDim.x) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    sum0v += in0[lane * 8 + n0];
    f32 sum0 = fold_add_f32_of_block(sum0v, 256);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_23d28ed0(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 256, 256);
  AG_LAUNCH(sum_23d28ed0, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_pad_ccb32039,
    (void *)launch_permute_contiguous_0f2282ba,
    (void *)launch_conv2d_relu_004ee2ae,
    (void *)launch_greater_add_where_26baffc1,
    (void *)launch_conv2d_weight_gradient_d8803bb0,
    (void *)launch_sum_23d28ed0,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
