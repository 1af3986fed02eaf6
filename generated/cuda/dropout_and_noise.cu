// dropout_and_noise, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(2) : uint64[2]  # programs.py:173
//   %1 = assigned(slot=1)(%0) : uint64[2]  # programs.py:173
//   %2 = scalar(0) : float32[]  # programs.py:174
//   %3 = broadcast_to(shape=[40, 50])(%2) : float32[40, 50]  # programs.py:174
//   %4 = bernoulli(%1, %3) : bool[40, 50]  # programs.py:174
//   %5 = input(0) : float32[40, 50]  # programs.py:174
//   %6 = scalar(1) : float32[]  # programs.py:174
//   %7 = broadcast_to(shape=[40, 50])(%6) : float32[40, 50]  # programs.py:174
//   %8 = multiply(%5, %7) : float32[40, 50]  # programs.py:174
//   %9 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:174
//   %10 = broadcast_to(shape=[40, 50])(%9) : float32[40, 50]  # programs.py:174
//   %11 = where(%4, %8, %10) : float32[40, 50]  # programs.py:174
//   %12 = arange(size=2, dtype=uint64) : uint64[2]  # programs.py:174
//   %13 = add(%1, %12) : uint64[2]  # programs.py:174
//   %14 = assigned(slot=1)(%13) : uint64[2]  # programs.py:174
//   %15 = random_bits(count=2000, words=2)(%14) : uint32[2000, 2]  # programs.py:174
//   %16 = slice(limits=[[0, 1, 2000], [0, 1, 1]])(%15) : uint32[2000, 1]  # programs.py:174
//   %17 = reshape(shape=[2000])(%16) : uint32[2000]  # programs.py:174
//   %18 = reshape(shape=[40, 50])(%17) : uint32[40, 50]  # programs.py:174
//   %19 = cast(dtype=float32)(%18) : float32[40, 50]  # programs.py:174
//   %20 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:174
//   %21 = broadcast_to(shape=[40, 50])(%20) : float32[40, 50]  # programs.py:174
//   %22 = add(%19, %21) : float32[40, 50]  # programs.py:174
//   %23 = constant(value=2.3283064365386963e-10, dtype=float32) : float32[]  # programs.py:174
//   %24 = broadcast_to(shape=[40, 50])(%23) : float32[40, 50]  # programs.py:174
//   %25 = multiply(%22, %24) : float32[40, 50]  # programs.py:174
//   %26 = log(%25) : float32[40, 50]  # programs.py:174
//   %27 = constant(value=-2.0, dtype=float32) : float32[]  # programs.py:174
//   %28 = broadcast_to(shape=[40, 50])(%27) : float32[40, 50]  # programs.py:174
//   %29 = multiply(%26, %28) : float32[40, 50]  # programs.py:174
//   %30 = sqrt(%29) : float32[40, 50]  # programs.py:174
//   %31 = slice(limits=[[0, 1, 2000], [1, 1, 1]])(%15) : uint32[2000, 1]  # programs.py:174
//   %32 = reshape(shape=[2000])(%31) : uint32[2000]  # programs.py:174
//   %33 = reshape(shape=[40, 50])(%32) : uint32[40, 50]  # programs.py:174
//   %34 = cast(dtype=float32)(%33) : float32[40, 50]  # programs.py:174
//   %35 = constant(value=1.4629180792671596e-09, dtype=float32) : float32[]  # programs.py:174
//   %36 = broadcast_to(shape=[40, 50])(%35) : float32[40, 50]  # programs.py:174
//   %37 = multiply(%34, %36) : float32[40, 50]  # programs.py:174
//   %38 = cos(%37) : float32[40, 50]  # programs.py:174
//   %39 = multiply(%30, %38) : float32[40, 50]  # programs.py:174
//   %40 = add(%11, %39) : float32[40, 50]  # programs.py:174
//   %41 = add(%14, %12) : uint64[2]  # programs.py:174
//   %42 = assigned(slot=1)(%41) : uint64[2]  # programs.py:174
//   return %40, %42
//
// The steps that compute it:
//
//    1  add_533a27f5: in0 = input 2 -> out0 = step 1 uint64[2], out1 = output 1 uint64[2]
//    2  bernoulli_multiply_where_random_bits_863cb9e3: in0 = input 2, in1 = scalar 0, in2 = input 0, in3 = scalar 1, in4 = step 1 -> out0 = output 0 float32[40, 50]

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
typedef uint32_t u32;
typedef uint64_t u64;
typedef float f32;

/* Four neighbours, which a thread loads and stores by 16 bytes where they have as many, and begin at a multiple of that. */
typedef struct __align__(16) { u64 at[4]; } pack_u64;
__device__ __forceinline__ pack_u64 load_pack_u64(const u64 *p) { return *(const pack_u64 *)p; }
__device__ __forceinline__ void store_pack_u64(u64 *p, pack_u64 a) { *(pack_u64 *)p = a; }

/* Philox 4x32-10 (Salmon et al. 2011): one of the four words of a block. */
__device__ __forceinline__ u32 philox4x32_u32(u64 block, u64 draw, u64 key, u32 word) {
  u32 a = (u32)block, b = (u32)(block >> 32), c = (u32)draw, d = (u32)(draw >> 32), k = (u32)key, l = (u32)(key >> 32);
  for (int round = 0; round < 10; round++) {
    const u64 p = (u64)a * 0xD2511F53u, q = (u64)c * 0xCD9E8D57u;
    a = (u32)(q >> 32) ^ b ^ k;
    b = (u32)q;
    c = (u32)(p >> 32) ^ d ^ l;
    d = (u32)p;
    k += 0x9E3779B9u;
    l += 0xBB67AE85u;
  }
  return word & 2 ? (word & 1 ? d : c) : (word & 1 ? b : a);
}
__device__ __forceinline__ u32 philox_i64(i64 first, i64 word, i64 draw, i64 key) {
  return philox4x32_u32((u64)first >> 2, (u64)draw, (u64)key, (u32)first + (u32)word);
}

__device__ __forceinline__ u32 shr_u32(u32 a, u32 b) {
  return b < 32 ? (u32)(a >> b) : 0;
}

__device__ __forceinline__ f32 log_f32(f32 x) { return logf(x); }
__device__ __forceinline__ f32 cos_f32(f32 x) { return cosf(x); }
__device__ __forceinline__ f32 sqrt_f32(f32 x) { return sqrtf(x); }

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

// programs.py:174: return F.dropout(x, 0.25) + ag.random.normal(x.shape)
__global__ void __launch_bounds__(128) add_533a27f5(const u64 *in0, u64 *__restrict__ out0, u64 *out1, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0 | (size_t)out1);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_u64 in0_pack = load_pack_u64(in0 + n0);
    pack_u64 out0_pack;
    pack_u64 out1_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const u64 v0 = (u64)(n0 + n0u);
      const u64 v1 = in0_pack.at[n0u] + v0;
      out0_pack.at[n0u] = v1;
      out1_pack.at[n0u] = v1 + v0;
    }
    store_pack_u64(out0 + n0, out0_pack);
    store_pack_u64(out1 + n0, out1_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const u64 v2 = (u64)n0;
    const u64 v3 = in0[n0] + v2;
    out0[n0] = v3;
    out1[n0] = v3 + v2;
  }
}

extern "C" void launch_add_533a27f5(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(add_533a27f5, grid.blocks, grid.threads, 0, stream, (const u64 *)buffers[0], (u64 *)buffers[1], (u64 *)buffers[2], n, status);
}

// programs.py:174: return F.dropout(x, 0.25) + ag.random.normal(x.shape)
__global__ void __launch_bounds__(128) bernoulli_multiply_where_random_bits_863cb9e3(const u64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *in2, const f32 *__restrict__ in3, const u64 *__restrict__ in4, f32 *out0, int n, status_t *) {
  for (int thread = first_thread(); thread < n; thread += all_threads()) {
    const int n0 = thread;
    const b8 v0 = (f32)shr_u32(philox_i64((i64)n0, 0, (i64)in0[1], (i64)in0[0]), 8) * 5.9604645e-08f < in1[0];
    const i64 v1 = (i64)in4[1];
    const i64 v2 = (i64)in4[0];
    const f32 v3 = sqrt_f32(log_f32(((f32)philox_i64((i64)(n0 * 2), 0, v1, v2) + 1.0f) * 2.3283064e-10f) * (-2.0f));
    const f32 v4 = (v0 ? in2[n0] * in3[0] : 0.0f) + v3 * cos_f32((f32)philox_i64((i64)(n0 * 2), 1, v1, v2) * 1.4629181e-09f);
    out0[n0] = v4;
  }
}

extern "C" void launch_bernoulli_multiply_where_random_bits_863cb9e3(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1, 128);
  AG_LAUNCH(bernoulli_multiply_where_random_bits_863cb9e3, grid.blocks, grid.threads, 0, stream, (const u64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const u64 *)buffers[4], (f32 *)buffers[5], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_add_533a27f5,
    (void *)launch_bernoulli_multiply_where_random_bits_863cb9e3,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
