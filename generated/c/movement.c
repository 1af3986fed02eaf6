// movement, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[6, 10, 14]  # programs.py:147
//   %1 = pad(padding=[[0, 0, 0], [1, 2, 0], [3, 0, 0]], value=-1.0)(%0) : float32[6, 13, 17]  # programs.py:147
//   %2 = permute(axes=[2, 0, 1])(%1) : float32[17, 6, 13]  # programs.py:148
//   %3 = slice(limits=[[0, 2, 9], [1, 1, 5], [12, -1, 13]])(%2) : float32[9, 5, 13]  # programs.py:148
//   %4 = slice(limits=[[0, 1, 6], [3, 1, 5], [0, 4, 4]])(%0) : float32[6, 5, 4]  # programs.py:149
//   %5 = reshape(shape=[30, 4])(%4) : float32[30, 4]  # programs.py:149
//   %6 = permute(axes=[1, 0])(%5) : float32[4, 30]  # programs.py:149
//   return %3, %6
//
// The steps that compute it:
//
//    1  pad_permute_slice_d87c4630: in0 = input 0 from 291 -> out0 = output 0 float32[9, 5, 13]
//    2  slice_reshape_permute_35c9d9d0: in0 = input 0 from 42 -> out0 = output 1 float32[4, 30]

#include <math.h>
#include <stdint.h>

typedef float f32;

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:147: framed = ag.pad(x, ((0, 0), (1, 2), (3, 0)), -1.0)
// programs.py:148: turned = framed.transpose(2, 0, 1)[::2, 1:, ::-1]
void pad_permute_slice_d87c4630(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  const int64_t *const restrict sizes = buffers[2];
  const int64_t in0_step = sizes[0];
  (void)status;
  for (int64_t turn = first_of(n * 5, share); turn < end_of(n * 5, share); turn++) {
    const int64_t n0 = turn / 5;
    const int64_t n1 = turn % 5;
    for (int64_t n2 = 0; n2 < 2; n2++) {
      out0[n0 * 65 + n1 * 13 + n2] = -1.0f;
    }
    for (int64_t n2 = 0; n2 < 10; n2++) {
      out0[n0 * 65 + n1 * 13 + n2 + 2] = 0 <= n0 * 2 - 3 ? in0[n1 * in0_step + n0 * 2 - n2 * 14 - 28] : -1.0f;
    }
    out0[n0 * 65 + n1 * 13 + 12] = -1.0f;
  }
}

// programs.py:149: return turned, x[:, 3:8, ::4].reshape(30, 4).T
void slice_reshape_permute_35c9d9d0(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)status;
  for (int64_t turn = first_of(n * 30, share); turn < end_of(n * 30, share); turn++) {
    const int64_t n0 = turn / 30;
    const int64_t n1 = turn % 30;
    out0[n0 * 30 + n1] = in0[(n1 / 5) * 140 + (n1 % 5) * 14 + n0 * 4];
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  pad_permute_slice_d87c4630,
  slice_reshape_permute_35c9d9d0,
};
