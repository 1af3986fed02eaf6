// integers_and_logic, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[80]  # programs.py:154
//   %1 = constant(value=0, dtype=int64) : int64[]  # programs.py:154
//   %2 = broadcast_to(shape=[80])(%1) : int64[80]  # programs.py:154
//   %3 = greater(%0, %2) : bool[80]  # programs.py:154
//   %4 = input(2) : bool[80]  # programs.py:154
//   %5 = bitwise_invert(%4) : bool[80]  # programs.py:154
//   %6 = bitwise_and(%3, %5) : bool[80]  # programs.py:154
//   %7 = constant(value=-7, dtype=int64) : int64[]  # programs.py:156
//   %8 = broadcast_to(shape=[80])(%7) : int64[80]  # programs.py:156
//   %9 = equal(%0, %8) : bool[80]  # programs.py:156
//   %10 = bitwise_or(%6, %9) : bool[80]  # programs.py:156
//   %11 = multiply(%0, %0) : int64[80]  # programs.py:156
//   %12 = negative(%0) : int64[80]  # programs.py:156
//   %13 = where(%10, %11, %12) : int64[80]  # programs.py:156
//   %14 = input(1) : uint8[80]  # programs.py:155
//   %15 = add(%14, %14) : uint8[80]  # programs.py:155
//   %16 = sum(axes=[0])(%6) : int64[]  # programs.py:156
//   %17 = constant(value=3, dtype=int64) : int64[]  # programs.py:156
//   %18 = broadcast_to(shape=[80])(%17) : int64[80]  # programs.py:156
//   %19 = maximum(%0, %18) : int64[80]  # programs.py:156
//   %20 = cast(dtype=int64)(%14) : int64[80]  # programs.py:156
//   %21 = subtract(%19, %20) : int64[80]  # programs.py:156
//   return %13, %15, %16, %21
//
// The steps that compute it:
//
//    1  greater_bitwise_invert_bitwise_and_equal_3ae8e21c: in0 = input 0, in1 = input 2 -> out0 = output 0 int64[80]
//    2  add_maximum_cast_subtract_dceb680b: in0 = input 1, in1 = input 0 -> out0 = output 1 uint8[80], out1 = output 3 int64[80]
//    3  sum_bitwise_and_1560dfc2: in0 = input 0, in1 = input 2 -> out0 = output 2 int64[]

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
typedef uint8_t u8;

/* Four neighbours, which a thread loads and stores by 16 bytes where they have as many, and begin at a multiple of that. */
typedef struct __align__(4) { b8 at[4]; } pack_b8;
__device__ __forceinline__ pack_b8 load_pack_b8(const b8 *p) { return *(const pack_b8 *)p; }
typedef struct __align__(16) { i64 at[4]; } pack_i64;
__device__ __forceinline__ pack_i64 load_pack_i64(const i64 *p) { return *(const pack_i64 *)p; }
__device__ __forceinline__ void store_pack_i64(i64 *p, pack_i64 a) { *(pack_i64 *)p = a; }
typedef struct __align__(4) { u8 at[4]; } pack_u8;
__device__ __forceinline__ pack_u8 load_pack_u8(const u8 *p) { return *(const pack_u8 *)p; }
__device__ __forceinline__ void store_pack_u8(u8 *p, pack_u8 a) { *(pack_u8 *)p = a; }

__device__ __forceinline__ i64 maximum_i64(i64 a, i64 b) {
  return a >= b ? a : b;
}

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ i64 other_i64(i64 a, int step, unsigned team) {
  return (i64)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ i64 fold_add_i64(i64 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (i64)(a + other_i64(a, step, team));
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

// How many packs of four the n elements of buffers are: none if one of them begins between multiples of 16 bytes.
__device__ __forceinline__ int64_t packs_of(int64_t n, size_t addresses) { return addresses % 16 ? 0 : n / 4; }

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

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void __launch_bounds__(128) greater_bitwise_invert_bitwise_and_equal_3ae8e21c(const i64 *in0, const b8 *__restrict__ in1, i64 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)in1 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_i64 in0_pack = load_pack_i64(in0 + n0);
    const pack_b8 in1_pack = load_pack_b8(in1 + n0);
    pack_i64 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const i64 v0 = in0_pack.at[n0u];
      out0_pack.at[n0u] = ((0 < v0) & (!in1_pack.at[n0u])) | (v0 == (-7)) ? v0 * v0 : -v0;
    }
    store_pack_i64(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const i64 v1 = in0[n0];
    out0[n0] = ((0 < v1) & (!in1[n0])) | (v1 == (-7)) ? v1 * v1 : -v1;
  }
}

extern "C" void launch_greater_bitwise_invert_bitwise_and_equal_3ae8e21c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(greater_bitwise_invert_bitwise_and_equal_3ae8e21c, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (const b8 *)buffers[1], (i64 *)buffers[2], n, status);
}

// programs.py:155: wrapped = small + small
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void __launch_bounds__(128) add_maximum_cast_subtract_dceb680b(const u8 *__restrict__ in0, const i64 *in1, u8 *__restrict__ out0, i64 *out1, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)in1 | (size_t)out0 | (size_t)out1);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_u8 in0_pack = load_pack_u8(in0 + n0);
    const pack_i64 in1_pack = load_pack_i64(in1 + n0);
    pack_u8 out0_pack;
    pack_i64 out1_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const u8 v0 = in0_pack.at[n0u];
      out0_pack.at[n0u] = (u8)(v0 + v0);
      out1_pack.at[n0u] = maximum_i64(in1_pack.at[n0u], 3) - (i64)v0;
    }
    store_pack_u8(out0 + n0, out0_pack);
    store_pack_i64(out1 + n0, out1_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const u8 v1 = in0[n0];
    out0[n0] = (u8)(v1 + v1);
    out1[n0] = maximum_i64(in1[n0], 3) - (i64)v1;
  }
}

extern "C" void launch_add_maximum_cast_subtract_dceb680b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(add_maximum_cast_subtract_dceb680b, grid.blocks, grid.threads, 0, stream, (const u8 *)buffers[0], (const i64 *)buffers[1], (u8 *)buffers[2], (i64 *)buffers[3], n, status);
}

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void __launch_bounds__(32) sum_bitwise_and_1560dfc2(const i64 *__restrict__ in0, const b8 *__restrict__ in1, i64 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  i64 sum0v = 0;
  for (int r1 = 0; r1 < 64; r1 += 32) {
    sum0v += (i64)((0 < in0[r1 + lane]) & (!in1[r1 + lane]));
  }
  sum0v += 16 <= lane ? (i64)((0 < in0[lane + 48]) & (!in1[lane + 48])) : 0;
  i64 sum0 = fold_add_i64(sum0v, 32, team);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_bitwise_and_1560dfc2(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 32, 32);
  AG_LAUNCH(sum_bitwise_and_1560dfc2, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (const b8 *)buffers[1], (i64 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_greater_bitwise_invert_bitwise_and_equal_3ae8e21c,
    (void *)launch_add_maximum_cast_subtract_dceb680b,
    (void *)launch_sum_bitwise_and_1560dfc2,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
