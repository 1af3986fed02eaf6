// wide_layer, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[512, 70]  # programs.py:262
//   %1 = input(1) : float32[320, 70]  # programs.py:262
//   %2 = permute(axes=[1, 0])(%1) : float32[70, 320]  # programs.py:262
//   %3 = matmul(%0, %2) : float32[512, 320]  # programs.py:262
//   %4 = input(2) : float32[320]  # programs.py:262
//   %5 = broadcast_to(shape=[512, 320])(%4) : float32[512, 320]  # programs.py:262
//   %6 = add(%3, %5) : float32[512, 320]  # programs.py:262
//   %7 = constant(value=0.5, dtype=float32) : float32[]  # programs.py:262
//   %8 = broadcast_to(shape=[512, 320])(%7) : float32[512, 320]  # programs.py:262
//   %9 = multiply(%6, %8) : float32[512, 320]  # programs.py:262
//   %10 = constant(value=0.7071067811865476, dtype=float32) : float32[]  # programs.py:262
//   %11 = broadcast_to(shape=[512, 320])(%10) : float32[512, 320]  # programs.py:262
//   %12 = multiply(%6, %11) : float32[512, 320]  # programs.py:262
//   %13 = erf(%12) : float32[512, 320]  # programs.py:262
//   %14 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:262
//   %15 = broadcast_to(shape=[512, 320])(%14) : float32[512, 320]  # programs.py:262
//   %16 = add(%13, %15) : float32[512, 320]  # programs.py:262
//   %17 = multiply(%9, %16) : float32[512, 320]  # programs.py:262
//   return %17
//
// The steps that compute it:
//
//    1  matmul_multiply_9d891f10: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[512, 320]

#include <math.h>
#include <stdint.h>

#ifndef AG_LAUNCH
#define AG_PTX(call, ...) __VA_ARGS__
#define AG_SHARED(type, name, dimensions) __shared__ type name dimensions
#define AG_BLOCK_MEMORY(name) extern __shared__ __align__(16) char name[]
#define AG_ROOM(kernel, bytes) cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, bytes)
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

typedef uint32_t u32;
typedef float f32;

__device__ __forceinline__ f32 single_u32(u32 b) {
  const union { u32 b; f32 s; } u = {b};
  return u.s;
}

__device__ __forceinline__ f32 erf_f32(f32 x) { return erff(x); }
/* One instruction on a tensor core: sum += left · right. What it adds up is cut off, not rounded. */
__device__ __forceinline__ void mma_tf32(f32 (&sum)[2][2], const u32 (&left)[2][2], const u32 (&right)[2]) {
  AG_PTX(mma_tf32(sum, left, right), asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 { %0, %1, %2, %3}, { %4, %5, %6, %7}, { %8, %9}, { %0, %1, %2, %3};"
  : "+f"(sum[0][0]), "+f"(sum[0][1]), "+f"(sum[1][0]), "+f"(sum[1][1])
  : "r"(left[0][0]), "r"(left[0][1]), "r"(left[1][0]), "r"(left[1][1]), "r"(right[0]), "r"(right[1])));
}

/* A float32 rounded to 10 bits behind the point; and with what that leaves of it, rounded so too. */
typedef u32 tf32;
typedef struct { u32 high, low; } tf32x3;
__device__ __forceinline__ tf32 tf32_of_f32(f32 a) {
  u32 rounded;
  AG_PTX(cvt_tf32(rounded, a), asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(rounded) : "f"(a)));
  return rounded;
}
__device__ __forceinline__ tf32x3 tf32x3_of_f32(f32 a) {
  const u32 high = tf32_of_f32(a);
  const tf32x3 parts = {high, tf32_of_f32(a - single_u32(high))};
  return parts;
}

/* The same of both parts of the factors: all but the product of what rounding leaves of both, the small ones first, in a
   sum of their own, so that it is rounded when it is added to the others. */
__device__ __forceinline__ void multiply_tf32x3(f32 (&sum)[2][2], const tf32x3 (&left)[2][2], const tf32x3 (&right)[2]) {
  const u32 high[2][2] = { {left[0][0].high, left[0][1].high}, {left[1][0].high, left[1][1].high} };
  const u32 low[2][2] = { {left[0][0].low, left[0][1].low}, {left[1][0].low, left[1][1].low} };
  const u32 right_high[2] = {right[0].high, right[1].high}, right_low[2] = {right[0].low, right[1].low};
  f32 part[2][2] = {};
  mma_tf32(part, low, right_high);
  mma_tf32(part, high, right_low);
  mma_tf32(part, high, right_high);
  #pragma unroll
  for (int row = 0; row < 2; row++) {
    #pragma unroll
    for (int column = 0; column < 2; column++) sum[row][column] += part[row][column];
  }
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

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

// programs.py:262: return F.gelu(F.linear(x, weight, bias))
__global__ void __launch_bounds__(128) matmul_multiply_9d891f10(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  for (int turn = first_thread() / 32; turn < (n + 15) / 16 * 40; turn += all_threads() / 32) {
    const int n0s = turn / 40 * 16;
    const int n0 = n0s < n - 16 ? n0s : n - 16;
    const int n1 = turn % 40 * 8;
    f32 sum0[2][2];
    #pragma unroll
    for (int n0h = 0; n0h < 2; n0h++) {
      #pragma unroll
      for (int n1p = 0; n1p < 2; n1p++) {
        sum0[n0h][n1p] = 0.0f;
      }
    }
    for (int r1 = 0; r1 < 64; r1 += 8) {
      tf32x3 left[2][2];
      tf32x3 right[2];
      #pragma unroll
      for (int n0h = 0; n0h < 2; n0h++) {
        #pragma unroll
        for (int r1h = 0; r1h < 2; r1h++) {
          left[r1h][n0h] = tf32x3_of_f32(in0[((lane / 4) + n0) * 70 + (lane % 4) + r1 + n0h * 560 + r1h * 4]);
        }
      }
      #pragma unroll
      for (int r1h = 0; r1h < 2; r1h++) {
        right[r1h] = tf32x3_of_f32(in1[((lane / 4) + n1) * 70 + (lane % 4) + r1 + r1h * 4]);
      }
      multiply_tf32x3(sum0, left, right);
    }
    for (int r1 = 64; r1 < 70; r1 += 8) {
      tf32x3 left[2][2];
      tf32x3 right[2];
      #pragma unroll
      for (int n0h = 0; n0h < 2; n0h++) {
        #pragma unroll
        for (int r1h = 0; r1h < 2; r1h++) {
          const f32 v0 = (lane % 4) + r1 + r1h * 4 < 70 ? in0[((lane / 4) + n0) * 70 + (lane % 4) + r1 + n0h * 560 + r1h * 4] : 0.0f;
          left[r1h][n0h] = tf32x3_of_f32(v0);
        }
      }
      #pragma unroll
      for (int r1h = 0; r1h < 2; r1h++) {
        const f32 v1 = (lane % 4) + r1 + r1h * 4 < 70 ? in1[((lane / 4) + n1) * 70 + (lane % 4) + r1 + r1h * 4] : 0.0f;
        right[r1h] = tf32x3_of_f32(v1);
      }
      multiply_tf32x3(sum0, left, right);
    }
    #pragma unroll
    for (int n0h = 0; n0h < 2; n0h++) {
      #pragma unroll
      for (int n1p = 0; n1p < 2; n1p++) {
        const f32 v2 = sum0[n0h][n1p] + in2[(lane % 4) * 2 + n1 + n1p];
        out0[((lane / 4) + n0) * 320 + (lane % 4) * 2 + n1 + n0h * 2560 + n1p] = v2 * 0.5f * (erf_f32(v2 * 0.70710677f) + 1.0f);
      }
    }
  }
}

extern "C" void launch_matmul_multiply_9d891f10(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 15) / 16 * 40, 32, 128);
  AG_LAUNCH(matmul_multiply_9d891f10, grid.blocks, grid.threads, 0, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_multiply_9d891f10,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
