// softmax_cross_entropy, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[100, 10]  # programs.py:73
//   %1 = max(axes=[1])(%0) : float32[100]  # programs.py:74
//   %2 = reshape(shape=[100, 1])(%1) : float32[100, 1]  # programs.py:74
//   %3 = stop_gradient(%2) : float32[100, 1]  # programs.py:74
//   %4 = broadcast_to(shape=[100, 10])(%3) : float32[100, 10]  # programs.py:74
//   %5 = subtract(%0, %4) : float32[100, 10]  # programs.py:74
//   %6 = exp(%5) : float32[100, 10]  # programs.py:74
//   %7 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:73
//   %8 = broadcast_to(shape=[100, 1])(%7) : float32[100, 1]  # programs.py:74
//   %9 = sum(axes=[1])(%6) : float32[100]  # programs.py:74
//   %10 = reshape(shape=[100, 1])(%9) : float32[100, 1]  # programs.py:74
//   %11 = divide(%8, %10) : float32[100, 1]  # programs.py:74
//   %12 = broadcast_to(shape=[100, 10])(%11) : float32[100, 10]  # programs.py:74
//   %13 = multiply(%6, %12) : float32[100, 10]  # programs.py:74
//   %14 = input(1) : int64[100]  # programs.py:71
//   %15 = constant(value=-100, dtype=int64) : int64[]  # programs.py:71
//   %16 = broadcast_to(shape=[100])(%15) : int64[100]  # programs.py:71
//   %17 = not_equal(%14, %16) : bool[100]  # programs.py:71
//   %18 = alias(number=1)(%0) : float32[100, 10]  # programs.py:73
//   %19 = max(axes=[1])(%18) : float32[100]  # programs.py:71
//   %20 = reshape(shape=[100, 1])(%19) : float32[100, 1]  # programs.py:71
//   %21 = stop_gradient(%20) : float32[100, 1]  # programs.py:71
//   %22 = broadcast_to(shape=[100, 10])(%21) : float32[100, 10]  # programs.py:71
//   %23 = subtract(%18, %22) : float32[100, 10]  # programs.py:71
//   %24 = exp(%23) : float32[100, 10]  # programs.py:71
//   %25 = sum(axes=[1])(%24) : float32[100]  # programs.py:71
//   %26 = log(%25) : float32[100]  # programs.py:71
//   %27 = constant(value=0, dtype=int64) : int64[]  # programs.py:71
//   %28 = broadcast_to(shape=[100])(%27) : int64[100]  # programs.py:71
//   %29 = where(%17, %14, %28) : int64[100]  # programs.py:71
//   %30 = one_hot(size=10, dtype=bool)(%29) : bool[100, 10]  # programs.py:71
//   %31 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:71
//   %32 = broadcast_to(shape=[100, 10])(%31) : float32[100, 10]  # programs.py:71
//   %33 = where(%30, %23, %32) : float32[100, 10]  # programs.py:71
//   %34 = sum(axes=[1])(%33) : float32[100]  # programs.py:71
//   %35 = subtract(%26, %34) : float32[100]  # programs.py:71
//   %36 = broadcast_to(shape=[100])(%31) : float32[100]  # programs.py:71
//   %37 = where(%17, %35, %36) : float32[100]  # programs.py:71
//   %38 = sum(axes=[0])(%37) : float32[]  # programs.py:71
//   %39 = cast(dtype=float32)(%17) : float32[100]  # programs.py:71
//   %40 = sum(axes=[0])(%39) : float32[]  # programs.py:71
//   %41 = divide(%38, %40) : float32[]  # programs.py:71
//   %42 = gradient(%41, %7, %18) : float32[100, 10]  # programs.py:73
//   return %13, %41, %42
//
// The steps that compute it:
//
//    1  sum_cast_829cc667: in0 = input 1 -> out0 = step 1 float32[]
//    2  divide_d3ce9a06: in0 = step 1 -> out0 = step 2 float32[]
//    3  max_sum_where_2d901120: in0 = input 0, in1 = input 1, in2 = step 2 -> out0 = step 3 float32[100], out1 = output 0 float32[100, 10], out2 = output 2 float32[100, 10], out3 = step 3 float32[100]
//    4  sum_divide_942c4946: in0 = input 1, in1 = step 3, in2 = step 3, in3 = step 1 -> out0 = output 1 float32[]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef uint8_t b8;
typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
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

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }
__device__ __forceinline__ f32 log_f32(f32 x) { return logf(x); }
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

// programs.py:71: return F.cross_entropy(z, targets)
__global__ void __launch_bounds__(32) sum_cast_829cc667(const i64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  f32 sum0v = 0.0f;
  for (int r1 = 0; r1 < 96; r1 += 32) {
    sum0v += (f32)(in0[r1 + lane] != (-100));
  }
  sum0v += 28 <= lane ? (f32)(in0[lane + 68] != (-100)) : 0.0f;
  f32 sum0 = fold_add_f32(sum0v, 32, team);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_cast_829cc667(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 32, 32);
  AG_LAUNCH(sum_cast_829cc667, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void __launch_bounds__(1) divide_d3ce9a06(const f32 *in0, f32 *out0, int64_t, status_t *) {
  out0[0] = 1.0f / in0[0];
}

extern "C" void launch_divide_d3ce9a06(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(divide_d3ce9a06, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:71: backward of return F.cross_entropy(z, targets)
// programs.py:74: return F.softmax(logits), value, slope
__global__ void __launch_bounds__(128) max_sum_where_2d901120(const f32 *__restrict__ in0, const i64 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, f32 *__restrict__ out1, f32 *__restrict__ out2, f32 *__restrict__ out3, int n, status_t *status) {
  const int lane = threadIdx.x % 8;
  const unsigned team = team_of(8);
  for (int turn = first_thread() / 8; turn < n; turn += all_threads() / 8) {
    const int row = turn;
    f32 max_of_row;
    AG_SHARED(f32, exp_of_rows, [16][10]);
    f32 *const exp_of_row = exp_of_rows[threadIdx.x / 8];
    f32 divide_of_row;
    i64 where_of_row;
    f32 negative_of_row;
    f32 divide_of_row2;
    f32 max0v = (-INFINITY);
    max0v = maximum_f32(max0v, in0[row * 10 + lane]);
    max0v = maximum_f32(max0v, 6 <= lane ? in0[row * 10 + lane + 2] : -INFINITY);
    f32 max0 = fold_max_f32(max0v, 8, team);
    max_of_row = max0;
    for (int n1s = 0; n1s < 10; n1s += 8) {
      const int n1 = n1s < 2 ? n1s : 2;
      exp_of_row[n1 + lane] = exp_f32(in0[row * 10 + n1 + lane] - max_of_row);
    }
    __syncwarp(team);
    f32 sum1v = 0.0f;
    sum1v += exp_of_row[lane];
    sum1v += 6 <= lane ? exp_of_row[lane + 2] : 0.0f;
    f32 sum1 = fold_add_f32(sum1v, 8, team);
    if (lane == 0) out0[row] = sum1;
    __syncwarp(team);
    divide_of_row = 1.0f / out0[row];
    for (int n1s = 0; n1s < 10; n1s += 8) {
      const int n1 = n1s < 2 ? n1s : 2;
      out1[row * 10 + n1 + lane] = exp_of_row[n1 + lane] * divide_of_row;
    }
    const i64 v0 = in1[row];
    const b8 v1 = v0 != (-100);
    where_of_row = v1 ? v0 : 0;
    const f32 v2 = v1 ? in2[0] : 0.0f;
    negative_of_row = -v2;
    divide_of_row2 = v2 / out0[row];
    for (int n1s = 0; n1s < 10; n1s += 8) {
      const int n1 = n1s < 2 ? n1s : 2;
      const f32 v3 = ((int)lookup(where_of_row, 10, status) == n1 + lane ? negative_of_row : 0.0f) + divide_of_row2 * exp_of_row[n1 + lane];
      out2[row * 10 + n1 + lane] = v3;
    }
    f32 sum2v = 0.0f;
    sum2v += (int)lookup(where_of_row, 10, status) == lane ? in0[row * 10 + lane] - max_of_row : 0.0f;
    const f32 v4 = (int)lookup(where_of_row, 10, status) == lane + 2 ? in0[row * 10 + lane + 2] - max_of_row : 0.0f;
    sum2v += 6 <= lane ? v4 : 0.0f;
    f32 sum2 = fold_add_f32(sum2v, 8, team);
    if (lane == 0) out3[row] = sum2;
    __syncwarp(team);
  }
}

extern "C" void launch_max_sum_where_2d901120(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 8, 128);
  AG_LAUNCH(max_sum_where_2d901120, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], (f32 *)buffers[4], (f32 *)buffers[5], (f32 *)buffers[6], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
__global__ void __launch_bounds__(64) sum_divide_942c4946(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *) {
  const int lane = threadIdx.x;
  f32 sum0v = 0.0f;
  sum0v += in0[lane] != (-100) ? log_f32(in1[lane]) - in2[lane] : 0.0f;
  const f32 v0 = 28 <= lane ? (in0[lane + 36] != (-100) ? log_f32(in1[lane + 36]) - in2[lane + 36] : 0.0f) : 0.0f;
  sum0v += v0;
  f32 sum0 = fold_add_f32_of_block(sum0v, 64);
  if (lane == 0) out0[0] = sum0 / in3[0];
}

extern "C" void launch_sum_divide_942c4946(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 64, 64);
  AG_LAUNCH(sum_divide_942c4946, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_cast_829cc667,
    (void *)launch_divide_d3ce9a06,
    (void *)launch_max_sum_where_2d901120,
    (void *)launch_sum_divide_942c4946,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
