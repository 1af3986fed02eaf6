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
//    1  sum_cast_2c35c1fc: in0 = input 0 -> out0 = output 1 bfloat16[33]
//    2  max_exp_e93c272e: in0 = input 0, in1 = input 1 -> out0 = step 2 float32[33, 20]
//    3  sum_divide_16ac7ad8: in0 = step 2 -> out0 = step 3 float32[33, 1]
//    4  multiply_cast_256d001c: in0 = step 2, in1 = step 3 -> out0 = output 0 float16[33, 20]

#include <math.h>
#include <stdint.h>

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

// A grid for so many threads: small blocks, so that small kernels reach many processors.
static constexpr unsigned MOST_THREADS = 128, MOST_BLOCKS = 1 << 20;
static inline unsigned block_size(int64_t threads) {
  return threads < 1 ? 1 : threads < MOST_THREADS ? (unsigned)threads : MOST_THREADS;
}
static inline unsigned blocks(int64_t threads) {
  const int64_t wanted = (threads + MOST_THREADS - 1) / MOST_THREADS;
  return wanted < 1 ? 1 : wanted < MOST_BLOCKS ? (unsigned)wanted : MOST_BLOCKS;
}

#ifndef AG_LAUNCH
#define AG_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void sum_cast_2c35c1fc(const f16 *__restrict__ in0, bf16 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 33; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 20; r1++) {
      sum0 += f32_of_bf16(bf16_of_f32(f32_of_f16(in0[n0 * 20 + r1])));
    }
    out0[n0] = bf16_of_f32(sum0);
  }
}

extern "C" void launch_sum_cast_2c35c1fc(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_cast_2c35c1fc, blocks(33), block_size(33), stream, (const f16 *)buffers[0], (bf16 *)buffers[1], n, status);
}

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void max_exp_e93c272e(const f16 *__restrict__ in0, const f16 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 11; thread += all_threads()) {
    const int64_t n0 = thread * 3;
    f32 max0[3];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 3; n0u++) {
      max0[n0u] = (-INFINITY);
    }
    for (int64_t r1 = 0; r1 < 20; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        max0[n0u] = maximum_f32(max0[n0u], f32_of_f16(f16_of_f32(f32_of_f16(in0[n0 * 20 + r1 + n0u * 20]) * f32_of_f16(in1[r1]))));
      }
    }
    for (int64_t n1 = 0; n1 < 20; n1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 3; n0u++) {
        const f32 v0 = f32_of_f16(f16_of_f32(f32_of_f16(in0[n0 * 20 + n1 + n0u * 20]) * f32_of_f16(in1[n1]))) - max0[n0u];
        out0[n0 * 20 + n1 + n0u * 20] = exp_f32(v0);
      }
    }
  }
}

extern "C" void launch_max_exp_e93c272e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_exp_e93c272e, blocks(11), block_size(11), stream, (const f16 *)buffers[0], (const f16 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void sum_divide_16ac7ad8(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 33; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 20; r1++) {
      sum0 += in0[n0 * 20 + r1];
    }
    out0[n0] = 1.0f / sum0;
  }
}

extern "C" void launch_sum_divide_16ac7ad8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_divide_16ac7ad8, blocks(33), block_size(33), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:168: return F.softmax(x * scale), x.astype(ag.bfloat16).sum(axis=1)
__global__ void multiply_cast_256d001c(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f16 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 660; thread += all_threads()) {
    const int64_t n0 = thread / 20;
    const int64_t n1 = thread % 20;
    out0[n0 * 20 + n1] = f16_of_f32(in0[n0 * 20 + n1] * in1[n0]);
  }
}

extern "C" void launch_multiply_cast_256d001c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_cast_256d001c, blocks(660), block_size(660), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f16 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_cast_2c35c1fc,
    (void *)launch_max_exp_e93c272e,
    (void *)launch_sum_divide_16ac7ad8,
    (void *)launch_multiply_cast_256d001c,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
