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
//   %15 = broadcast_to(shape=[30, 70])(%14) : float32[30, 70]  # programs.py:124
//   %16 = scalar(0) : float32[]  # programs.py:124
//   %17 = broadcast_to(shape=[30, 70])(%16) : float32[30, 70]  # programs.py:124
//   %18 = input(5) : float32[30, 70]  # programs.py:124
//   %19 = multiply(%17, %18) : float32[30, 70]  # programs.py:124
//   %20 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:123
//   %21 = gradient(%12, %20, %1) : float32[30, 70]  # programs.py:123
//   %22 = scalar(2) : float32[]  # programs.py:124
//   %23 = broadcast_to(shape=[30, 70])(%22) : float32[30, 70]  # programs.py:124
//   %24 = multiply(%23, %1) : float32[30, 70]  # programs.py:124
//   %25 = add(%21, %24) : float32[30, 70]  # programs.py:124
//   %26 = add(%19, %25) : float32[30, 70]  # programs.py:124
//   %27 = multiply(%15, %26) : float32[30, 70]  # programs.py:124
//   %28 = subtract(%1, %27) : float32[30, 70]  # programs.py:124
//   %29 = stop_gradient(%28) : float32[30, 70]  # programs.py:124
//   %30 = assigned(slot=0)(%29) : float32[30, 70]  # programs.py:124
//   %31 = alias(number=1)(%30) : float32[30, 70]  # programs.py:124
//   %32 = broadcast_to(shape=[30])(%14) : float32[30]  # programs.py:124
//   %33 = broadcast_to(shape=[30])(%16) : float32[30]  # programs.py:124
//   %34 = input(6) : float32[30]  # programs.py:124
//   %35 = multiply(%33, %34) : float32[30]  # programs.py:124
//   %36 = gradient(%12, %20, %4) : float32[30]  # programs.py:123
//   %37 = broadcast_to(shape=[30])(%22) : float32[30]  # programs.py:124
//   %38 = multiply(%37, %4) : float32[30]  # programs.py:124
//   %39 = add(%36, %38) : float32[30]  # programs.py:124
//   %40 = add(%35, %39) : float32[30]  # programs.py:124
//   %41 = multiply(%32, %40) : float32[30]  # programs.py:124
//   %42 = subtract(%4, %41) : float32[30]  # programs.py:124
//   %43 = stop_gradient(%42) : float32[30]  # programs.py:124
//   %44 = assigned(slot=1)(%43) : float32[30]  # programs.py:124
//   %45 = alias(number=3)(%44) : float32[30]  # programs.py:124
//   %46 = stop_gradient(%26) : float32[30, 70]  # programs.py:124
//   %47 = assigned(slot=5)(%46) : float32[30, 70]  # programs.py:124
//   %48 = stop_gradient(%40) : float32[30]  # programs.py:124
//   %49 = assigned(slot=6)(%48) : float32[30]  # programs.py:124
//   %50 = input(7) : float64[]  # programs.py:124
//   %51 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:124
//   %52 = add(%50, %51) : float64[]  # programs.py:124
//   %53 = stop_gradient(%52) : float64[]  # programs.py:124
//   %54 = assigned(slot=7)(%53) : float64[]  # programs.py:124
//   return %12, %31, %45, %47, %49, %54
//
// The steps that compute it:
//
//    1  add_3bac07bf: in0 = input 7 -> out0 = output 5 float64[]
//    2  matmul_subtract_2c74d4d8: in0 = input 2, in1 = input 0, in2 = input 1, in3 = input 3 -> out0 = step 2 float32[16, 30]
//    3  sum_divide_c6debe39: in0 = step 2 -> out0 = output 0 float32[]
//    4  cast_5cc2341c: in0 = input 4 -> out0 = step 4 float32[]
//    5  multiply_add_94ddb347: in0 = step 2 -> out0 = step 5 float32[16, 30]
//    6  matmul_add_d432852d: in0 = scalar 0, in1 = input 5, in2 = input 2, in3 = step 5, in4 = scalar 2, in5 = input 0 -> out0 = output 3 float32[30, 70]
//    7  multiply_subtract_63aaef02: in0 = input 0, in1 = step 4, in2 = output 3 -> out0 = output 1 float32[30, 70]
//    8  sum_add_687697cd: in0 = scalar 0, in1 = input 6, in2 = step 5, in3 = scalar 2, in4 = input 1 -> out0 = output 4 float32[30]
//    9  multiply_subtract_63aaef02: in0 = input 1, in1 = step 4, in2 = output 4 -> out0 = output 2 float32[30]

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
__device__ __forceinline__ pack_f32 load_pack_f32(const f32 *p) { return *(const pack_f32 *)p; }
__device__ __forceinline__ void store_pack_f32(f32 *p, pack_f32 a) { *(pack_f32 *)p = a; }

/* The lanes of a team's threads combined by a fixed tree; each of them gets the result. Narrow integers travel as int. */
__device__ __forceinline__ f32 other_f32(f32 a, int step, unsigned team) {
  return (f32)__shfl_xor_sync(team, +a, step);
}
__device__ __forceinline__ f32 fold_add_f32(f32 a, int lanes, unsigned team) {
  #pragma unroll
  for (int step = lanes / 2; step; step /= 2) a = (f32)(a + other_f32(a, step, team));
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

// programs.py:124: optimizer.step()
__global__ void __launch_bounds__(1) add_3bac07bf(const f64 *in0, f64 *out0, int64_t, status_t *) {
  out0[0] = in0[0] + 1.0;
}

extern "C" void launch_add_3bac07bf(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(add_3bac07bf, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (f64 *)buffers[1], n, status);
}

// programs.py:121: error = F.linear(x, weight, bias) - y
__global__ void __launch_bounds__(128) matmul_subtract_2c74d4d8(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, const f32 *in3, f32 *out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  for (int turn = first_thread() / 32; turn < n * 30; turn += all_threads() / 32) {
    const int n0 = turn / 30;
    const int n1 = turn % 30;
    f32 sum0v = 0.0f;
    for (int r1 = 0; r1 < 64; r1 += 32) {
      sum0v += in0[n0 * 70 + r1 + lane] * in1[n1 * 70 + r1 + lane];
    }
    sum0v += 26 <= lane ? in0[n0 * 70 + lane + 38] * in1[n1 * 70 + lane + 38] : 0.0f;
    f32 sum0 = fold_add_f32(sum0v, 32, team);
    if (lane == 0) out0[n0 * 30 + n1] = sum0 + in2[n1] - in3[n0 * 30 + n1];
  }
}

extern "C" void launch_matmul_subtract_2c74d4d8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 30, 32, 128);
  AG_LAUNCH(matmul_subtract_2c74d4d8, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (f32 *)buffers[4], n, status);
}

// programs.py:122: loss = (error * error).mean()
__global__ void __launch_bounds__(32) sum_divide_c6debe39(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  const int lane = threadIdx.x % 32;
  const unsigned team = team_of(32);
  f32 sum0v[4];
  #pragma unroll
  for (int r1u = 0; r1u < 4; r1u++) {
    sum0v[r1u] = 0.0f;
  }
  for (int r1 = 0; r1 < 384; r1 += 128) {
    #pragma unroll
    for (int r1u = 0; r1u < 4; r1u++) {
      const f32 v0 = in0[r1 + lane + r1u * 32];
      sum0v[r1u] += v0 * v0;
    }
  }
  #pragma unroll
  for (int r1u = 0; r1u < 3; r1u++) {
    const f32 v1 = in0[lane + 384 + r1u * 32];
    sum0v[r1u] += v1 * v1;
  }
  f32 sum0t = 0.0f;
  #pragma unroll
  for (int r1u = 0; r1u < 4; r1u++) {
    sum0t += sum0v[r1u];
  }
  f32 sum0 = fold_add_f32(sum0t, 32, team);
  if (lane == 0) out0[0] = sum0 / 480.0f;
}

extern "C" void launch_sum_divide_c6debe39(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 32, 32);
  AG_LAUNCH(sum_divide_c6debe39, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:124: optimizer.step()
__global__ void __launch_bounds__(1) cast_5cc2341c(const f64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  out0[0] = (f32)in0[0];
}

extern "C" void launch_cast_5cc2341c(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 1, 1);
  AG_LAUNCH(cast_5cc2341c, grid.blocks, grid.threads, 0, stream, (const f64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:122: backward of loss = (error * error).mean()
__global__ void __launch_bounds__(128) multiply_add_94ddb347(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in0_pack = load_pack_f32(in0 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      const f32 v0 = 0.0020833334f * in0_pack.at[n0u];
      out0_pack.at[n0u] = v0 + v0;
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    const f32 v1 = 0.0020833334f * in0[n0];
    out0[n0] = v1 + v1;
  }
}

extern "C" void launch_multiply_add_94ddb347(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(multiply_add_94ddb347, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
// programs.py:124: optimizer.step()
__global__ void __launch_bounds__(128) matmul_add_d432852d(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *__restrict__ in4, const f32 *in5, f32 *out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n * 70; turn += all_threads() / 16) {
    const int n0 = turn / 70;
    const int n1 = turn % 70;
    f32 sum0v = 0.0f;
    sum0v += in2[lane * 70 + n1] * in3[lane * 30 + n0];
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0 * 70 + n1] = in0[0] * in1[n0 * 70 + n1] + (sum0 + in4[0] * in5[n0 * 70 + n1]);
  }
}

extern "C" void launch_matmul_add_d432852d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 70, 16, 128);
  AG_LAUNCH(matmul_add_d432852d, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (const f32 *)buffers[5], (f32 *)buffers[6], n, status);
}

// programs.py:124: optimizer.step()
__global__ void __launch_bounds__(128) multiply_subtract_63aaef02(const f32 *in0, const f32 *__restrict__ in1, const f32 *in2, f32 *out0, int64_t n, status_t *) {
  const int64_t packs = packs_of(n, (size_t)in0 | (size_t)in2 | (size_t)out0);
  for (int64_t thread = first_thread(); thread < packs; thread += all_threads()) {
    const int64_t n0 = thread * 4;
    const pack_f32 in0_pack = load_pack_f32(in0 + n0);
    const pack_f32 in2_pack = load_pack_f32(in2 + n0);
    pack_f32 out0_pack;
    #pragma unroll
    for (int64_t n0u = 0; n0u < 4; n0u++) {
      out0_pack.at[n0u] = in0_pack.at[n0u] - in1[0] * in2_pack.at[n0u];
    }
    store_pack_f32(out0 + n0, out0_pack);
  }
  for (int64_t thread = first_thread(); thread < n - packs * 4; thread += all_threads()) {
    const int64_t n0 = packs * 4 + thread;
    out0[n0] = in0[n0] - in1[0] * in2[n0];
  }
}

extern "C" void launch_multiply_subtract_63aaef02(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n / 4, 1, 128);
  AG_LAUNCH(multiply_subtract_63aaef02, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// programs.py:121: backward of error = F.linear(x, weight, bias) - y
// programs.py:124: optimizer.step()
__global__ void __launch_bounds__(128) sum_add_687697cd(const f32 *__restrict__ in0, const f32 *in1, const f32 *__restrict__ in2, const f32 *__restrict__ in3, const f32 *in4, f32 *out0, int n, status_t *) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  for (int turn = first_thread() / 16; turn < n; turn += all_threads() / 16) {
    const int n0 = turn;
    f32 sum0v = 0.0f;
    sum0v += in2[lane * 30 + n0];
    f32 sum0 = fold_add_f32(sum0v, 16, team);
    if (lane == 0) out0[n0] = in0[0] * in1[n0] + (sum0 + in3[0] * in4[n0]);
  }
}

extern "C" void launch_sum_add_687697cd(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 16, 128);
  AG_LAUNCH(sum_add_687697cd, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (const f32 *)buffers[3], (const f32 *)buffers[4], (f32 *)buffers[5], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_add_3bac07bf,
    (void *)launch_matmul_subtract_2c74d4d8,
    (void *)launch_sum_divide_c6debe39,
    (void *)launch_cast_5cc2341c,
    (void *)launch_multiply_add_94ddb347,
    (void *)launch_matmul_add_d432852d,
    (void *)launch_multiply_subtract_63aaef02,
    (void *)launch_sum_add_687697cd,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
