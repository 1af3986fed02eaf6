// What the machine can do at most, each on one thread: Python starts as many as are asked for.
#include <stdint.h>

typedef float lanes __attribute__((vector_size(VECTOR_BYTES)));
typedef float memory __attribute__((vector_size(VECTOR_BYTES), aligned(4)));

// Multiply-adds on CHAINS independent registers, `rounds` times; the sum keeps them from being dropped.
float multiply_add(int64_t rounds) {
  lanes acc[CHAINS], x, y;
  for (int k = 0; k < LANES; k++) x[k] = 0.999f, y[k] = 0.001f;
  for (int c = 0; c < CHAINS; c++) acc[c] = y * (float)c;
  for (int64_t r = 0; r < rounds; r++) {
#pragma GCC unroll 16
    for (int c = 0; c < CHAINS; c++) acc[c] = acc[c] * x + y;
  }
  float sum = 0;
  for (int c = 0; c < CHAINS; c++) {
    for (int k = 0; k < LANES; k++) sum += acc[c][k];
  }
  return sum;
}

// out = a + 3·b: two floats read and one written for each of n.
void stream(float *restrict out, const float *restrict a, const float *restrict b, int64_t n) {
  for (int64_t k = 0; k + LANES <= n; k += LANES) *(memory *)(out + k) = *(const memory *)(a + k) + 3.0f * *(const memory *)(b + k);
}
