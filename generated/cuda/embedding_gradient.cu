// embedding_gradient, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(1) : float32[25, 24]  # programs.py:179
//   %1 = input(0) : int64[60]  # programs.py:179
//   %2 = gather(axis=0, count=1)(%0, %1) : float32[60, 24]  # programs.py:179
//   %3 = constant(value=2.0, dtype=float32) : float32[]  # programs.py:179
//   %4 = broadcast_to(shape=[60, 24])(%3) : float32[60, 24]  # programs.py:179
//   %5 = power(%2, %4) : float32[60, 24]  # programs.py:179
//   %6 = sum(axes=[0, 1])(%5) : float32[]  # programs.py:179
//   %7 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:180
//   %8 = gradient(%6, %7, %0) : float32[25, 24]  # programs.py:180
//   return %6, %8
//
// The steps that compute it:
//
//    1  sum_multiply_7f0e8547: in0 = input 1, in1 = input 0 -> out0 = output 0 float32[]
//    2  multiply_ea04f050: in0 = input 1, in1 = input 0 -> out0 = step 2 float32[60, 24]
//    3  cast_de52988f: in0 = input 0 -> out0 = step 3 int32[60]
//    4  chains_0ce3d423: places = step 3 -> out0 = step 4 int32[85]
//    5  sum_chains_c3b220f4: x = step 2, chains = step 4 -> out0 = output 1 float32[25, 24]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef int32_t i32;
typedef int64_t i64;
typedef float f32;

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

// The bits of the threads of a warp that are the own thread's team of so many.
__device__ __forceinline__ unsigned team_of(unsigned size) {
  return 0xffffffffu >> (32 - size) << threadIdx.x % 32 / size * size;
}

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

// One of the sizes that a kernel leaves open. They lie in the host's memory.
static inline int64_t size_of(const void *sizes, int number) { return ((const int64_t *)sizes)[number]; }

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void __launch_bounds__(16) sum_multiply_7f0e8547(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int r1_end, int64_t, status_t *status) {
  const int lane = threadIdx.x % 16;
  const unsigned team = team_of(16);
  f32 sum0v = 0.0f;
  for (int r1 = 0; r1 < r1_end; r1++) {
    const f32 v0 = in0[(int)lookup(in1[r1], 25, status) * 24 + lane];
    sum0v += v0 * v0;
  }
  for (int r1 = 0; r1 < r1_end; r1++) {
    const f32 v1 = in0[(int)lookup(in1[r1], 25, status) * 24 + lane + 8];
    sum0v += 8 <= lane ? v1 * v1 : 0.0f;
  }
  f32 sum0 = fold_add_f32(sum0v, 16, team);
  if (lane == 0) out0[0] = sum0;
}

extern "C" void launch_sum_multiply_7f0e8547(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(1, 16, 16);
  AG_LAUNCH(sum_multiply_7f0e8547, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], size_of(buffers[3], 0), n, status);
}

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void __launch_bounds__(128) multiply_ea04f050(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *status) {
  for (int thread = first_thread(); thread < n * 24; thread += all_threads()) {
    const int n0 = thread / 24;
    const int n1 = thread % 24;
    out0[n0 * 24 + n1] = 2.0f * in0[(int)lookup(in1[n0], 25, status) * 24 + n1];
  }
}

extern "C" void launch_multiply_ea04f050(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 24, 1, 128);
  AG_LAUNCH(multiply_ea04f050, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void __launch_bounds__(128) cast_de52988f(const i64 *__restrict__ in0, i32 *__restrict__ out0, int n, status_t *status) {
  for (int thread = first_thread(); thread < n; thread += all_threads()) {
    const int n0 = thread;
    out0[n0] = (i32)((i64)((int)lookup(in0[n0], 25, status)));
  }
}

extern "C" void launch_cast_de52988f(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1, 128);
  AG_LAUNCH(cast_de52988f, grid.blocks, grid.threads, 0, stream, (const i64 *)buffers[0], (i32 *)buffers[1], n, status);
}

// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void __launch_bounds__(128) chains_0ce3d423(const i32 *__restrict__ places, i32 *__restrict__ out, int64_t, status_t *) {
  const int64_t rows = 25;
  const int64_t count = 60;
  for (int64_t t = first_thread(); t < rows + count; t += all_threads()) {
    const int32_t row = t < rows ? (int32_t)t : places[t - rows];
    int64_t k = t < rows ? 0 : t - rows + 1;
    // Four at a time, so that they are on their way together.
    while (k + 4 <= count && (places[k] != row) & (places[k + 1] != row) & (places[k + 2] != row) & (places[k + 3] != row)) k += 4;
    while (k < count && places[k] != row) k++;
    out[t] = k < count ? (int32_t)k : -1;
  }
}

extern "C" void launch_chains_0ce3d423(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(85, 1, 128);
  AG_LAUNCH(chains_0ce3d423, grid.blocks, grid.threads, 0, stream, (const i32 *)buffers[0], (i32 *)buffers[1], n, status);
}

// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void __launch_bounds__(128) sum_chains_c3b220f4(const f32 *__restrict__ x, const i32 *__restrict__ chains, f32 *__restrict__ out, int64_t, status_t *) {
  typedef f32 x_t;
  const int64_t out_size = 600;
  const int64_t rows = 25;
  const int64_t count = 60;
  const int64_t after = 24;
  for (int64_t k = first_thread(); k < out_size; k += all_threads()) {
    const int64_t i = k % after, row = k / after % rows, o = k / after / rows;
    x_t sum = 0;
    for (int64_t place = chains[row]; place >= 0; place = chains[rows + place]) sum += x[(o * count + place) * after + i];
    out[k] = sum;
  }
}

extern "C" void launch_sum_chains_c3b220f4(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(600, 1, 128);
  AG_LAUNCH(sum_chains_c3b220f4, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_multiply_7f0e8547,
    (void *)launch_multiply_ea04f050,
    (void *)launch_cast_de52988f,
    (void *)launch_chains_0ce3d423,
    (void *)launch_sum_chains_c3b220f4,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
