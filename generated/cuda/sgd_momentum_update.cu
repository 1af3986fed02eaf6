// sgd_momentum_update, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(2) : float32[16, 70]  # programs.py:121
//   %1 = input(0) : float32[30, 70]  # programs.py:121
//   %2 = permute(axes=[1, 0])(%1) : float32[70, 30]  # programs.py:121
//   %3 = matmul(%0, %2) : float32[16, 30]  # programs.py:121
//   %4 = input(1) : float32[30]  # programs.py:121
//   %5 = broadcast_to(shape=[16, 30])(%4) : float32[16, 30]  # programs.py:121
//   %6 = add(%3, %5) : float32[16, 30]  # programs.py:121
//   %7 = input(3) : float32[16, 30]  # programs.py:121
//   %8 = subtract(%6, %7) : float32[16, 30]  # programs.py:121
//   %9 = multiply(%8, %8) : float32[16, 30]  # programs.py:122
//   %10 = sum(axes=[0, 1])(%9) : float32[]  # programs.py:122
//   %11 = constant(value=480.0, dtype=float32) : float32[]  # programs.py:122
//   %12 = divide(%10, %11) : float32[]  # programs.py:122
//   %13 = input(4) : float64[]  # programs.py:124
//   %14 = cast(dtype=float32)(%13) : float32[]  # programs.py:124
//   %15 = stop_gradient(%14) : float32[]  # programs.py:124
//   %16 = broadcast_to(shape=[30, 70])(%15) : float32[30, 70]  # programs.py:124
//   %17 = scalar(0) : float32[]  # programs.py:124
//   %18 = broadcast_to(shape=[30, 70])(%17) : float32[30, 70]  # programs.py:124
//   %19 = input(5) : float32[30, 70]  # programs.py:124
//   %20 = multiply(%18, %19) : float32[30, 70]  # programs.py:124
//   %21 = stop_gradient(%20) : float32[30, 70]  # programs.py:124
//   %22 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:123
//   %23 = gradient(%12, %22, %1) : float32[30, 70]  # programs.py:123
//   %24 = scalar(2) : float32[]  # programs.py:124
//   %25 = broadcast_to(shape=[30, 70])(%24) : float32[30, 70]  # programs.py:124
//   %26 = multiply(%25, %1) : float32[30, 70]  # programs.py:124
//   %27 = stop_gradient(%26) : float32[30, 70]  # programs.py:124
//   %28 = add(%23, %27) : float32[30, 70]  # programs.py:124
//   %29 = stop_gradient(%28) : float32[30, 70]  # programs.py:124
//   %30 = add(%21, %29) : float32[30, 70]  # programs.py:124
//   %31 = stop_gradient(%30) : float32[30, 70]  # programs.py:124
//   %32 = multiply(%16, %31) : float32[30, 70]  # programs.py:124
//   %33 = stop_gradient(%32) : float32[30, 70]  # programs.py:124
//   %34 = subtract(%1, %33) : float32[30, 70]  # programs.py:124
//   %35 = stop_gradient(%34) : float32[30, 70]  # programs.py:124
//   %36 = assigned(slot=0)(%35) : float32[30, 70]  # programs.py:124
//   %37 = alias(number=1)(%36) : float32[30, 70]  # programs.py:124
//   %38 = broadcast_to(shape=[30])(%15) : float32[30]  # programs.py:124
//   %39 = broadcast_to(shape=[30])(%17) : float32[30]  # programs.py:124
//   %40 = input(6) : float32[30]  # programs.py:124
//   %41 = multiply(%39, %40) : float32[30]  # programs.py:124
//   %42 = stop_gradient(%41) : float32[30]  # programs.py:124
//   %43 = gradient(%12, %22, %4) : float32[30]  # programs.py:123
//   %44 = broadcast_to(shape=[30])(%24) : float32[30]  # programs.py:124
//   %45 = multiply(%44, %4) : float32[30]  # programs.py:124
//   %46 = stop_gradient(%45) : float32[30]  # programs.py:124
//   %47 = add(%43, %46) : float32[30]  # programs.py:124
//   %48 = stop_gradient(%47) : float32[30]  # programs.py:124
//   %49 = add(%42, %48) : float32[30]  # programs.py:124
//   %50 = stop_gradient(%49) : float32[30]  # programs.py:124
//   %51 = multiply(%38, %50) : float32[30]  # programs.py:124
//   %52 = stop_gradient(%51) : float32[30]  # programs.py:124
//   %53 = subtract(%4, %52) : float32[30]  # programs.py:124
//   %54 = stop_gradient(%53) : float32[30]  # programs.py:124
//   %55 = assigned(slot=1)(%54) : float32[30]  # programs.py:124
//   %56 = alias(number=3)(%55) : float32[30]  # programs.py:124
//   %57 = assigned(slot=5)(%31) : float32[30, 70]  # programs.py:124
//   %58 = assigned(slot=6)(%50) : float32[30]  # programs.py:124
//   %59 = input(7) : float64[]  # programs.py:124
//   %60 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:124
//   %61 = add(%59, %60) : float64[]  # programs.py:124
//   %62 = stop_gradient(%61) : float64[]  # programs.py:124
//   %63 = assigned(slot=7)(%62) : float64[]  # programs.py:124
//   return %12, %37, %56, %57, %58, %63
//
// The steps that compute it:
//
//    1  add_3bac07bf: in0 = input 7 -> out0 = output 5 float64[]
//    2  permute_contiguous_62937bc9: in0 = input 0 -> out0 = step 2 float32[70, 30]
//    3  matmul_subtract_7fb0a527: in0 = input 2, in1 = step 2, in2 = input 1, in3 = input 3 -> out0 = step 3 float32[16, 30]
//    4  sum_divide_c2a12fc2: in0 = step 3 -> out0 = output 0 float32[]
//    5  cast_5cc2341c: in0 = input 4 -> out0 = step 5 float32[]
//    6  multiply_add_242f2549: in0 = step 3 -> out0 = step 6 float32[16, 30]
//    7  matmul_add_80c2ff68: in0 = scalar 0, in1 = input 5, in2 = input 2, in3 = step 6, in4 = scalar 2, in5 = input 0 -> out0 = output 3 float32[30, 70]
//    8  multiply_subtract_a4dd320d: in0 = input 0, in1 = step 5, in2 = output 3 -> out0 = output 1 float32[30, 70]
//    9  sum_add_9293426d: in0 = scalar 0, in1 = input 6, in2 = step 6, in3 = scalar 2, in4 = input 1 -> out0 = output 4 float32[30]
//   10  multiply_subtract_a4dd320d: in0 = input 1, in1 = step 5, in2 = output 4 -> out0 = output 2 float32[30]

#include <math.h>
#include <stdint.h>

typedef float f32;
typedef double f64;

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

// programs.py:124: optimizer.step()
__global__ void add_3bac07bf(const f64 *in0, f64 *out0, int64_t, status_t *) {
  out0[0] = in0[0] + 1.0;
}

extern "C" void launch_add_3bac07bf(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(add_3bac07bf, blocks(1), block_size(1), stream, (const f64 *)buffers[0], (f64 *)buffers[1], n, status);
}

// programs.py:121: error = F.linear(x, weight, bias) - y
__global__ void permute_contiguous_62937bc9(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 2100; thread += all_threads()) {
    const int64_t n0 = thread / 30;
    const int64_t n1 = thread % 30;
    out0[n0 * 30 + n1] = in0[n1 * 70 + n0];
  }
}

extern "C" void launch_permute_contiguous_62937bc9(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(permute_contiguous_62937bc9, blocks(2100), block_size(2100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:121: error = F.linear(x, weight, bias) - y
__global__ void matmul_subtract_7fb0a527(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 120; thread += all_threads()) {
    const int64_t n0 = thread / 15 * 2;
    const int64_t n1 = thread % 15 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 70; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        #pragma unroll
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 70 + r1 + n0u * 70] * in1[r1 * 30 + n1 + n1u];
        }
      }
    }
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        out0[n0 * 30 + n1 + n0u * 30 + n1u] = sum0[n0u][n1u] + in2[n1 + n1u] - in3[n0 * 30 + n1 + n0u * 30 + n1u];
      }
    }
  }
}

extern "C" void launch_matmul_subtract_7fb0a527(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_subtract_7fb0a527, blocks(120), block_size(120), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:122: loss = (error * error).mean()
__global__ void sum_divide_c2a12fc2(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  f32 sum0 = 0.0f;
  for (int64_t r1 = 0; r1 < 480; r1++) {
    const f32 v0 = in0[r1];
    sum0 += v0 * v0;
  }
  out0[0] = sum0 / 480.0f;
}

extern "C" void launch_sum_divide_c2a12fc2(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_divide_c2a12fc2, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:124: optimizer.step()
__global__ void cast_5cc2341c(const f64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  out0[0] = (f32)in0[0];
}

extern "C" void launch_cast_5cc2341c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(cast_5cc2341c, blocks(1), block_size(1), stream, (const f64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:122: backward of loss = (error * error).mean()
__global__ void multiply_add_242f2549(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    const f32 v0 = 0.0020833334f * in0[n0];
    out0[n0] = v0 + v0;
  }
}

extern "C" void launch_multiply_add_242f2549(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_add_242f2549, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
// programs.py:124: optimizer.step()
__global__ void matmul_add_80c2ff68(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, const f32 *in5, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 525; thread += all_threads()) {
    const int64_t n0 = thread / 35 * 2;
    const int64_t n1 = thread % 35 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 16; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        #pragma unroll
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in2[r1 * 70 + n1 + n1u] * in3[r1 * 30 + n0 + n0u];
        }
      }
    }
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        const f32 v0 = in0[0] * in1[n0 * 70 + n1 + n0u * 70 + n1u] + (sum0[n0u][n1u] + in4[0] * in5[n0 * 70 + n1 + n0u * 70 + n1u]);
        out0[n0 * 70 + n1 + n0u * 70 + n1u] = v0;
      }
    }
  }
}

extern "C" void launch_matmul_add_80c2ff68(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_add_80c2ff68, blocks(525), block_size(525), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (f32 *)buffers[6], n, status);
}

// programs.py:124: optimizer.step()
__global__ void multiply_subtract_a4dd320d(const f32 *in0, const f32 *__restrict__ in1, const f32 *in2, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = in0[n0] - in1[0] * in2[n0];
  }
}

extern "C" void launch_multiply_subtract_a4dd320d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_subtract_a4dd320d, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
// programs.py:124: optimizer.step()
__global__ void sum_add_9293426d(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *in4, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 30; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 16; r1++) {
      sum0 += in2[r1 * 30 + n0];
    }
    out0[n0] = in0[0] * in1[n0] + (sum0 + in3[0] * in4[n0]);
  }
}

extern "C" void launch_sum_add_9293426d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_add_9293426d, blocks(30), block_size(30), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (f32 *)buffers[5], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_add_3bac07bf,
    (void *)launch_permute_contiguous_62937bc9,
    (void *)launch_matmul_subtract_7fb0a527,
    (void *)launch_sum_divide_c2a12fc2,
    (void *)launch_cast_5cc2341c,
    (void *)launch_multiply_add_242f2549,
    (void *)launch_matmul_add_80c2ff68,
    (void *)launch_multiply_subtract_a4dd320d,
    (void *)launch_sum_add_9293426d,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
