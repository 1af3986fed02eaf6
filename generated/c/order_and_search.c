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
//    1  argsort_8c56888e: x = input 0 -> out0 = step 1 int64[9, 40]
//    2  take_along_axis_ea6c00f3: in0 = input 0, in1 = step 1 -> out0 = output 0 float32[9, 40]
//    3  cumulative_sum_e5cdcddc: in0 = input 0 -> out0 = output 2 float32[9, 40]
//    4  argsort_3cc4528c: x = input 1 -> out0 = step 4 int64[15]
//    5  take_along_axis_1fb968fc: in0 = input 1, in1 = step 4 -> out0 = step 5 float32[15]
//    6  search_sorted_8cbaf105: within = step 5, values = input 0 -> out0 = output 1 int64[9, 40]

#include <math.h>
#include <stdint.h>

typedef int64_t i64;
typedef float f32;

/* Whether element a at place i sorts before b at place j: by value, NaN last, equal ones by their places. */
static inline int less_f32(f32 a, f32 b) { return (a < b) | ((b != b) & (a == a)); }
static inline int before_f32(f32 a, int64_t i, f32 b, int64_t j) {
  return less_f32(a, b) | (!less_f32(b, a) & (i < j));
}

/* Unsigned numbers in the order of the elements: equal ones have one, and NaN, whatever its bits, the largest. */
static inline uint64_t key_f32(f32 a) {
  const uint32_t all = (uint32_t)-1, sign = all ^ (all >> 1);
  const union { f32 value; uint32_t bits; } u = {a == 0 ? 0 : a};
  return a != a ? all : u.bits & sign ? ~u.bits : u.bits | sign;
}

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
static inline int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (__builtin_expect(index >= 0 && index < extent, 1)) return index;
  if (!__atomic_exchange_n(&status->failed, 1, __ATOMIC_RELAXED)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void argsort_8c56888e(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict x = buffers[0];
  i64 *const restrict out = buffers[1];
  (void)n;
  (void)status;
  typedef f32 x_t;
  const int64_t row = 40;
  const int64_t rows = 9;
  const int64_t count = 40;
  const int64_t digits = 4;
  const int64_t flip = 0;
  // Positions that a thread's stack has room for, 64 KB of them.
  enum { ROOM = 8192, SHORT = 128 };
  for (int64_t r = first_of(rows, share); r < end_of(rows, share); r++) {
    int64_t *const order = out + r * count;
    const x_t *const v = x + r * row;
    if (count == row && row <= ROOM && row >= SHORT && digits <= 4) {
      // Keys of at most 32 bits, each over its position, digit by digit from the lowest; a digit that all share is skipped.
      uint64_t spare[row <= ROOM ? row : 1], *from = (uint64_t *)order, *to = spare;
      int32_t places[4][256] = {0};
      for (int64_t k = 0; k < row; k++) {
        const uint64_t key = (uint32_t)(key_f32(v[k]) ^ flip);
        from[k] = key << 32 | (uint64_t)k;
        for (int64_t d = 0; d < digits && d < 4; d++) places[d][key >> 8 * d & 255]++;
      }
      for (int64_t d = 0; d < digits && d < 4; d++) {
        const int64_t shift = 32 + 8 * d;
        if (places[d][from[0] >> shift & 255] == row) continue;
        int32_t place = 0;
        for (int64_t k = 0; k < 256; k++) {
          const int32_t of = places[d][k];
          places[d][k] = place;
          place += of;
        }
        for (int64_t k = 0; k < row; k++) to[places[d][from[k] >> shift & 255]++] = from[k];
        uint64_t *const sorted = to;
        to = from;
        from = sorted;
      }
      for (int64_t k = 0; k < row; k++) order[k] = (int64_t)(from[k] & UINT32_MAX);
      continue;
    }
    for (int64_t k = 0; k < count; k++) order[k] = k;
    if (count == row && row <= ROOM) {
      // All of a row: sorted halves are merged, from one array into the other, starting from halves of one element.
      int64_t spare[row <= ROOM ? row : 1];
      int64_t *from = order, *to = spare;
      for (int64_t half = 1; half < row; half *= 2) {
        for (int64_t start = 0; start < row; start += 2 * half) {
          const int64_t middle = start + half < row ? start + half : row, end = middle + half < row ? middle + half : row;
          int64_t a = start, b = middle, k = start;
          while (a < middle && b < end) {
            const int later = before_f32(v[from[b]], from[b], v[from[a]], from[a]);
            to[k++] = later ? from[b] : from[a];
            a += !later;
            b += later;
          }
          while (a < middle) to[k++] = from[a++];
          while (b < end) to[k++] = from[b++];
        }
        int64_t *const sorted = to;
        to = from;
        from = sorted;
      }
      if (from != order) for (int64_t k = 0; k < row; k++) order[k] = from[k];
      continue;
    }
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

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void take_along_axis_ea6c00f3(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  for (int64_t turn = first_of(n * 40, share); turn < end_of(n * 40, share); turn++) {
    const int64_t n0 = turn / 40;
    const int64_t n1 = turn % 40;
    out0[n0 * 40 + n1] = in0[n0 * 40 + lookup(in1[n0 * 40 + n1], 40, status)];
  }
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void cumulative_sum_e5cdcddc(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  f32 *const restrict out0 = buffers[1];
  (void)n;
  (void)status;
  for (int64_t turn = first_of(2, share); turn < end_of(2, share); turn++) {
    const int64_t i = turn * 16;
    f32x16 total = splat_f32x16(0.0f);
    for (int64_t k = 0; k < 9; k++) {
      total += load_f32x16(in0 + k * 40 + i);
      store_f32x16(out0 + k * 40 + i, total);
    }
  }
  for (int64_t turn = first_of(8, share); turn < end_of(8, share); turn++) {
    const int64_t i = turn + 32;
    f32 total = 0.0f;
    for (int64_t k = 0; k < 9; k++) {
      total += in0[k * 40 + i];
      out0[k * 40 + i] = total;
    }
  }
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void argsort_3cc4528c(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict x = buffers[0];
  i64 *const restrict out = buffers[1];
  (void)n;
  (void)status;
  typedef f32 x_t;
  const int64_t row = 15;
  const int64_t rows = 1;
  const int64_t count = 15;
  const int64_t digits = 4;
  const int64_t flip = 0;
  // Positions that a thread's stack has room for, 64 KB of them.
  enum { ROOM = 8192, SHORT = 128 };
  for (int64_t r = first_of(rows, share); r < end_of(rows, share); r++) {
    int64_t *const order = out + r * count;
    const x_t *const v = x + r * row;
    if (count == row && row <= ROOM && row >= SHORT && digits <= 4) {
      // Keys of at most 32 bits, each over its position, digit by digit from the lowest; a digit that all share is skipped.
      uint64_t spare[row <= ROOM ? row : 1], *from = (uint64_t *)order, *to = spare;
      int32_t places[4][256] = {0};
      for (int64_t k = 0; k < row; k++) {
        const uint64_t key = (uint32_t)(key_f32(v[k]) ^ flip);
        from[k] = key << 32 | (uint64_t)k;
        for (int64_t d = 0; d < digits && d < 4; d++) places[d][key >> 8 * d & 255]++;
      }
      for (int64_t d = 0; d < digits && d < 4; d++) {
        const int64_t shift = 32 + 8 * d;
        if (places[d][from[0] >> shift & 255] == row) continue;
        int32_t place = 0;
        for (int64_t k = 0; k < 256; k++) {
          const int32_t of = places[d][k];
          places[d][k] = place;
          place += of;
        }
        for (int64_t k = 0; k < row; k++) to[places[d][from[k] >> shift & 255]++] = from[k];
        uint64_t *const sorted = to;
        to = from;
        from = sorted;
      }
      for (int64_t k = 0; k < row; k++) order[k] = (int64_t)(from[k] & UINT32_MAX);
      continue;
    }
    for (int64_t k = 0; k < count; k++) order[k] = k;
    if (count == row && row <= ROOM) {
      // All of a row: sorted halves are merged, from one array into the other, starting from halves of one element.
      int64_t spare[row <= ROOM ? row : 1];
      int64_t *from = order, *to = spare;
      for (int64_t half = 1; half < row; half *= 2) {
        for (int64_t start = 0; start < row; start += 2 * half) {
          const int64_t middle = start + half < row ? start + half : row, end = middle + half < row ? middle + half : row;
          int64_t a = start, b = middle, k = start;
          while (a < middle && b < end) {
            const int later = before_f32(v[from[b]], from[b], v[from[a]], from[a]);
            to[k++] = later ? from[b] : from[a];
            a += !later;
            b += later;
          }
          while (a < middle) to[k++] = from[a++];
          while (b < end) to[k++] = from[b++];
        }
        int64_t *const sorted = to;
        to = from;
        from = sorted;
      }
      if (from != order) for (int64_t k = 0; k < row; k++) order[k] = from[k];
      continue;
    }
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

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void take_along_axis_1fb968fc(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict in0 = buffers[0];
  const i64 *const restrict in1 = buffers[1];
  f32 *const restrict out0 = buffers[2];
  for (int64_t n0 = first_of(n, share); n0 < end_of(n, share); n0++) {
    out0[n0] = in0[lookup(in1[n0], 15, status)];
  }
}

// programs.py:186: return ag.sort(x), ag.searchsorted(ag.sort(y), x), ag.cumulative_sum(x, axis=0)
void search_sorted_8cbaf105(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const restrict within = buffers[0];
  const f32 *const restrict values = buffers[1];
  i64 *const restrict out = buffers[2];
  (void)n;
  (void)status;
  const int64_t within_size = 15;
  const int64_t count = 360;
  const int64_t tie = 0;
  for (int64_t k = first_of(count, share); k < end_of(count, share); k++) {
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

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  argsort_8c56888e,
  take_along_axis_ea6c00f3,
  cumulative_sum_e5cdcddc,
  argsort_3cc4528c,
  take_along_axis_1fb968fc,
  search_sorted_8cbaf105,
};
