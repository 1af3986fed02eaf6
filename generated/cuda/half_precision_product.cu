// half_precision_product, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float16[512, 64]  # programs.py:273
//   %1 = input(1) : float16[64, 320]  # programs.py:273
//   %2 = matmul(%0, %1) : float16[512, 320]  # programs.py:273
//   %3 = relu(%2) : float16[512, 320]  # programs.py:273
//   return %3
//
// The steps that compute it:
//
//    1  matmul_cast_3531f44e: in0 = input 0, in1 = input 1 -> out0 = output 0 float16[512, 320]

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
typedef uint16_t f16;

__device__ __forceinline__ u32 splat_u32(u32 a) { return a; }
__device__ __forceinline__ u32 select_u32(int m, u32 a, u32 b) {
  return m ? a : b;
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

/* One instruction on a tensor core: sum += left · right. What it adds up is cut off, not rounded. */
__device__ __forceinline__ void mma_f16(f32 (&sum)[2][2], const u32 (&left)[2][2], const u32 (&right)[2]) {
  AG_PTX(mma_f16(sum, left, right), asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 { %0, %1, %2, %3}, { %4, %5, %6, %7}, { %8, %9}, { %0, %1, %2, %3};"
  : "+f"(sum[0][0]), "+f"(sum[0][1]), "+f"(sum[1][0]), "+f"(sum[1][1])
  : "r"(left[0][0]), "r"(left[0][1]), "r"(left[1][0]), "r"(left[1][1]), "r"(right[0]), "r"(right[1])));
}

/* sum += left · right, of halves, two of which lie in a register. */
__device__ __forceinline__ u32 pair_f16(const f16 (&two)[2]) { return (u32)two[0] | (u32)two[1] << 16; }
__device__ __forceinline__ void multiply_f16(f32 (&sum)[2][2], const f16 (&left)[2][2][2], const f16 (&right)[2][2]) {
  const u32 a[2][2] = { {pair_f16(left[0][0]), pair_f16(left[0][1])}, {pair_f16(left[1][0]), pair_f16(left[1][1])} };
  const u32 b[2] = {pair_f16(right[0]), pair_f16(right[1])};
  mma_f16(sum, a, b);
}
/* A copy begins; of no bytes, it stores zeros. */
__device__ __forceinline__ void start_16(void *to, const void *from, int bytes) {
  AG_PTX(cp_async(to, from, 16, bytes), asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" : : "r"((u32)__cvta_generic_to_shared(to)), "l"(from), "r"(bytes) : "memory"));
}

/* Elements begin to be copied where they are `inside`, zeros where not: 16 bytes at once if they are `aligned`. */
__device__ __forceinline__ void copy_f16_8(f16 *to, const f16 *from, int inside, int aligned) {
  if (aligned) {
    start_16(to, from, inside ? 16 : 0);
  } else {
    #pragma unroll
    for (int k = 0; k < 8; k++) to[k] = inside ? from[k] : (f16)0;
  }
}

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

// programs.py:273: return F.relu(x @ y)
__global__ void __launch_bounds__(64) matmul_cast_3531f44e(const f16 *__restrict__ in0, const f16 *__restrict__ in1, f16 *__restrict__ out0, int n, status_t *) {
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  AG_BLOCK_MEMORY(memory);
  const int aligned = ((size_t)in0 | (size_t)in1) % 16 == 0;
  for (int turn = blockIdx.x; turn < (n + 15) / 16 * 10; turn += gridDim.x) {
    const int n0s = turn / 10 * 16;
    const int n0 = n0s < n - 16 ? n0s : n - 16;
    const int n1 = turn % 10 * 32;
    f32 sum0[2][2][2];
    f16 *const lefts = (f16 *)(memory);
    f16 *const rights = (f16 *)(memory + 5120);
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
      copy_f16_8(lefts + warp * 320 + (lane / 4) * 40 + (lane % 4) * 8 + r1f * 640, in0 + warp * 512 + ((lane / 4) + n0) * 64 + (lane % 4) * 8 + r1f * 32, (lane % 4) * 8 + r1f * 32 < 64, aligned);
      #pragma unroll
      for (int n1c = 0; n1c < 2; n1c++) {
        copy_f16_8(rights + warp * 320 + (lane / 4) * 40 + (lane % 4) * 8 + r1f * 1280 + n1c * 640, in1 + warp * 2560 + (lane / 4) * 320 + (lane % 4) * 8 + n1 + r1f * 10240 + n1c * 5120, warp * 8 + (lane / 4) + r1f * 32 + n1c * 16 < 64, aligned);
      }
      end_group();
    }
    for (int r1 = 0; r1 < 64; r1 += 32) {
      f16 left[2][2][2];
      f16 right[2][2][2];
      wait_for_all_but_2();
      __syncthreads();
      copy_f16_8(lefts + (((r1 / 32) + 3) % 4) * 640 + warp * 320 + (lane / 4) * 40 + (lane % 4) * 8, in0 + warp * 512 + ((lane / 4) + n0) * 64 + (lane % 4) * 8 + r1 + 96, 0, aligned);
      #pragma unroll
      for (int n1c = 0; n1c < 2; n1c++) {
        copy_f16_8(rights + (((r1 / 32) + 3) % 4) * 1280 + warp * 320 + (lane / 4) * 40 + (lane % 4) * 8 + n1c * 640, in1 + warp * 2560 + ((lane / 4) + r1) * 320 + (lane % 4) * 8 + n1 + 30720 + n1c * 5120, 0, aligned);
      }
      end_group();
      #pragma unroll
      for (int r1i = 0; r1i < 32; r1i += 16) {
        #pragma unroll
        for (int n0h = 0; n0h < 2; n0h++) {
          #pragma unroll
          for (int r1h = 0; r1h < 2; r1h++) {
            #pragma unroll
            for (int r1p = 0; r1p < 2; r1p++) {
              const f16 v0 = lefts[(r1 / 32) * 640 + (lane / 4) * 40 + (lane % 4) * 2 + n0h * 320 + r1h * 8 + r1i + r1p];
              left[r1h][n0h][r1p] = v0;
            }
          }
        }
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          #pragma unroll
          for (int r1h = 0; r1h < 2; r1h++) {
            #pragma unroll
            for (int r1p = 0; r1p < 2; r1p++) {
              const f16 v1 = rights[(r1 / 32) * 1280 + (lane % 4) * 80 + warp * 16 + (lane / 4) + r1h * 320 + (r1i + r1p) * 40 + n1u * 8];
              right[n1u][r1h][r1p] = v1;
            }
          }
        }
        #pragma unroll
        for (int n1u = 0; n1u < 2; n1u++) {
          multiply_f16(sum0[n1u], left, right[n1u]);
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
          const f32 v2 = f32_of_f16(f16_of_f32(sum0[n1u][n0h][n1p]));
          out0[((lane / 4) + n0) * 320 + warp * 16 + (lane % 4) * 2 + n1 + n0h * 2560 + n1u * 8 + n1p] = f16_of_f32(v2 < 0.0f ? 0.0f : v2);
        }
      }
    }
  }
}

extern "C" void launch_matmul_cast_3531f44e(void *const *buffers, int64_t n, status_t *status, void *stream) {
  const grid_t grid = grid_of((n + 15) / 16 * 10, 64, 64);
  AG_LAUNCH(matmul_cast_3531f44e, grid.blocks, grid.threads, 15360, stream, (const f16 *)buffers[0], (const f16 *)buffers[1], (f16 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_cast_3531f44e,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
