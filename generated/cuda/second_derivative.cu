// second_derivative, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[50]  # programs.py:112
//   %1 = alias(number=1)(%0) : float32[50]  # programs.py:112
//   %2 = alias(number=2)(%1) : float32[50]  # programs.py:109
//   %3 = sin(%2) : float32[50]  # programs.py:106
//   %4 = scalar(0) : float32[]  # programs.py:106
//   %5 = broadcast_to(shape=[50])(%4) : float32[50]  # programs.py:106
//   %6 = power(%2, %5) : float32[50]  # programs.py:106
//   %7 = multiply(%3, %6) : float32[50]  # programs.py:106
//   %8 = sum(axes=[0])(%7) : float32[]  # programs.py:106
//   %9 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:109
//   %10 = gradient(%8, %9, %2) : float32[50]  # programs.py:109
//   %11 = multiply(%10, %10) : float32[50]  # programs.py:110
//   %12 = sum(axes=[0])(%11) : float32[]  # programs.py:110
//   %13 = gradient(%12, %9, %1) : float32[50]  # programs.py:112
//   return %13
//
// The steps that compute it:
//
//    1  sin_equal_subtract_where_8c07a1bc: in0 = input 0, in1 = scalar 0 -> out0 = output 0 float32[50]

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

__device__ __forceinline__ f32 sin_f32(f32 x) { return sinf(x); }
__device__ __forceinline__ f32 cos_f32(f32 x) { return cosf(x); }

__device__ __forceinline__ f32 pow_f32(f32 x, f32 y) { return powf(x, y); }

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

// programs.py:106: return (ag.sin(z) * z**power).sum()
// programs.py:106: backward of return (ag.sin(z) * z**power).sum()
// programs.py:110: backward of return (slope * slope).sum()
__global__ void __launch_bounds__(128) sin_equal_subtract_where_8c07a1bc(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in0_pack = load_pack_f32(in0 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const f32 v0 = in0_pack.at[n0u];
      const f32 v1 = sin_f32(v0);
      const f32 v2 = in1[0];
      const f32 v3 = v2 == 0.0f ? 1.0f : v2 - 1.0f;
      const f32 v4 = v2 * pow_f32(v0, v3);
      const f32 v5 = pow_f32(v0, v2);
      const f32 v6 = cos_f32(v0);
      const f32 v7 = v1 * v4 + v5 * v6;
      const f32 v8 = v7 + v7;
      const f32 v9 = (-(v8 * v5 * v1)) + v8 * v6 * v4 + v8 * v1 * v2 * (v3 * pow_f32(v0, v3 == 0.0f ? 1.0f : v3 - 1.0f));
      out0_pack.at[n0u] = v9 + v8 * v4 * v6;
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const f32 v10 = in0[n0];
    const f32 v11 = sin_f32(v10);
    const f32 v12 = in1[0];
    const f32 v13 = v12 == 0.0f ? 1.0f : v12 - 1.0f;
    const f32 v14 = v12 * pow_f32(v10, v13);
    const f32 v15 = pow_f32(v10, v12);
    const f32 v16 = cos_f32(v10);
    const f32 v17 = v11 * v14 + v15 * v16;
    const f32 v18 = v17 + v17;
    const f32 v19 = (-(v18 * v15 * v11)) + v18 * v16 * v14 + v18 * v11 * v12 * (v13 * pow_f32(v10, v13 == 0.0f ? 1.0f : v13 - 1.0f));
    out0[n0] = v19 + v18 * v14 * v16;
  }
}

extern "C" void launch_sin_equal_subtract_where_8c07a1bc(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(sin_equal_subtract_where_8c07a1bc, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sin_equal_subtract_where_8c07a1bc,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
