// matmul_bias_relu, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[100, 256]  # programs.py:79
//   %1 = input(1) : float32[128, 256]  # programs.py:79
//   %2 = permute(axes=[1, 0])(%1) : float32[256, 128]  # programs.py:79
//   %3 = matmul(%0, %2) : float32[100, 128]  # programs.py:79
//   %4 = input(2) : float32[128]  # programs.py:79
//   %5 = broadcast_to(shape=[100, 128])(%4) : float32[100, 128]  # programs.py:79
//   %6 = add(%3, %5) : float32[100, 128]  # programs.py:79
//   %7 = relu(%6) : float32[100, 128]  # programs.py:79
//   return %7
//
// The steps that compute it:
//
//    1  matmul_relu_3a602bad: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[100, 128]

#include <math.h>
#include <stdint.h>

typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline f32 fold_add_f32x16(f32x16 a) {
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = (f32x16)((f32x16)a + (f32x16)(f32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:79: return F.relu(F.linear(x, weight, bias))
void matmul_relu_3a602bad(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of((n + 4) / 5 * 26, share); turn < end_of((n + 4) / 5 * 26, share); turn++) {
    const int64_t n0s = turn / 26 * 5;
    const int64_t n0 = n0s < n - 5 ? n0s : n - 5;
    const int64_t n1s = turn % 26 * 5;
    const int64_t n1 = n1s < 123 ? n1s : 123;
    f32x16 sum0v[5][5];
    f32 sum0[5][5];
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 5; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 5; n1u++) {
        sum0v[n0u][n1u] = splat_f32x16(0.0f);
      }
    }
    for (int64_t r1 = 0; r1 < 256; r1 += 16) {
      #pragma GCC unroll 16
      for (int64_t n0u = 0; n0u < 5; n0u++) {
        #pragma GCC unroll 16
        for (int64_t n1u = 0; n1u < 5; n1u++) {
          sum0v[n0u][n1u] += load_f32x16(in0 + (n0 + n0u) * 256 + r1) * load_f32x16(in1 + (n1 + n1u) * 256 + r1);
        }
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 5; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 5; n1u++) {
        sum0[n0u][n1u] = fold_add_f32x16(sum0v[n0u][n1u]);
      }
    }
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 5; n0u++) {
      #pragma GCC unroll 16
      for (int64_t n1u = 0; n1u < 5; n1u++) {
        const f32 v0 = sum0[n0u][n1u] + in2[n1 + n1u];
        out0[(n0 + n0u) * 128 + n1 + n1u] = v0 < 0.0f ? 0.0f : v0;
      }
    }
  }
}
