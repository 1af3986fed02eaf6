// float64, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:162
//   %1 = broadcast_to(shape=[33, 33])(%0) : float64[33, 33]  # programs.py:162
//   %2 = input(0) : float64[33, 20]  # programs.py:161
//   %3 = input(1) : float64[20, 33]  # programs.py:161
//   %4 = matmul(%2, %3) : float64[33, 33]  # programs.py:161
//   %5 = exp(%4) : float64[33, 33]  # programs.py:162
//   %6 = add(%1, %5) : float64[33, 33]  # programs.py:162
//   %7 = log(%6) : float64[33, 33]  # programs.py:162
//   %8 = sum(axes=[1])(%7) : float64[33]  # programs.py:162
//   %9 = cast(dtype=float32)(%4) : float32[33, 33]  # programs.py:162
//   return %8, %9
//
// The steps that compute it:
//
//    1  matmul_37216ff8: in0 = input 0, in1 = input 1 -> out0 = step 1 float64[33, 33]
//    2  cast_82d65931: in0 = step 1 -> out0 = output 1 float32[33, 33]
//    3  sum_log_be31a04d: in0 = step 1 -> out0 = output 0 float64[33]

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
typedef double f64;

/* Four neighbours, which a thread loads and stores by 16 bytes where they have as many, and begin at a multiple of that. */
typedef struct __align__(16) { f32 at[4]; } pack_f32;
__device__ __forceinline__ void store_pack_f32(f32 *p, pack_f32 a) { *(pack_f32 *)p = a; }
typedef struct __align__(16) { f64 at[4]; } pack_f64;
__device__ __forceinline__ pack_f64 load_pack_f64(const f64 *p) { return *(const pack_f64 *)p; }

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ f64 other_f64(f64 a, int step, unsigned team) {
  return (f64)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f64 fold_add_f64(f64 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f64)(a + other_f64(a, step, team));
  return a;
}

__device__ __forceinline__ f64 exp_f64(f64 x) { return exp(x); }
__device__ __forceinline__ f64 log_f64(f64 x) { return log(x); }

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

// programs.py:161: product = x @ y
__global__ void __launch_bounds__(128) matmul_37216ff8(const f64 *__restrict__ in0, const f64 *__restrict__ in1, f64 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 33; turn += all_threads() / 16) {
    const int n0 = turn / 33;
    const int n1 = turn % 33;
    f64 sum0v = 0.0;
    sum0v += in0[n0 * 20 + lane] * in1[lane * 33 + n1];
    sum0v += 12 <= lane ? in0[n0 * 20 + lane + 4] * in1[lane * 33 + n1 + 132] : 0.0;
    f64 sum0 = fold_add_f64(sum0v, 16, team);
    if (lane == 0) out0[n0 * 33 + n1] = sum0;
  }
}

extern "C" void launch_matmul_37216ff8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 33, 16, 128);
  AG_LAUNCH(matmul_37216ff8, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (const f64 *)buffers[1], (f64 *)buffers[2], n, status);
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
__global__ void __launch_bounds__(128) cast_82d65931(const f64 *__restrict__ in0, f32 *__restrict__ out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f64 in0_pack = load_pack_f64(in0 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      out0_pack.at[n0u] = (f32)in0_pack.at[n0u];
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    out0[n0] = (f32)in0[n0];
  }
}

extern "C" void launch_cast_82d65931(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(cast_82d65931, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
__global__ void __launch_bounds__(128) sum_log_be31a04d(const f64 *__restrict__ in0, f64 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n; turn += all_threads() / 32) {
    const int n0 = turn;
    f64 sum0v = 0.0;
    sum0v += log_f64(1.0 + exp_f64(in0[n0 * 33 + lane]));
    sum0v += 31 <= lane ? log_f64(1.0 + exp_f64(in0[n0 * 33 + lane + 1])) : 0.0;
    f64 sum0 = fold_add_f64(sum0v, 32, team);
    if (lane == 0) out0[n0] = sum0;
  }
}

extern "C" void launch_sum_log_be31a04d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 32, 128);
  AG_LAUNCH(sum_log_be31a04d, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (f64 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_37216ff8,
    (void *)launch_cast_82d65931,
    (void *)launch_sum_log_be31a04d,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
