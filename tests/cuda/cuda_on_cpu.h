// Gives g++ the CUDA that generated kernels use, so that they run on the CPU: one thread after another.
// Enough as long as threads do not talk to each other; shared memory and barriers need more than this.
#pragma once
#include <math.h>
#include <stdint.h>

#define __global__
#define __device__
#define __forceinline__ inline __attribute__((always_inline))

struct place_t { unsigned x, y, z; };
inline thread_local place_t gridDim, blockDim, blockIdx, threadIdx;

// What a test asks for: at most so many blocks (0: as many as the launch wants), the order of the threads, and a code
// with which the next launch is refused (0: none).
inline unsigned most_blocks;
inline int backwards, refusal;
extern "C" __attribute__((used)) inline void arrange(unsigned blocks, int reversed, int code) {
  most_blocks = blocks, backwards = reversed, refusal = code;
}

inline unsigned long long atomicExch(unsigned long long *place, unsigned long long value) {
  return __atomic_exchange_n(place, value, __ATOMIC_RELAXED);
}
inline float rsqrtf(float x) { return 1 / sqrtf(x); }
inline double rsqrt(double x) { return 1 / sqrt(x); }

inline thread_local int last_error;
inline int cudaGetLastError() {
  const int error = last_error;
  last_error = 0;
  return error;
}

template <class Kernel> static void launch_on_cpu(unsigned grid, unsigned block, Kernel kernel) {
  const int invalid = 9;  // cudaErrorInvalidConfiguration
  last_error = grid < 1 || grid > 0x7fffffffu || block < 1 || block > 1024 ? invalid : refusal;
  if (last_error) return;
  gridDim = {most_blocks && most_blocks < grid ? most_blocks : grid, 1, 1};
  blockDim = {block, 1, 1};
  const uint64_t threads = (uint64_t)gridDim.x * block;
  for (uint64_t k = 0; k < threads; k++) {
    const uint64_t thread = backwards ? threads - 1 - k : k;
    blockIdx = {(unsigned)(thread / block), 0, 0};
    threadIdx = {(unsigned)(thread % block), 0, 0};
    kernel();
  }
}

#define AG_LAUNCH(kernel, grid, block, stream, ...) \
  ((void)(stream), launch_on_cpu(grid, block, [&] { kernel(__VA_ARGS__); }))
