// broadcast, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[64, 1, 48]  # programs.py:53
//   %1 = broadcast_to(shape=[64, 20, 48])(%0) : float32[64, 20, 48]  # programs.py:53
//   %2 = input(1) : float32[20, 1]  # programs.py:53
//   %3 = broadcast_to(shape=[64, 20, 48])(%2) : float32[64, 20, 48]  # programs.py:53
//   %4 = multiply(%1, %3) : float32[64, 20, 48]  # programs.py:53
//   %5 = input(2) : float32[48]  # programs.py:53
//   %6 = broadcast_to(shape=[64, 20, 48])(%5) : float32[64, 20, 48]  # programs.py:53
//   %7 = add(%4, %6) : float32[64, 20, 48]  # programs.py:53
//   return %7
//
// The steps that compute it:
//
//    1  multiply_add_aeeafb0a: in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[64, 20, 48]

#include <math.h>
#include <stdint.h>

typedef float f32;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:53: return x * y + z
void multiply_add_aeeafb0a(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const restrict in2 = buffers[2];
  f32 *const restrict out0 = buffers[3];
  (void)status;
  for (int64_t turn = first_of(n * 20, share); turn < end_of(n * 20, share); turn++) {
    const int64_t n0 = turn / 20;
    const int64_t n1 = turn % 20;
    for (int64_t n2 = 0; n2 < 48; n2 += 16) {
      store_f32x16(out0 + n0 * 960 + n1 * 48 + n2, load_f32x16(in0 + n0 * 48 + n2) * in1[n1] + load_f32x16(in2 + n2));
    }
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  multiply_add_aeeafb0a,
};
