// order_and_search, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[9, 40]  # programs.py:186
//   %1 = permute(axes=[0, 1])(%0) : float32[9, 40]  # programs.py:186
//   %2 = argsort(descending=False, count=None)(%1) : int64[9, 40]  # programs.py:186
//   %3 = permute(axes=[0, 1])(%2) : int64[9, 40]  # programs.py:186
//   %4 = take_along_axis(axis=1)(%0, %3) : float32[9, 40]  # programs.py:186
//   %5 = input(1) : float32[15]  # programs.py:186
//   %6 = permute(axes=[0])(%5) : float32[15]  # programs.py:186
//   %7 = argsort(descending=False, count=None)(%6) : int64[15]  # programs.py:186
//   %8 = permute(axes=[0])(%7) : int64[15]  # programs.py:186
//   %9 = take_along_axis(axis=0)(%5, %8) : float32[15]  # programs.py:186
//   %10 = search_sorted(right=False)(%9, %0) : int64[9, 40]  # programs.py:186
//   %11 = cumulative_sum(axis=0)(%0) : float32[9, 40]  # programs.py:186
//   return %4, %10, %11
//
// The steps that compute it:
//
//    1  argsort_5704945f: x = input 0 -> out0 = step 1 int64[9, 40]
//    2  take_along_axis_56cb52f8: in0 = input 0, in1 = step 1 -> out0 = output 0 float32[9, 40]
//    3  cumulative_sum_0b48ca67: in0 = input 0 -> out0 = output 2 float32[9, 40]
//    4  argsort_eb8a1c46: x = input 1 -> out0 = step 4 int64[15]
//    5  take_along_axis_3d6f36c7: in0 = input 1, in1 = step 4 -> out0 = step 5 float32[15]
//    6  search_sorted_4da43c91: within = step 5, values = input 0 -> out0 = output 1 int64[9, 40]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef int64_t i64;
typedef float f32;

/* Whether element a at place i sorts before b at place j: by value, NaN last, equal ones by their places. */
__device__ __forceinline__ int less_f32(f32 a, f32 b) { return (a < b) | ((b != b) & (a == a)); }
__device__ __forceinline__ int before_f32(f32 a, int64_t i, f32 b, int64_t j) {
  return less_f32(a, b) | (!less_f32(b, a) & (i < j));
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

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) argsort_5704945f(const f32 *__restrict__ x, i64 *__restrict__ out, int64_t, status_t *) {
  typedef f32 x_t;
  const int64_t row = 40;
  const int64_t rows = 9;
  const int64_t count = 40;
  for (int64_t r = first_thread(); r < rows; r += all_threads()) {
    int64_t *const order = out + r * count;
    const x_t *const v = x + r * row;
    for (int64_t k = 0; k < count; k++) order[k] = k;
    // Heap sort of positions: in place, and by element and position, so that equal elements keep their order. The heap holds
    // the first `count`, the last of them on top, which leaves for any other that comes before it.
    int64_t root = count / 2, next = count;
    for (int64_t end = count; end > 1 || next < row;) {
      int64_t moved, hole = 0;
      if (root > 0) {
        moved = order[--root];
        hole = root;
      } else if (next < row) {
        moved = next++;
        if (!before_f32(v[moved], moved, v[order[0]], order[0])) continue;
      } else {
        moved = order[--end];
        order[end] = order[0];
      }
      for (int64_t child = 2 * hole + 1; child < end; child = 2 * hole + 1) {
        const int64_t other = child + 1;
        if (other < end && before_f32(v[order[child]], order[child], v[order[other]], order[other])) child = other;
        if (!before_f32(v[moved], moved, v[order[child]], order[child])) break;
        order[hole] = order[child];
        hole = child;
      }
      order[hole] = moved;
    }
  }
}

extern "C" void launch_argsort_5704945f(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(360, 1, 128);
  AG_LAUNCH(argsort_5704945f, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (i64 *)buffers[1], n, status);
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) take_along_axis_56cb52f8(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *status) {
  for (int thread = first_thread(); thread < n * 40; thread += all_threads()) {
    const int n0 = thread / 40;
    const int n1 = thread % 40;
    out0[n0 * 40 + n1] = in0[n0 * 40 + (int)lookup(in1[n0 * 40 + n1], 40, status)];
  }
}

extern "C" void launch_take_along_axis_56cb52f8(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n * 40, 1, 128);
  AG_LAUNCH(take_along_axis_56cb52f8, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) cumulative_sum_0b48ca67(const f32 *in0, f32 *out0, int64_t, status_t *) {
  for (int thread = first_thread(); thread < 40; thread += all_threads()) {
    const int i = thread;
    f32 total = 0.0f;
    for (int k = 0; k < 9; k++) {
      total += in0[k * 40 + i];
      out0[k * 40 + i] = total;
    }
  }
}

extern "C" void launch_cumulative_sum_0b48ca67(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(40, 1, 128);
  AG_LAUNCH(cumulative_sum_0b48ca67, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) argsort_eb8a1c46(const f32 *__restrict__ x, i64 *__restrict__ out, int64_t, status_t *) {
  typedef f32 x_t;
  const int64_t row = 15;
  const int64_t rows = 1;
  const int64_t count = 15;
  for (int64_t r = first_thread(); r < rows; r += all_threads()) {
    int64_t *const order = out + r * count;
    const x_t *const v = x + r * row;
    for (int64_t k = 0; k < count; k++) order[k] = k;
    // Heap sort of positions: in place, and by element and position, so that equal elements keep their order. The heap holds
    // the first `count`, the last of them on top, which leaves for any other that comes before it.
    int64_t root = count / 2, next = count;
    for (int64_t end = count; end > 1 || next < row;) {
      int64_t moved, hole = 0;
      if (root > 0) {
        moved = order[--root];
        hole = root;
      } else if (next < row) {
        moved = next++;
        if (!before_f32(v[moved], moved, v[order[0]], order[0])) continue;
      } else {
        moved = order[--end];
        order[end] = order[0];
      }
      for (int64_t child = 2 * hole + 1; child < end; child = 2 * hole + 1) {
        const int64_t other = child + 1;
        if (other < end && before_f32(v[order[child]], order[child], v[order[other]], order[other])) child = other;
        if (!before_f32(v[moved], moved, v[order[child]], order[child])) break;
        order[hole] = order[child];
        hole = child;
      }
      order[hole] = moved;
    }
  }
}

extern "C" void launch_argsort_eb8a1c46(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(15, 1, 128);
  AG_LAUNCH(argsort_eb8a1c46, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (i64 *)buffers[1], n, status);
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) take_along_axis_3d6f36c7(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int n, status_t *status) {
  for (int thread = first_thread(); thread < n; thread += all_threads()) {
    const int n0 = thread;
    out0[n0] = in0[(int)lookup(in1[n0], 15, status)];
  }
}

extern "C" void launch_take_along_axis_3d6f36c7(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(n, 1, 128);
  AG_LAUNCH(take_along_axis_3d6f36c7, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
__global__ void __launch_bounds__(128) search_sorted_4da43c91(const f32 *__restrict__ within, const f32 *__restrict__ values, i64 *__restrict__ out, int64_t, status_t *) {
  const int64_t within_size = 15;
  const int64_t count = 360;
  const int64_t tie = 0;
  for (int64_t k = first_thread(); k < count; k += all_threads()) {
    int64_t low = 0, high = within_size;
    while (low < high) {
      const int64_t middle = low + (high - low) / 2;
      // A tie of 0 finds the first place among equal elements, 1 the last.
      if (before_f32(within[middle], 0, values[k], tie)) low = middle + 1;
      else high = middle;
    }
    out[k] = low;
  }
}

extern "C" void launch_search_sorted_4da43c91(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of(360, 1, 128);
  AG_LAUNCH(search_sorted_4da43c91, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (i64 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_argsort_5704945f,
    (void *)launch_take_along_axis_56cb52f8,
    (void *)launch_cumulative_sum_0b48ca67,
    (void *)launch_argsort_eb8a1c46,
    (void *)launch_take_along_axis_3d6f36c7,
    (void *)launch_search_sorted_4da43c91,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
