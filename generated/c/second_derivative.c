// second_derivative, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[50]  # programs.py:112
//   %1 = alias(number=1)(%0) : float32[50]  # programs.py:112
//   %2 = alias(number=2)(%1) : float32[50]  # programs.py:109
//   %3 = sin(%2) : float32[50]  # programs.py:106
//   %4 = scalar(0) : float32[]  # programs.py:106
//   %5 = broadcast_to(shape=[50])(%4) : float32[50]  # programs.py:106
//   %6 = power(%2, %5) : float32[50]  # programs.py:106
//   %7 = multiply(%3, %6) : float32[50]  # programs.py:106
//   %8 = sum(axes=[0])(%7) : float32[]  # programs.py:106
//   %9 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:109
//   %10 = gradient(%8, %9, %2) : float32[50]  # programs.py:109
//   %11 = multiply(%10, %10) : float32[50]  # programs.py:110
//   %12 = sum(axes=[0])(%11) : float32[]  # programs.py:110
//   %13 = gradient(%12, %9, %1) : float32[50]  # programs.py:112
//   return %13
//
// The steps that compute it:
//
//    1  sin_equal_subtract_where_06e2e40a: in0 = input 0, in1 = scalar 0 -> out0 = output 0 float32[50]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef float f32;
typedef double f64;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x4 __attribute__((vector_size(16)));
typedef f32 f32x4_u __attribute__((vector_size(16), aligned(4), may_alias));
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef f64 f64x4 __attribute__((vector_size(32)));
typedef f64 f64x16 __attribute__((vector_size(128)));
typedef i32 i32x4 __attribute__((vector_size(16)));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i64 i64x4 __attribute__((vector_size(32)));
typedef i64 i64x16 __attribute__((vector_size(128)));

static inline f32x4 load_f32x4(const f32 *p) { return *(const f32x4_u *)p; }
static inline void store_f32x4(f32 *p, f32x4 a) { *(f32x4_u *)p = a; }
static inline f32x4 splat_f32x4(f32 a) {
  return (f32x4){ a, a, a, a, };
}
static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f64x4 splat_f64x4(f64 a) {
  return (f64x4){ a, a, a, a, };
}
static inline f64x16 splat_f64x16(f64 a) {
  return (f64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline f32x4 select_f32x4(i32x4 m, f32x4 a, f32x4 b) {
  return (f32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i32x4 select_i32x4(i32x4 m, i32x4 a, i32x4 b) {
  return (i32x4)((m & (i32x4)a) | (~m & (i32x4)b));
}
static inline i32x16 select_i32x16(i32x16 m, i32x16 a, i32x16 b) {
  return (i32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

static inline f32x4 abs_f32x4(f32x4 a) {
  return (f32x4)((i32x4)a & INT32_MAX);
}
static inline f32x16 abs_f32x16(f32x16 a) {
  return (f32x16)((i32x16)a & INT32_MAX);
}
static inline i32x4 maximum_i32x4(i32x4 a, i32x4 b) {
  return select_i32x4((i32x4)(a >= b), a, b);
}
static inline i32x16 maximum_i32x16(i32x16 a, i32x16 b) {
  return select_i32x16((i32x16)(a >= b), a, b);
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline i32 fold_max_i32x4(i32x4 a) {
  a = maximum_i32x4(a, (i32x4){ a[2], a[3], a[0], a[1], });
  a = maximum_i32x4(a, (i32x4){ a[1], a[2], a[3], a[0], });
  return a[0];
}
static inline i32 fold_max_i32x16(i32x16 a) {
  a = maximum_i32x16(a, (i32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = maximum_i32x16(a, (i32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = maximum_i32x16(a, (i32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = maximum_i32x16(a, (i32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

static inline f32x4 sin_f32x4(f32x4 x) {
  f32x4 shifted = x * 0x1.45f306p-1f + 0x1.8p+23f;
  i32x4 n = (i32x4)shifted + 0;
  f64x4 k = __builtin_convertvector(shifted - 0x1.8p+23f, f64x4);
  f64x4 wide = (__builtin_convertvector(x, f64x4) - k * 0x1.921fb544p+0) - k * 0x1.0b4611a626331p-34;
  f32x4 r = __builtin_convertvector(wide, f32x4);
  f32x4 z = r * r;
  f32x4 s = z * 0x1.7cc4e2p-19f + -0x1.a05b94p-13f;
  s = s * z + 0x1.111176p-7f;
  s = s * z + -0x1.555556p-3f;
  s = r + r * z * s;
  f32x4 c = z * 0x1.99efb6p-16f + -0x1.6c0c4cp-10f;
  c = c * z + 0x1.55554ap-5f;
  c = (1.0f - 0.5f * z) + z * z * c;
  f32x4 y = select_f32x4((i32x4)((n & 1) != 0), c, s);
  y = (f32x4)((i32x4)y ^ ((n & 2) << 30));
  y = select_f32x4((i32x4)(x == 0.0f), x, y);
  if (fold_max_i32x4((i32x4)x & INT32_MAX) >= 0x47000000) {
    f32 from[4], to[4];
    store_f32x4(from, x);
    store_f32x4(to, y);
    for (int i = 0; i < 4; i++)
      if (__builtin_fabsf(from[i]) >= 0x1p+15f) to[i] = sinf(from[i]);
    y = load_f32x4(to);
  }
  return y;
}

static inline f32x4 cos_f32x4(f32x4 x) {
  f32x4 shifted = x * 0x1.45f306p-1f + 0x1.8p+23f;
  i32x4 n = (i32x4)shifted + 1;
  f64x4 k = __builtin_convertvector(shifted - 0x1.8p+23f, f64x4);
  f64x4 wide = (__builtin_convertvector(x, f64x4) - k * 0x1.921fb544p+0) - k * 0x1.0b4611a626331p-34;
  f32x4 r = __builtin_convertvector(wide, f32x4);
  f32x4 z = r * r;
  f32x4 s = z * 0x1.7cc4e2p-19f + -0x1.a05b94p-13f;
  s = s * z + 0x1.111176p-7f;
  s = s * z + -0x1.555556p-3f;
  s = r + r * z * s;
  f32x4 c = z * 0x1.99efb6p-16f + -0x1.6c0c4cp-10f;
  c = c * z + 0x1.55554ap-5f;
  c = (1.0f - 0.5f * z) + z * z * c;
  f32x4 y = select_f32x4((i32x4)((n & 1) != 0), c, s);
  y = (f32x4)((i32x4)y ^ ((n & 2) << 30));
  y = select_f32x4((i32x4)(x == 0.0f), c, y);
  if (fold_max_i32x4((i32x4)x & INT32_MAX) >= 0x47000000) {
    f32 from[4], to[4];
    store_f32x4(from, x);
    store_f32x4(to, y);
    for (int i = 0; i < 4; i++)
      if (__builtin_fabsf(from[i]) >= 0x1p+15f) to[i] = cosf(from[i]);
    y = load_f32x4(to);
  }
  return y;
}

static inline f32x16 sin_f32x16(f32x16 x) {
  f32x16 shifted = x * 0x1.45f306p-1f + 0x1.8p+23f;
  i32x16 n = (i32x16)shifted + 0;
  f64x16 k = __builtin_convertvector(shifted - 0x1.8p+23f, f64x16);
  f64x16 wide = (__builtin_convertvector(x, f64x16) - k * 0x1.921fb544p+0) - k * 0x1.0b4611a626331p-34;
  f32x16 r = __builtin_convertvector(wide, f32x16);
  f32x16 z = r * r;
  f32x16 s = z * 0x1.7cc4e2p-19f + -0x1.a05b94p-13f;
  s = s * z + 0x1.111176p-7f;
  s = s * z + -0x1.555556p-3f;
  s = r + r * z * s;
  f32x16 c = z * 0x1.99efb6p-16f + -0x1.6c0c4cp-10f;
  c = c * z + 0x1.55554ap-5f;
  c = (1.0f - 0.5f * z) + z * z * c;
  f32x16 y = select_f32x16((i32x16)((n & 1) != 0), c, s);
  y = (f32x16)((i32x16)y ^ ((n & 2) << 30));
  y = select_f32x16((i32x16)(x == 0.0f), x, y);
  if (fold_max_i32x16((i32x16)x & INT32_MAX) >= 0x47000000) {
    f32 from[16], to[16];
    store_f32x16(from, x);
    store_f32x16(to, y);
    for (int i = 0; i < 16; i++)
      if (__builtin_fabsf(from[i]) >= 0x1p+15f) to[i] = sinf(from[i]);
    y = load_f32x16(to);
  }
  return y;
}

static inline f32x16 cos_f32x16(f32x16 x) {
  f32x16 shifted = x * 0x1.45f306p-1f + 0x1.8p+23f;
  i32x16 n = (i32x16)shifted + 1;
  f64x16 k = __builtin_convertvector(shifted - 0x1.8p+23f, f64x16);
  f64x16 wide = (__builtin_convertvector(x, f64x16) - k * 0x1.921fb544p+0) - k * 0x1.0b4611a626331p-34;
  f32x16 r = __builtin_convertvector(wide, f32x16);
  f32x16 z = r * r;
  f32x16 s = z * 0x1.7cc4e2p-19f + -0x1.a05b94p-13f;
  s = s * z + 0x1.111176p-7f;
  s = s * z + -0x1.555556p-3f;
  s = r + r * z * s;
  f32x16 c = z * 0x1.99efb6p-16f + -0x1.6c0c4cp-10f;
  c = c * z + 0x1.55554ap-5f;
  c = (1.0f - 0.5f * z) + z * z * c;
  f32x16 y = select_f32x16((i32x16)((n & 1) != 0), c, s);
  y = (f32x16)((i32x16)y ^ ((n & 2) << 30));
  y = select_f32x16((i32x16)(x == 0.0f), c, y);
  if (fold_max_i32x16((i32x16)x & INT32_MAX) >= 0x47000000) {
    f32 from[16], to[16];
    store_f32x16(from, x);
    store_f32x16(to, y);
    for (int i = 0; i < 16; i++)
      if (__builtin_fabsf(from[i]) >= 0x1p+15f) to[i] = cosf(from[i]);
    y = load_f32x16(to);
  }
  return y;
}

static inline f32 sin_f32(f32 x) { return sin_f32x4(splat_f32x4(x))[0]; }
static inline f32 cos_f32(f32 x) { return cos_f32x4(splat_f32x4(x))[0]; }

/* Whether a < b, told by the sign of the difference: gcc 12 takes a comparison of vectors longer than the hardware's
   apart lane by lane. Any answer for NaN. */
static inline i64x4 below_f64x4(f64x4 a, f64x4 b) {
  return (i64x4)(a - b) >> 63;
}
/* a where the mask is -1, else b: bit by bit, which takes no vector apart. */
static inline f64x4 either_f64x4(i64x4 m, f64x4 a, f64x4 b) {
  return (f64x4)((m & (i64x4)a) | (~m & (i64x4)b));
}
/* log x for 0 < x < infinity, within 2^-33.5: x = m 2^e with m in [sqrt(1/2), sqrt 2), f = m - 1. */
static inline f64x4 widelog_f64x4(f64x4 x) {
  i64x4 bits = (i64x4)x - 0x3fe6a09e667f3bcd;
  f64x4 f = (f64x4)((bits & 0xfffffffffffff) + 0x3fe6a09e667f3bcd) - 1.0;
  /* The exponent as a double: in the low bits of 1.5 * 2^52, where the unit is 1. */
  f64x4 e = (f64x4)((bits >> 52) + 0x4338000000000000) - 0x1.8p+52;
  f64x4 p = f * 0x1.c712c6ce3c2e7p-5 + -0x1.8e71e6d74dd6ep-4;
  p = p * f + 0x1.91984f1e5ec09p-4;
  p = p * f + -0x1.96cbe1f427d9fp-4;
  p = p * f + 0x1.c4894d47aa6bep-4;
  p = p * f + -0x1.ffff3df7a0e2ep-4;
  p = p * f + 0x1.249dac1a45967p-3;
  p = p * f + -0x1.55559ca7e5178p-3;
  p = p * f + 0x1.9999765692ed2p-3;
  p = p * f + -0x1.ffffff53c1ea7p-3;
  p = p * f + 0x1.5555555e2d06cp-2;
  p = p * f + -0.5;
  p = f + f * f * p;
  return e * 0x1.62e42fefa39efp-1 + p;
}
/* e^x for |x| < 700, within 2^-32. */
static inline f64x4 wideexp_f64x4(f64x4 x) {
  f64x4 shifted = x * 0x1.71547652b82fep+0 + 0x1.8p+52;
  i64x4 k = (i64x4)shifted - 0x4338000000000000;
  f64x4 r = x - (shifted - 0x1.8p+52) * 0x1.62e42fefa39efp-1;
  f64x4 q = r * 0x1.a124e3f154d32p-13 + 0x1.6d431504c53d3p-10;
  q = q * r + 0x1.1110e0f726534p-7;
  q = q * r + 0x1.5554e9114ecf9p-5;
  q = q * r + 0x1.5555555a78232p-3;
  q = q * r + 0x1.0000000b8f62bp-1;
  q = 1.0 + (r + r * r * q);
  return q * (f64x4)((k + 1023) << 52);
}
static inline f64x4 widened_f32x4(f32x4 x) { return __builtin_convertvector(x, f64x4); }
static inline f32x4 narrowed_f32x4(f64x4 x) { return __builtin_convertvector(x, f32x4); }

/* e^(y log |x|), and then all that C's Annex F asks for. y is whole if adding 2^23 leaves it as it is, and odd by the
   last bit; from 2^24 on every float is even. */
static inline f32x4 pow_f32x4(f32x4 x, f32x4 y) {
  f32x4 a = abs_f32x4(x), b = abs_f32x4(y);
  f64x4 most = splat_f64x4(150.0);
  f64x4 t = widened_f32x4(y) * widelog_f64x4(widened_f32x4(a));
  t = either_f64x4(below_f64x4(most, t), most, t);
  t = either_f64x4(below_f64x4(t, -most), -most, t);
  f32x4 z = narrowed_f32x4(wideexp_f64x4(t));
  i32x4 up = (i32x4)(a > 1.0f) ^ (i32x4)(y < 0.0f);
  f32x4 end = select_f32x4(up, splat_f32x4(INFINITY), splat_f32x4(0.0f));
  z = select_f32x4((i32x4)((a == 0.0f) | (a == INFINITY)), end, z);
  z = select_f32x4((i32x4)(a == 1.0f), splat_f32x4(1.0f), z);
  i32x4 small = (i32x4)(b < 0x1p+23f);
  f32x4 shifted = select_f32x4(small, b + 0x1p+23f, b);
  i32x4 whole = ~small | (i32x4)(shifted - 0x1p+23f == b);
  i32x4 odd = whole & (i32x4)(b < 0x1p+24f) & ((i32x4)shifted << 31);
  z = (f32x4)((i32x4)z | (odd & (i32x4)x));
  i32x4 none = (i32x4)((x < 0.0f) & (a < INFINITY)) & ~whole;
  z = select_f32x4(none, splat_f32x4(NAN), z);
  z = select_f32x4((i32x4)((x != x) | (y != y)), x + y, z);
  return select_f32x4((i32x4)((x == 1.0f) | (y == 0.0f)), splat_f32x4(1.0f), z);
}
/* Whether a < b, told by the sign of the difference: gcc 12 takes a comparison of vectors longer than the hardware's
   apart lane by lane. Any answer for NaN. */
static inline i64x16 below_f64x16(f64x16 a, f64x16 b) {
  return (i64x16)(a - b) >> 63;
}
/* a where the mask is -1, else b: bit by bit, which takes no vector apart. */
static inline f64x16 either_f64x16(i64x16 m, f64x16 a, f64x16 b) {
  return (f64x16)((m & (i64x16)a) | (~m & (i64x16)b));
}
/* log x for 0 < x < infinity, within 2^-33.5: x = m 2^e with m in [sqrt(1/2), sqrt 2), f = m - 1. */
static inline f64x16 widelog_f64x16(f64x16 x) {
  i64x16 bits = (i64x16)x - 0x3fe6a09e667f3bcd;
  f64x16 f = (f64x16)((bits & 0xfffffffffffff) + 0x3fe6a09e667f3bcd) - 1.0;
  /* The exponent as a double: in the low bits of 1.5 * 2^52, where the unit is 1. */
  f64x16 e = (f64x16)((bits >> 52) + 0x4338000000000000) - 0x1.8p+52;
  f64x16 p = f * 0x1.c712c6ce3c2e7p-5 + -0x1.8e71e6d74dd6ep-4;
  p = p * f + 0x1.91984f1e5ec09p-4;
  p = p * f + -0x1.96cbe1f427d9fp-4;
  p = p * f + 0x1.c4894d47aa6bep-4;
  p = p * f + -0x1.ffff3df7a0e2ep-4;
  p = p * f + 0x1.249dac1a45967p-3;
  p = p * f + -0x1.55559ca7e5178p-3;
  p = p * f + 0x1.9999765692ed2p-3;
  p = p * f + -0x1.ffffff53c1ea7p-3;
  p = p * f + 0x1.5555555e2d06cp-2;
  p = p * f + -0.5;
  p = f + f * f * p;
  return e * 0x1.62e42fefa39efp-1 + p;
}
/* e^x for |x| < 700, within 2^-32. */
static inline f64x16 wideexp_f64x16(f64x16 x) {
  f64x16 shifted = x * 0x1.71547652b82fep+0 + 0x1.8p+52;
  i64x16 k = (i64x16)shifted - 0x4338000000000000;
  f64x16 r = x - (shifted - 0x1.8p+52) * 0x1.62e42fefa39efp-1;
  f64x16 q = r * 0x1.a124e3f154d32p-13 + 0x1.6d431504c53d3p-10;
  q = q * r + 0x1.1110e0f726534p-7;
  q = q * r + 0x1.5554e9114ecf9p-5;
  q = q * r + 0x1.5555555a78232p-3;
  q = q * r + 0x1.0000000b8f62bp-1;
  q = 1.0 + (r + r * r * q);
  return q * (f64x16)((k + 1023) << 52);
}
static inline f64x16 widened_f32x16(f32x16 x) { return __builtin_convertvector(x, f64x16); }
static inline f32x16 narrowed_f32x16(f64x16 x) { return __builtin_convertvector(x, f32x16); }

/* e^(y log |x|), and then all that C's Annex F asks for. y is whole if adding 2^23 leaves it as it is, and odd by the
   last bit; from 2^24 on every float is even. */
static inline f32x16 pow_f32x16(f32x16 x, f32x16 y) {
  f32x16 a = abs_f32x16(x), b = abs_f32x16(y);
  f64x16 most = splat_f64x16(150.0);
  f64x16 t = widened_f32x16(y) * widelog_f64x16(widened_f32x16(a));
  t = either_f64x16(below_f64x16(most, t), most, t);
  t = either_f64x16(below_f64x16(t, -most), -most, t);
  f32x16 z = narrowed_f32x16(wideexp_f64x16(t));
  i32x16 up = (i32x16)(a > 1.0f) ^ (i32x16)(y < 0.0f);
  f32x16 end = select_f32x16(up, splat_f32x16(INFINITY), splat_f32x16(0.0f));
  z = select_f32x16((i32x16)((a == 0.0f) | (a == INFINITY)), end, z);
  z = select_f32x16((i32x16)(a == 1.0f), splat_f32x16(1.0f), z);
  i32x16 small = (i32x16)(b < 0x1p+23f);
  f32x16 shifted = select_f32x16(small, b + 0x1p+23f, b);
  i32x16 whole = ~small | (i32x16)(shifted - 0x1p+23f == b);
  i32x16 odd = whole & (i32x16)(b < 0x1p+24f) & ((i32x16)shifted << 31);
  z = (f32x16)((i32x16)z | (odd & (i32x16)x));
  i32x16 none = (i32x16)((x < 0.0f) & (a < INFINITY)) & ~whole;
  z = select_f32x16(none, splat_f32x16(NAN), z);
  z = select_f32x16((i32x16)((x != x) | (y != y)), x + y, z);
  return select_f32x16((i32x16)((x == 1.0f) | (y == 0.0f)), splat_f32x16(1.0f), z);
}
static inline f32 pow_f32(f32 x, f32 y) { return pow_f32x4(splat_f32x4(x), splat_f32x4(y))[0]; }

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:106: return (ag.sin(z) * z**power).sum()
// programs.py:106: backward of return (ag.sin(z) * z**power).sum()
// programs.py:110: backward of return (slope * slope).sum()
void sin_equal_subtract_where_06e2e40a(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const f32 *const in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  f32 *const out0 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const f32x16 v0 = load_f32x16(in0 + n0 + n0u * 16);
      const f32x16 v1 = sin_f32x16(v0);
      const f32 v2 = in1[0];
      const f32 v3 = v2 == 0.0f ? 1.0f : v2 - 1.0f;
      const f32x16 v4 = v2 * pow_f32x16(v0, splat_f32x16(v3));
      const f32x16 v5 = pow_f32x16(v0, splat_f32x16(v2));
      const f32x16 v6 = cos_f32x16(v0);
      const f32x16 v7 = v1 * v4 + v5 * v6;
      const f32x16 v8 = v7 + v7;
      const f32x16 v9 = (-(v8 * v5 * v1)) + v8 * v6 * v4 + v8 * v1 * v2 * (v3 * pow_f32x16(v0, splat_f32x16(v3 == 0.0f ? 1.0f : v3 - 1.0f)));
      store_f32x16(out0 + n0 + n0u * 16, v9 + v8 * v4 * v6);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const f32 v10 = in0[n0];
    const f32 v11 = sin_f32(v10);
    const f32 v12 = in1[0];
    const f32 v13 = v12 == 0.0f ? 1.0f : v12 - 1.0f;
    const f32 v14 = v12 * pow_f32(v10, v13);
    const f32 v15 = pow_f32(v10, v12);
    const f32 v16 = cos_f32(v10);
    const f32 v17 = v11 * v14 + v15 * v16;
    const f32 v18 = v17 + v17;
    const f32 v19 = (-(v18 * v15 * v11)) + v18 * v16 * v14 + v18 * v11 * v12 * (v13 * pow_f32(v10, v13 == 0.0f ? 1.0f : v13 - 1.0f));
    out0[n0] = v19 + v18 * v14 * v16;
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  sin_equal_subtract_where_06e2e40a,
};
