// half_precision, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float16[33, 20]  # programs.py:168
//   %1 = input(1) : float16[20]  # programs.py:168
//   %2 = broadcast_to(shape=[33, 20])(%1) : float16[33, 20]  # programs.py:168
//   %3 = multiply(%0, %2) : float16[33, 20]  # programs.py:168
//   %4 = cast(dtype=float32)(%3) : float32[33, 20]  # programs.py:168
//   %5 = max(axes=[1])(%4) : float32[33]  # programs.py:168
//   %6 = reshape(shape=[33, 1])(%5) : float32[33, 1]  # programs.py:168
//   %7 = stop_gradient(%6) : float32[33, 1]  # programs.py:168
//   %8 = broadcast_to(shape=[33, 20])(%7) : float32[33, 20]  # programs.py:168
//   %9 = subtract(%4, %8) : float32[33, 20]  # programs.py:168
//   %10 = exp(%9) : float32[33, 20]  # programs.py:168
//   %11 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:168
//   %12 = broadcast_to(shape=[33, 1])(%11) : float32[33, 1]  # programs.py:168
//   %13 = sum(axes=[1])(%10) : float32[33]  # programs.py:168
//   %14 = reshape(shape=[33, 1])(%13) : float32[33, 1]  # programs.py:168
//   %15 = divide(%12, %14) : float32[33, 1]  # programs.py:168
//   %16 = broadcast_to(shape=[33, 20])(%15) : float32[33, 20]  # programs.py:168
//   %17 = multiply(%10, %16) : float32[33, 20]  # programs.py:168
//   %18 = cast(dtype=float16)(%17) : float16[33, 20]  # programs.py:168
//   %19 = cast(dtype=bfloat16)(%0) : bfloat16[33, 20]  # programs.py:168
//   %20 = sum(axes=[1])(%19) : bfloat16[33]  # programs.py:168
//   return %18, %20
//
// The steps that compute it:
//
//    1  sum_cast_fc21afe7: in0 = input 0 -> out0 = output 1 bfloat16[33]
//    2  max_sum_cast_383cb154: in0 = input 0, in1 = input 1 -> out0 = output 0 float16[33, 20]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef uint32_t u32;
typedef float f32;
typedef uint16_t f16;
typedef uint16_t bf16;

__device__ __forceinline__ u32 splat_u32(u32 a) { return a; }
__device__ __forceinline__ u32 select_u32(int m, u32 a, u32 b) {
  return m ? a : b;
}

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

__device__ __forceinline__ f32 single_u32(u32 b) {
  const union { u32 b; f32 s; } u = {b};
  return u.s;
}
__device__ __forceinline__ u32 bits_f32(f32 s) {
  const union { f32 s; u32 b; } u = {s};
  return u.b;
}
/* The bits moved into place and rescaled; what is below 2^-14 by a subtraction. Neither is subnormal in float32. */
__device__ __forceinline__ f32 f32_of_f16(f16 h) {
  const u32 w = (u32)h << 16, twice = w + w;
  const f32 normal = single_u32((twice >> 4) + 0x70000000u) * 0x1p-112f;
  const f32 small = single_u32((twice >> 17) | 0x3f000000u) - 0.5f;
  return single_u32((w & 0x80000000u) | select_u32(twice < 0x8000000u, bits_f32(small), bits_f32(normal)));
}
/* Adding a power of two that fits the size makes the addition round; beyond the largest, the first product is infinite. */
__device__ __forceinline__ f16 f16_of_f32(f32 s) {
  const u32 w = bits_f32(s), twice = w + w, sign = (w & 0x80000000u) >> 16;
  const u32 size = select_u32((twice & 0xff000000u) < 0x71000000u, splat_u32(0x71000000u), twice & 0xff000000u);
  const f32 scaled = single_u32(w & 0x7fffffffu) * 0x1p112f * 0x1p-110f;
  const u32 sum = bits_f32(single_u32((size >> 1) + 0x07800000u) + scaled);
  const u32 finite = ((sum >> 13) & 0x7c00u) + (sum & 0x0fffu);
  const u32 h = sign | select_u32(twice > 0xff000000u, splat_u32(0x7e00u), finite);
  return (f16)h;
}

__device__ __forceinline__ f32 f32_of_bf16(bf16 h) { return single_u32((u32)h << 16); }
__device__ __forceinline__ bf16 bf16_of_f32(f32 s) {
  const u32 w = bits_f32(s), even = w + 0x7fffu + ((w >> 16) & 1u);
  const u32 h = select_u32((w & 0x7fffffffu) > 0x7f800000u, (w | 0x400000u) >> 16, even >> 16);
  return (bf16)h;
}

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }

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

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void __launch_bounds__(128) sum_cast_fc21afe7(const f16 *__restrict__ in0, bf16 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n; turn += all_threads() / 16) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    sum0v += f32_of_bf16(bf16_of_f32(f32_of_f16(in0[n0 * 20 + lane])));
    sum0v += 12 <= lane ? f32_of_bf16(bf16_of_f32(f32_of_f16(in0[n0 * 20 + lane + 4]))) : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0] = bf16_of_f32(sum0);
  }
}

extern "C" void launch_sum_cast_fc21afe7(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 16, 128);
  AG_LAUNCH(sum_cast_fc21afe7, grid.blocks, grid.threads, 0, stream, (const f16 *)buffers[0], (bf16 *)buffers[1], n, status);
}

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void __launch_bounds__(128) max_sum_cast_383cb154(const f16 *__restrict__ in0, const f16 *__restrict__ in1, f16 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n; turn += all_threads() / 16) {
    const int row = turn;
    f32 max_of_row;
    AG_SHARED(f32, exp_of_rows, [8][20]);
    f32 *const exp_of_row = exp_of_rows[threadIdx.x / 16];
    f32 divide_of_row;
    f32 max0v = (-INFINITY);
    max0v = maximum_f32(max0v, f32_of_f16(f16_of_f32(f32_of_f16(in0[row * 20 + lane]) * f32_of_f16(in1[lane]))));
    const f32 v0 = 12 <= lane ? f32_of_f16(f16_of_f32(f32_of_f16(in0[row * 20 + lane + 4]) * f32_of_f16(in1[lane + 4]))) : -INFINITY;
    max0v = maximum_f32(max0v, v0);
    f32 max0 = fold_max_f32(max0v, 16, team);
    max_of_row = max0;
    for (int n1s = 0; n1s < 20; n1s += 16) {
      const int n1 = n1s < 4 ? n1s : 4;
      const f32 v1 = f32_of_f16(f16_of_f32(f32_of_f16(in0[row * 20 + n1 + lane]) * f32_of_f16(in1[n1 + lane]))) - max_of_row;
      exp_of_row[n1 + lane] = exp_f32(v1);
    }
    __syncwarp(team);
    f32 sum1v = 0.0f;
    sum1v += exp_of_row[lane];
    sum1v += 12 <= lane ? exp_of_row[lane + 4] : 0.0f;
    f32 sum1 = fold_add_f32(sum1v, 16, team);
    divide_of_row = 1.0f / sum1;
    for (int n1s = 0; n1s < 20; n1s += 16) {
      const int n1 = n1s < 4 ? n1s : 4;
      out0[row * 20 + n1 + lane] = f16_of_f32(exp_of_row[n1 + lane] * divide_of_row);
    }
    __syncwarp(team);
  }
}

extern "C" void launch_max_sum_cast_383cb154(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 16, 128);
  AG_LAUNCH(max_sum_cast_383cb154, grid.blocks, grid.threads, 0, stream, (const f16 *)buffers[0], (const f16 *)buffers[1], (f16 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_cast_fc21afe7,
    (void *)launch_max_sum_cast_383cb154,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
