// causal_attention, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = constant(value=0, dtype=int64) : int64[]  # programs.py:253
//   %1 = broadcast_to(shape=[1536])(%0) : int64[1536]  # programs.py:253
//   %2 = arange(size=1536, dtype=int64) : int64[1536]  # programs.py:253
//   %3 = constant(value=1, dtype=int64) : int64[]  # programs.py:253
//   %4 = broadcast_to(shape=[1536])(%3) : int64[1536]  # programs.py:253
//   %5 = multiply(%2, %4) : int64[1536]  # programs.py:253
//   %6 = add(%1, %5) : int64[1536]  # programs.py:253
//   %7 = reshape(shape=[1536, 1])(%6) : int64[1536, 1]  # programs.py:253
//   %8 = broadcast_to(shape=[1536, 1536])(%7) : int64[1536, 1536]  # programs.py:253
//   %9 = broadcast_to(shape=[1536, 1536])(%6) : int64[1536, 1536]  # programs.py:253
//   %10 = greater_equal(%8, %9) : bool[1536, 1536]  # programs.py:253
//   %11 = broadcast_to(shape=[1, 1, 1536, 1536])(%10) : bool[1, 1, 1536, 1536]  # programs.py:253
//   %12 = input(0) : float32[1, 1, 1536, 16]  # programs.py:255
//   %13 = alias(number=1)(%12) : float32[1, 1, 1536, 16]  # programs.py:255
//   %14 = constant(value=0.25, dtype=float32) : float32[]  # programs.py:253
//   %15 = broadcast_to(shape=[1, 1, 1536, 16])(%14) : float32[1, 1, 1536, 16]  # programs.py:253
//   %16 = multiply(%13, %15) : float32[1, 1, 1536, 16]  # programs.py:253
//   %17 = input(1) : float32[1, 1, 1536, 16]  # programs.py:255
//   %18 = alias(number=2)(%17) : float32[1, 1, 1536, 16]  # programs.py:255
//   %19 = permute(axes=[0, 1, 3, 2])(%18) : float32[1, 1, 16, 1536]  # programs.py:253
//   %20 = matmul(%16, %19) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %21 = constant(value=-inf, dtype=float32) : float32[]  # programs.py:253
//   %22 = broadcast_to(shape=[1, 1, 1536, 1536])(%21) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %23 = where(%11, %20, %22) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %24 = max(axes=[3])(%23) : float32[1, 1, 1536]  # programs.py:253
//   %25 = reshape(shape=[1, 1, 1536, 1])(%24) : float32[1, 1, 1536, 1]  # programs.py:253
//   %26 = stop_gradient(%25) : float32[1, 1, 1536, 1]  # programs.py:253
//   %27 = broadcast_to(shape=[1, 1, 1536, 1])(%21) : float32[1, 1, 1536, 1]  # programs.py:253
//   %28 = greater(%26, %27) : bool[1, 1, 1536, 1]  # programs.py:253
//   %29 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:253
//   %30 = broadcast_to(shape=[1, 1, 1536, 1])(%29) : float32[1, 1, 1536, 1]  # programs.py:253
//   %31 = where(%28, %26, %30) : float32[1, 1, 1536, 1]  # programs.py:253
//   %32 = broadcast_to(shape=[1, 1, 1536, 1536])(%31) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %33 = subtract(%23, %32) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %34 = exp(%33) : float32[1, 1, 1536, 1536]  # programs.py:253
//   %35 = input(2) : float32[1, 1, 1536, 16]  # programs.py:255
//   %36 = alias(number=3)(%35) : float32[1, 1, 1536, 16]  # programs.py:255
//   %37 = matmul(%34, %36) : float32[1, 1, 1536, 16]  # programs.py:253
//   %38 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:253
//   %39 = broadcast_to(shape=[1, 1, 1536, 1])(%38) : float32[1, 1, 1536, 1]  # programs.py:253
//   %40 = sum(axes=[3])(%34) : float32[1, 1, 1536]  # programs.py:253
//   %41 = reshape(shape=[1, 1, 1536, 1])(%40) : float32[1, 1, 1536, 1]  # programs.py:253
//   %42 = greater(%41, %30) : bool[1, 1, 1536, 1]  # programs.py:253
//   %43 = where(%42, %41, %39) : float32[1, 1, 1536, 1]  # programs.py:253
//   %44 = divide(%39, %43) : float32[1, 1, 1536, 1]  # programs.py:253
//   %45 = broadcast_to(shape=[1, 1, 1536, 16])(%44) : float32[1, 1, 1536, 16]  # programs.py:253
//   %46 = multiply(%37, %45) : float32[1, 1, 1536, 16]  # programs.py:253
//   %47 = input(3) : float32[1, 1, 1536, 16]  # programs.py:253
//   %48 = multiply(%46, %47) : float32[1, 1, 1536, 16]  # programs.py:253
//   %49 = sum(axes=[0, 1, 2, 3])(%48) : float32[]  # programs.py:253
//   %50 = gradient(%49, %38, %13) : float32[1, 1, 1536, 16]  # programs.py:255
//   %51 = gradient(%49, %38, %18) : float32[1, 1, 1536, 16]  # programs.py:255
//   %52 = gradient(%49, %38, %36) : float32[1, 1, 1536, 16]  # programs.py:255
//   return %49, %50, %51, %52
//
// The steps that compute it:
//
//    1  multiply_b4c16e6e: in0 = input 0 -> out0 = step 1 float32[1, 1, 1536, 16]
//    2  permute_contiguous_3a73070e: in0 = step 1 -> out0 = step 2 float32[1, 1, 16, 1536]
//    3  permute_contiguous_3a73070e: in0 = input 1 -> out0 = step 3 float32[1, 1, 16, 1536]
//    4  matmul_where_16a39ad3: in0 = step 1, in1 = step 3 -> out0 = step 4 float32[1, 1, 1536, 1536]
//    5  max_where_b3aad993: in0 = step 4 -> out0 = step 5 float32[1, 1, 1536, 1]
//    6  matmul_exp_4ba91736: in0 = input 1, in1 = step 2, in2 = step 5 -> out0 = step 6 float32[1, 1, 1536, 1536]
//    7  subtract_exp_86fc6340: in0 = step 4, in1 = step 5 -> out0 = step 7 float32[1, 1, 1536, 1536]
//    8  sum_c09185f0: in0 = step 7 -> out0 = step 8 float32[1, 1, 1536]
//    9  greater_where_divide_051bb4cf: in0 = step 8 -> out0 = step 9 float32[1, 1, 1536, 1]
//   10  multiply_e459b505: in0 = input 3, in1 = step 9 -> out0 = step 10 float32[1, 1, 1536, 16]
//   11  matmul_a370a04d: in0 = step 6, in1 = step 10 -> out0 = output 3 float32[1, 1, 1536, 16]
//   12  matmul_a370a04d: in0 = step 7, in1 = input 2 -> out0 = step 12 float32[1, 1, 1536, 16]
//   13  sum_multiply_16351019: in0 = step 12, in1 = step 9, in2 = input 3 -> out0 = output 0 float32[]
//   14  sum_where_f4fe9f91: in0 = step 8, in1 = input 3, in2 = step 12, in3 = step 9 -> out0 = step 14 float32[1, 1, 1536, 1]
//   15  permute_contiguous_3a73070e: in0 = input 2 -> out0 = step 15 float32[1, 1, 16, 1536]
//   16  matmul_recompute_8bfa10d8: in0 = step 10, in1 = step 15 -> out0 = step 16 float32[1, 1, 1536, 1536]
//   17  matmul_where_7ce131f1: in0 = step 14, in1 = step 16, in2 = step 1, in3 = step 3, in4 = step 5 -> out0 = step 17 float32[1, 1, 1536, 1536]
//   18  matmul_multiply_d017f108: in0 = step 17, in1 = input 1 -> out0 = output 1 float32[1, 1, 1536, 16]
//   19  permute_contiguous_3a73070e: in0 = step 10 -> out0 = step 19 float32[1, 1, 16, 1536]
//   20  matmul_where_9818aad1: in0 = step 14, in1 = input 2, in2 = step 19, in3 = step 6 -> out0 = step 20 float32[1, 1, 1536, 1536]
//   21  matmul_a370a04d: in0 = step 20, in1 = step 1 -> out0 = output 2 float32[1, 1, 1536, 16]

#include <math.h>
#include <stdint.h>

typedef uint8_t b8;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
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

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void multiply_b4c16e6e(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n2 = thread;
    out0[n2] = in0[n2] * 0.25f;
  }
}

extern "C" void launch_multiply_b4c16e6e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_b4c16e6e, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void permute_contiguous_3a73070e(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 24576; thread += all_threads()) {
    const int64_t n2 = thread / 1536;
    const int64_t n3 = thread % 1536;
    out0[n2 * 1536 + n3] = in0[n3 * 16 + n2];
  }
}

extern "C" void launch_permute_contiguous_3a73070e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(permute_contiguous_3a73070e, blocks(24576), block_size(24576), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_where_16a39ad3(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 589824; thread += all_threads()) {
    const int64_t n2 = thread / 768 * 2;
    const int64_t n3 = thread % 768 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in0[n2 * 16 + r1 + n2u * 16] * in1[r1 * 1536 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        out0[n2 * 1536 + n3 + n2u * 1536 + n3u] = n3 + n3u <= n2 + n2u ? sum0[n2u][n3u] : -INFINITY;
      }
    }
  }
}

extern "C" void launch_matmul_where_16a39ad3(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_where_16a39ad3, blocks(589824), block_size(589824), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void max_where_b3aad993(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1536; thread += all_threads()) {
    const int64_t n2 = thread;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 1536; r1++) {
      max0 = maximum_f32(max0, in0[n2 * 1536 + r1]);
    }
    out0[n2] = (-INFINITY) < max0 ? max0 : 0.0f;
  }
}

extern "C" void launch_max_where_b3aad993(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_where_b3aad993, blocks(1536), block_size(1536), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_exp_4ba91736(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 589824; thread += all_threads()) {
    const int64_t n2 = thread / 768 * 2;
    const int64_t n3 = thread % 768 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in0[n2 * 16 + r1 + n2u * 16] * in1[r1 * 1536 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        out0[n2 * 1536 + n3 + n2u * 1536 + n3u] = exp_f32((n2 + n2u <= n3 + n3u ? sum0[n2u][n3u] : -INFINITY) - in2[n3 + n3u]);
      }
    }
  }
}

extern "C" void launch_matmul_exp_4ba91736(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_exp_4ba91736, blocks(589824), block_size(589824), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void subtract_exp_86fc6340(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 2359296; thread += all_threads()) {
    const int64_t n2 = thread / 1536;
    const int64_t n3 = thread % 1536;
    out0[n2 * 1536 + n3] = exp_f32(in0[n2 * 1536 + n3] - in1[n2]);
  }
}

extern "C" void launch_subtract_exp_86fc6340(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(subtract_exp_86fc6340, blocks(2359296), block_size(2359296), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void sum_c09185f0(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1536; thread += all_threads()) {
    const int64_t n2 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 1536; r1++) {
      sum0 += in0[n2 * 1536 + r1];
    }
    out0[n2] = sum0;
  }
}

extern "C" void launch_sum_c09185f0(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_c09185f0, blocks(1536), block_size(1536), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void greater_where_divide_051bb4cf(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n2 = thread;
    const f32 v0 = in0[n2];
    out0[n2] = 1.0f / (0.0f < v0 ? v0 : 1.0f);
  }
}

extern "C" void launch_greater_where_divide_051bb4cf(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(greater_where_divide_051bb4cf, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void multiply_e459b505(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 24576; thread += all_threads()) {
    const int64_t n2 = thread / 16;
    const int64_t n3 = thread % 16;
    out0[n2 * 16 + n3] = in0[n2 * 16 + n3] * in1[n2];
  }
}

extern "C" void launch_multiply_e459b505(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_e459b505, blocks(24576), block_size(24576), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_a370a04d(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 6144; thread += all_threads()) {
    const int64_t n2 = thread / 8 * 2;
    const int64_t n3 = thread % 8 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 1536; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in0[n2 * 1536 + r1 + n2u * 1536] * in1[r1 * 16 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        out0[n2 * 16 + n3 + n2u * 16 + n3u] = sum0[n2u][n3u];
      }
    }
  }
}

extern "C" void launch_matmul_a370a04d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_a370a04d, blocks(6144), block_size(6144), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void sum_multiply_16351019(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int64_t, status_t *) {
  f32 sum0 = 0.0f;
  for (int64_t r2 = 0; r2 < 6; r2++) {
    f32 sum1 = 0.0f;
    for (int64_t r1 = 0; r1 < 256; r1++) {
      for (int64_t s1 = 0; s1 < 16; s1++) {
        sum1 += in0[r2 * 4096 + r1 * 16 + s1] * in1[r2 * 256 + r1] * in2[r2 * 4096 + r1 * 16 + s1];
      }
    }
    sum0 += sum1;
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_multiply_16351019(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_multiply_16351019, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void sum_where_f4fe9f91(const f32 *in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1536; thread += all_threads()) {
    const int64_t n2 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 16; r1++) {
      sum0 += in1[n2 * 16 + r1] * in2[n2 * 16 + r1];
    }
    const f32 v0 = in0[n2];
    const b8 v1 = 0.0f < v0;
    out0[n2] = v1 ? (-(sum0 / (v1 ? v0 : 1.0f) * in3[n2])) : 0.0f;
  }
}

extern "C" void launch_sum_where_f4fe9f91(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_where_f4fe9f91, blocks(1536), block_size(1536), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_recompute_8bfa10d8(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 589824; thread += all_threads()) {
    const int64_t n2 = thread / 768 * 2;
    const int64_t n3 = thread % 768 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in0[n2 * 16 + r1 + n2u * 16] * in1[r1 * 1536 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        out0[n2 * 1536 + n3 + n2u * 1536 + n3u] = sum0[n2u][n3u];
      }
    }
  }
}

extern "C" void launch_matmul_recompute_8bfa10d8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_recompute_8bfa10d8, blocks(589824), block_size(589824), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_where_7ce131f1(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 589824; thread += all_threads()) {
    const int64_t n2 = thread / 768 * 2;
    const int64_t n3 = thread % 768 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in2[n2 * 16 + r1 + n2u * 16] * in3[r1 * 1536 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        const b8 v0 = n3 + n3u <= n2 + n2u;
        const f32 v1 = (in0[n2 + n2u] + in1[n2 * 1536 + n3 + n2u * 1536 + n3u]) * exp_f32((v0 ? sum0[n2u][n3u] : -INFINITY) - in4[n2 + n2u]);
        out0[n2 * 1536 + n3 + n2u * 1536 + n3u] = v0 ? v1 : 0.0f;
      }
    }
  }
}

extern "C" void launch_matmul_where_7ce131f1(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_where_7ce131f1, blocks(589824), block_size(589824), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (f32 *)buffers[5], n, status);
}

// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_multiply_d017f108(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 6144; thread += all_threads()) {
    const int64_t n2 = thread / 8 * 2;
    const int64_t n3 = thread % 8 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 1536; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in0[n2 * 1536 + r1 + n2u * 1536] * in1[r1 * 16 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        out0[n2 * 16 + n3 + n2u * 16 + n3u] = sum0[n2u][n3u] * 0.25f;
      }
    }
  }
}

extern "C" void launch_matmul_multiply_d017f108(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_multiply_d017f108, blocks(6144), block_size(6144), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:253: return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
// programs.py:253: backward of return (F.scaled_dot_product_attention(q, k, v, causal=True) * cotangent).sum()
__global__ void matmul_where_9818aad1(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 589824; thread += all_threads()) {
    const int64_t n2 = thread / 768 * 2;
    const int64_t n3 = thread % 768 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        sum0[n2u][n3u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n2u = 0; n2u < 2; n2u++) {
        #pragma unroll
        for (int64_t n3u = 0; n3u < 2; n3u++) {
          sum0[n2u][n3u] += in1[n2 * 16 + r1 + n2u * 16] * in2[r1 * 1536 + n3 + n3u];
        }
      }
    }
    #pragma unroll
    for (int64_t n2u = 0; n2u < 2; n2u++) {
      #pragma unroll
      for (int64_t n3u = 0; n3u < 2; n3u++) {
        const f32 v0 = n2 + n2u <= n3 + n3u ? (in0[n3 + n3u] + sum0[n2u][n3u]) * in3[n2 * 1536 + n3 + n2u * 1536 + n3u] : 0.0f;
        out0[n2 * 1536 + n3 + n2u * 1536 + n3u] = v0;
      }
    }
  }
}

extern "C" void launch_matmul_where_9818aad1(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_where_9818aad1, blocks(589824), block_size(589824), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_multiply_b4c16e6e,
    (void *)launch_permute_contiguous_3a73070e,
    (void *)launch_matmul_where_16a39ad3,
    (void *)launch_max_where_b3aad993,
    (void *)launch_matmul_exp_4ba91736,
    (void *)launch_subtract_exp_86fc6340,
    (void *)launch_sum_c09185f0,
    (void *)launch_greater_where_divide_051bb4cf,
    (void *)launch_multiply_e459b505,
    (void *)launch_matmul_a370a04d,
    (void *)launch_sum_multiply_16351019,
    (void *)launch_sum_where_f4fe9f91,
    (void *)launch_matmul_recompute_8bfa10d8,
    (void *)launch_matmul_where_7ce131f1,
    (void *)launch_matmul_multiply_d017f108,
    (void *)launch_matmul_where_9818aad1,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
