// The PTX that templates/cuda/multiply.cuda.jinja has, on the CPU: each instruction by the fragment tables of the PTX ISA
// ("Matrix Fragments for mma.m16n8k8", "… m16n8k16"), written down here apart from what the compiler takes them from. Sums
// are cut off to float32 once an instruction, which is no better than what a GPU does.
#pragma once

#define AG_PTX(call, ...) on_cpu::call

namespace on_cpu {

struct fragments_t { uint32_t left[4], right[2]; };
// What the lanes of each warp of the block bring. In turns: who has gone on writes beside what others still read.
inline fragments_t brought[2][32][32];

inline float of_tf32(uint32_t bits) {
  bits &= 0xffffe000u;  // the others are not looked at
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
inline float of_bf16(uint32_t bits) { return of_tf32(bits << 16); }
inline float of_f16(uint32_t bits) {
  const int exponent = bits >> 10 & 31, digits = bits & 1023;
  const float size = exponent == 31 ? (digits ? NAN : INFINITY)
                                    : ldexpf(exponent ? 1024 + digits : digits, exponent ? exponent - 25 : -24);
  return bits >> 15 & 1 ? -size : size;
}

inline float cut_off(double exact) {
  const float rounded = (float)exact;
  return fabs((double)rounded) > fabs(exact) && isfinite(exact) ? nextafterf(rounded, 0.0f) : rounded;
}

// Term `k` of a row of the left factor or a column of the right one, whose registers for it lie in lanes 4 · line + …
inline uint32_t tf32_at(const uint32_t *registers, int k, int step) { return registers[k / 4 * step]; }
inline uint32_t half_at(const uint32_t *registers, int k, int step) {
  return registers[k / 8 * step] >> k % 2 * 16 & 0xffffu;
}

template <int DEPTH, class At, class Value>
void multiply(const char *name, int line, float (&sum)[2][2], const uint32_t (&left)[2][2], const uint32_t (&right)[2],
              At at, Value value) {
  QUIETLY()
  const unsigned warp = threadIdx.x / 32, lane = own_lane(), turn = turns[warp][lane]++ % 2;
  fragments_t(&all)[32] = brought[turn][warp];
  all[lane] = {{left[0][0], left[0][1], left[1][0], left[1][1]}, {right[0], right[1]}};
  const uint64_t first = meet(name, line, 0xffffffffu, 0, turn);
  QUIETLY()
  if (first != turn) fail("lanes that multiply in different turns");
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) {
      const unsigned row = lane / 4, column = lane % 4 * 2 + j;
      double total = sum[i][j];
      for (int k = 0; k < DEPTH; k++) {
        const unsigned who = DEPTH == 8 ? k % 4 : k % 8 / 2;
        total += (double)value(at(all[row * 4 + who].left + i, k, 2)) * value(at(all[column * 4 + who].right, k, 1));
      }
      sum[i][j] = cut_off(total);
    }
  ALOUD()
  ALOUD()
}

#define AG_MULTIPLY(name, depth, at, value) \
  inline void name(float(&sum)[2][2], const uint32_t(&left)[2][2], const uint32_t(&right)[2]) { \
    multiply<depth>(#name, __LINE__, sum, left, right, at, value); \
  }
AG_MULTIPLY(mma_tf32, 8, tf32_at, of_tf32)
AG_MULTIPLY(mma_bf16, 16, half_at, of_bf16)
AG_MULTIPLY(mma_f16, 16, half_at, of_f16)

// Copies are done when the thread waits for them, and no sooner; from their beginning on, what they overwrite is lost.
inline void cp_async(void *to, const void *from, size_t size, size_t bytes) {
  QUIETLY()
  thread_t &me = engine.threads[engine.current];
  if ((size_t)to % size || (bytes && (size_t)from % size)) fail("a copy that is not aligned");
  me.copies.push_back({to, from, size, bytes, me.groups});
  ALOUD()
  for (size_t k = 0; k < size; k++) ((unsigned char *)to)[k] = 0xff;  // a NaN, whichever type it is
}
inline void cp_async_commit_group() { engine.threads[engine.current].groups++; }
inline void cp_async_wait_group(unsigned left) {
  QUIETLY()
  thread_t &me = engine.threads[engine.current];
  std::vector<copy_t> done;
  while (!me.copies.empty() && me.copies.front().group + left < me.groups) {
    done.push_back(me.copies.front());
    me.copies.erase(me.copies.begin());
  }
  ALOUD()
  for (const copy_t &c : done) {
    for (size_t k = 0; k < c.size; k++) ((char *)c.to)[k] = k < c.bytes ? ((const char *)c.from)[k] : 0;
  }
}

// To the nearest; halves away from zero.
inline void cvt_tf32(uint32_t &rounded, float a) {
  memcpy(&rounded, &a, sizeof rounded);
  rounded = a != a ? 0x7fffe000u : (rounded + 0x1000u) & 0xffffe000u;
}

}  // namespace on_cpu
