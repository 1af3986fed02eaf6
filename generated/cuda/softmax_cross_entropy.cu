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
//    1  max_e089fe28: in0 = input 0 -> out0 = step 1 float32[100]
//    2  subtract_exp_026eb2a6: in0 = input 0, in1 = step 1 -> out0 = step 2 float32[100, 10]
//    3  sum_a3325c64: in0 = step 2 -> out0 = step 3 float32[100]
//    4  divide_f2d2335c: in0 = step 3 -> out0 = step 4 float32[100, 1]
//    5  multiply_811c4866: in0 = step 2, in1 = step 4 -> out0 = output 0 float32[100, 10]
//    6  not_equal_where_35763640: in0 = input 1 -> out0 = step 6 int64[100]
//    7  sum_cast_21027843: in0 = input 1 -> out0 = step 7 float32[]
//    8  divide_d3ce9a06: in0 = step 7 -> out0 = step 8 float32[]
//    9  not_equal_where_negative_divide_54674b9a: in0 = input 1, in1 = step 8, in2 = step 3 -> out0 = step 9 float32[100], out1 = step 9 float32[100]
//   10  one_hot_where_multiply_add_afbf86d6: in0 = step 6, in1 = step 9, in2 = step 9, in3 = step 2 -> out0 = output 2 float32[100, 10]
//   11  sum_divide_1d0370d5: in0 = input 1, in1 = step 3, in2 = step 6, in3 = input 0, in4 = step 1, in5 = step 7 -> out0 = output 1 float32[]

#include <math.h>
#include <stdint.h>

typedef int64_t i64;
typedef float f32;

/* A NaN on either side wins, as in numpy.maximum. */
__device__ __forceinline__ f32 maximum_f32(f32 a, f32 b) {
  return ((a >= b) | (a != a)) ? a : b;
}

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }
__device__ __forceinline__ f32 log_f32(f32 x) { return logf(x); }

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

// programs.py:74: return F.softmax(logits), value, slope
__global__ void max_e089fe28(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 100; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 max0 = (-INFINITY);
    for (int64_t r1 = 0; r1 < 10; r1++) {
      max0 = maximum_f32(max0, in0[n0 * 10 + r1]);
    }
    out0[n0] = max0;
  }
}

extern "C" void launch_max_e089fe28(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(max_e089fe28, blocks(100), block_size(100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void subtract_exp_026eb2a6(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = exp_f32(in0[n0 * 10 + n1] - in1[n0]);
  }
}

extern "C" void launch_subtract_exp_026eb2a6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(subtract_exp_026eb2a6, blocks(1000), block_size(1000), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void sum_a3325c64(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 100; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 10; r1++) {
      sum0 += in0[n0 * 10 + r1];
    }
    out0[n0] = sum0;
  }
}

extern "C" void launch_sum_a3325c64(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_a3325c64, blocks(100), block_size(100), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void divide_f2d2335c(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = 1.0f / in0[n0];
  }
}

extern "C" void launch_divide_f2d2335c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(divide_f2d2335c, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:74: return F.softmax(logits), value, slope
__global__ void multiply_811c4866(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = in0[n0 * 10 + n1] * in1[n0];
  }
}

extern "C" void launch_multiply_811c4866(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_811c4866, blocks(1000), block_size(1000), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
__global__ void not_equal_where_35763640(const i64 *in0, i64 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    const i64 v0 = in0[n0];
    out0[n0] = v0 != (-100) ? v0 : 0;
  }
}

extern "C" void launch_not_equal_where_35763640(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(not_equal_where_35763640, blocks(n), block_size(n), stream, (const i64 *)buffers[0], (i64 *)buffers[1], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
__global__ void sum_cast_21027843(const i64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  f32 sum0 = 0.0f;
  for (int64_t r1 = 0; r1 < 100; r1++) {
    sum0 += (f32)(in0[r1] != (-100));
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_cast_21027843(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_cast_21027843, blocks(1), block_size(1), stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void divide_d3ce9a06(const f32 *in0, f32 *out0, int64_t, status_t *) {
  out0[0] = 1.0f / in0[0];
}

extern "C" void launch_divide_d3ce9a06(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(divide_d3ce9a06, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void not_equal_where_negative_divide_54674b9a(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *in2, f32 *__restrict__ out0, f32 *out1, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    const f32 v0 = in0[n0] != (-100) ? in1[0] : 0.0f;
    out0[n0] = -v0;
    out1[n0] = v0 / in2[n0];
  }
}

extern "C" void launch_not_equal_where_negative_divide_54674b9a(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(not_equal_where_negative_divide_54674b9a, blocks(n), block_size(n), stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:71: backward of return F.cross_entropy(z, targets)
__global__ void one_hot_where_multiply_add_afbf86d6(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int64_t, status_t *status) {
  for (int64_t thread = first_thread(); thread < 1000; thread += all_threads()) {
    const int64_t n0 = thread / 10;
    const int64_t n1 = thread % 10;
    out0[n0 * 10 + n1] = (lookup(in0[n0], 10, status) == n1 ? in1[n0] : 0.0f) + in2[n0] * in3[n0 * 10 + n1];
  }
}

extern "C" void launch_one_hot_where_multiply_add_afbf86d6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(one_hot_where_multiply_add_afbf86d6, blocks(1000), block_size(1000), stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:71: return F.cross_entropy(z, targets)
// programs.py:74: return F.softmax(logits), value, slope
__global__ void sum_divide_1d0370d5(const i64 *__restrict__ in0, const f32 *__restrict__ in1, const i64 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, const f32 *in5, f32 *out0, int64_t, status_t *status) {
  f32 sum0 = 0.0f;
  for (int64_t r2 = 0; r2 < 100; r2++) {
    f32 sum1 = 0.0f;
    for (int64_t r1 = 0; r1 < 10; r1++) {
      sum1 += lookup(in2[r2], 10, status) == r1 ? in3[r2 * 10 + r1] - in4[r2] : 0.0f;
    }
    sum0 += in0[r2] != (-100) ? log_f32(in1[r2]) - sum1 : 0.0f;
  }
  out0[0] = sum0 / in5[0];
}

extern "C" void launch_sum_divide_1d0370d5(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_divide_1d0370d5, blocks(1), block_size(1), stream, (const i64 *)buffers[0], (const f32 *)buffers[1], (const i64 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (f32 *)buffers[6], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_max_e089fe28,
    (void *)launch_subtract_exp_026eb2a6,
    (void *)launch_sum_a3325c64,
    (void *)launch_divide_f2d2335c,
    (void *)launch_multiply_811c4866,
    (void *)launch_not_equal_where_35763640,
    (void *)launch_sum_cast_21027843,
    (void *)launch_divide_d3ce9a06,
    (void *)launch_not_equal_where_negative_divide_54674b9a,
    (void *)launch_one_hot_where_multiply_add_afbf86d6,
    (void *)launch_sum_divide_1d0370d5,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
