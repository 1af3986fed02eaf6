// own_kernel, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[70]  # programs.py:217
//   %1 = scalar(0) : float32[]  # programs.py:217
//   %2 = broadcast_to(shape=[70])(%1) : float32[70]  # programs.py:217
//   %3 = multiply(%0, %2) : float32[70]  # programs.py:217
//   %4 = differences(%3) : float32[69]  # programs.py:217
//   %5 = exp(%4) : float32[69]  # programs.py:217
//   return %5
//
// The steps that compute it:
//
//    1  multiply_bda3021a: in0 = input 0, in1 = scalar 0 -> out0 = step 1 float32[70]
//    2  differences_80ca7da9: x = step 1 -> out0 = step 2 float32[69]
//    3  exp_1c952bb0: in0 = step 2 -> out0 = output 0 float32[69]

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

/* Four neighbours, which a thread loads and stores by 16 bytes where they have as many, and begin at a multiple of that. */
typedef struct __align__(16) { f32 at[4]; } pack_f32;
__device__ __forceinline__ pack_f32 load_pack_f32(const f32 *p) { return *(const pack_f32 *)p; }
__device__ __forceinline__ void store_pack_f32(f32 *p, pack_f32 a) { *(pack_f32 *)p = a; }

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

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

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void __launch_bounds__(128) multiply_bda3021a(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in0_pack = load_pack_f32(in0 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      out0_pack.at[n0u] = in0_pack.at[n0u] * in1[0];
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    out0[n0] = in0[n0] * in1[0];
  }
}

extern "C" void launch_multiply_bda3021a(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(multiply_bda3021a, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void __launch_bounds__(128) differences_80ca7da9(const f32 *__restrict__ x, f32 *__restrict__ out, int64_t, status_t *) {
  const int64_t out_size = 69;
  for (int64_t k = first_thread(); k < out_size; k += all_threads()) out[k] = x[k + 1] - x[k];
}

extern "C" void launch_differences_80ca7da9(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(69, 1, 128);
  AG_LAUNCH(differences_80ca7da9, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void __launch_bounds__(128) exp_1c952bb0(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in0_pack = load_pack_f32(in0 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      out0_pack.at[n0u] = exp_f32(in0_pack.at[n0u]);
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    out0[n0] = exp_f32(in0[n0]);
  }
}

extern "C" void launch_exp_1c952bb0(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(exp_1c952bb0, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_multiply_bda3021a,
    (void *)launch_differences_80ca7da9,
    (void *)launch_exp_1c952bb0,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
