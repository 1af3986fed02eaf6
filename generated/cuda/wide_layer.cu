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
//    1  matmul_multiply_31736b7a: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[512, 320]

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
__device__ __forceinline__ u32 bits_f32(f32 s) {
  const union { f32 s; u32 b; } u = {s};
  return u.b;
}

__device__ __forceinline__ f32 erf_f32(f32 x) { return erff(x); }
/* One instruction on a tensor core: sum += left · right. What it adds up is cut off, not rounded. */
__device__ __forceinline__ void mma_tf32(f32 (&sum)[2][2], const u32 (&left)[2][2], const u32 (&right)[2]) {
  AG_PTX(mma_tf32(sum, left, right), asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 { %0, %1, %2, %3}, { %4, %5, %6, %7}, { %8, %9}, { %0, %1, %2, %3};"
  : "+f"(sum[0][0]), "+f"(sum[0][1]), "+f"(sum[1][0]), "+f"(sum[1][1])
  : "r"(left[0][0]), "r"(left[0][1]), "r"(left[1][0]), "r"(left[1][1]), "r"(right[0]), "r"(right[1])));
}

/* A float32 rounded to 10 bits behind the point. */
typedef u32 tf32;

/* The same in integers, and what it leaves of the number, where at most one bit is cut off. What is no number, or too
   large to be rounded, is none in one of the parts at least. */
typedef struct { u32 high, low; } tf32x3;
__device__ __forceinline__ tf32x3 tf32x3_of_f32(f32 a) {
  const u32 high = (bits_f32(a) + 0x1000u) & 0xffffe000u;
  const tf32x3 parts = {high, bits_f32(a - single_u32(high)) & 0xffffe000u};
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

/* A copy begins; of no bytes, it stores zeros. */
__device__ __forceinline__ void start_4(void *to, const void *from, int bytes) {
  AG_PTX(cp_async(to, from, 4, bytes), asm volatile("cp.async.ca.shared.global [%0], [%1], 4, %2;" : : "r"((u32)__cvta_generic_to_shared(to)), "l"(from), "r"(bytes) : "memory"));
}

/* Elements begin to be copied where they are `inside`, zeros where not: 16 bytes at once if they are `aligned`. */
__device__ __forceinline__ void copy_f32_1(f32 *to, const f32 *from, int inside) { start_4(to, from, inside ? 4 : 0); }

/* What was begun since the last time is a group; and the wait for all groups of the thread but the last ones. */
__device__ __forceinline__ void end_group() {
  AG_PTX(cp_async_commit_group(), asm volatile("cp.async.commit_group;" : : : "memory"));
}
__device__ __forceinline__ void wait_for_all_but_0() {
  AG_PTX(cp_async_wait_group(0), asm volatile("cp.async.wait_group 0;" : : : "memory"));
}
__device__ __forceinline__ void wait_for_all_but_2() {
  AG_PTX(cp_async_wait_group(2), asm volatile("cp.async.wait_group 2;" : : : "memory"));
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

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
__global__ void __launch_bounds__(64) matmul_multiply_31736b7a(const f32 *__restrict__ in0, const f32 *__restrict__ in1, const f32 *__restrict__ in2, f32 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  AG_BLOCK_MEMORY(memory);
  for (int turn = blockIdx.x; turn < (n + 15) / 16 * 10; turn += gridDim.x) {
    const int n0s = turn / 10 * 16;
    const int n0 = n0s < n - 16 ? n0s : n - 16;
    const int n1 = turn % 10 * 32;
    f32 sum0[2][2][2];
    f32 *const lefts = (f32 *)(memory);
    f32 *const rights = (f32 *)(memory + 5120);
    #pragma unroll
    for (int n0h = 0; n0h < 2; n0h++) {
      #pragma unroll
      for (int n1p = 0; n1p < 2; n1p++) {
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          sum0[n1u][n0h][n1p] = 0.0f;
        }
      }
    }
    #pragma unroll
    for (int r1f = 0; r1f < 3; r1f++) {
      #pragma unroll
      for (int n0c = 0; n0c < 4; n0c++) {
        copy_f32_1(lefts + warp * 40 + (lane / 16) * 20 + (lane % 16) + r1f * 320 + n0c * 80, in0 + warp * 140 + ((lane / 16) + n0) * 70 + (lane % 16) + n0c * 280 + r1f * 16, 1);
      }
      #pragma unroll
      for (int n1c = 0; n1c < 8; n1c++) {
        copy_f32_1(rights + warp * 40 + (lane / 16) * 20 + (lane % 16) + r1f * 640 + n1c * 80, in1 + warp * 140 + ((lane / 16) + n1) * 70 + (lane % 16) + n1c * 280 + r1f * 16, 1);
      }
      end_group();
    }
    for (int r1 = 0; r1 < 80; r1 += 16) {
      tf32x3 left[2][2];
      tf32x3 right[2][2];
      wait_for_all_but_2();
      __syncthreads();
      #pragma unroll
      for (int n0c = 0; n0c < 4; n0c++) {
        copy_f32_1(lefts + (((r1 / 16) + 3) % 4) * 320 + warp * 40 + (lane / 16) * 20 + (lane % 16) + n0c * 80, in0 + warp * 140 + ((lane / 16) + n0) * 70 + (lane % 16) + r1 + 48 + n0c * 280, (lane % 16) + r1 + 48 < 70);
      }
      #pragma unroll
      for (int n1c = 0; n1c < 8; n1c++) {
        copy_f32_1(rights + (((r1 / 16) + 3) % 4) * 640 + warp * 40 + (lane / 16) * 20 + (lane % 16) + n1c * 80, in1 + warp * 140 + ((lane / 16) + n1) * 70 + (lane % 16) + r1 + 48 + n1c * 280, (lane % 16) + r1 + 48 < 70);
      }
      end_group();
      #pragma unroll
      for (int r1i = 0; r1i < 16; r1i += 8) {
        #pragma unroll
        for (int n0h = 0; n0h < 2; n0h++) {
          #pragma unroll
          for (int r1h = 0; r1h < 2; r1h++) {
            left[r1h][n0h] = tf32x3_of_f32(lefts[(((r1 / 16)) % 4) * 320 + (lane / 4) * 20 + (lane % 4) + n0h * 160 + r1h * 4 + r1i]);
          }
        }
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          #pragma unroll
          for (int r1h = 0; r1h < 2; r1h++) {
            const f32 v0 = rights[(((r1 / 16)) % 4) * 640 + warp * 320 + (lane / 4) * 20 + (lane % 4) + n1u * 160 + r1h * 4 + r1i];
            right[n1u][r1h] = tf32x3_of_f32(v0);
          }
        }
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          multiply_tf32x3(sum0[n1u], left, right[n1u]);
        }
      }
    }
    wait_for_all_but_0();
    __syncthreads();
    #pragma unroll
    for (int n0h = 0; n0h < 2; n0h++) {
      #pragma unroll
      for (int n1p = 0; n1p < 2; n1p++) {
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          const f32 v1 = sum0[n1u][n0h][n1p] + in2[warp * 16 + (lane % 4) * 2 + n1 + n1u * 8 + n1p];
          out0[((lane / 4) + n0) * 320 + warp * 16 + (lane % 4) * 2 + n1 + n0h * 2560 + n1u * 8 + n1p] = v1 * 0.5f * (erf_f32(v1 * 0.70710677f) + 1.0f);
        }
      }
    }
  }
}

extern "C" void launch_matmul_multiply_31736b7a(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 15) / 16 * 10, 64, 64);
  AG_LAUNCH(matmul_multiply_31736b7a, grid.blocks, grid.threads, 15360, stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (const f32 *)buffers[2], (f32 *)buffers[3], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_multiply_31736b7a,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
