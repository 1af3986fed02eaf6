// dropout_and_noise, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(2) : uint64[2]  # programs.py:173
//   %1 = assigned(slot=1)(%0) : uint64[2]  # programs.py:173
//   %2 = scalar(0) : float32[]  # programs.py:174
//   %3 = broadcast_to(shape=[40, 50])(%2) : float32[40, 50]  # programs.py:174
//   %4 = bernoulli(%1, %3) : bool[40, 50]  # programs.py:174
//   %5 = input(0) : float32[40, 50]  # programs.py:174
//   %6 = scalar(1) : float32[]  # programs.py:174
//   %7 = broadcast_to(shape=[40, 50])(%6) : float32[40, 50]  # programs.py:174
//   %8 = multiply(%5, %7) : float32[40, 50]  # programs.py:174
//   %9 = constant(value=0.0, dtype=float32) : float32[]  # programs.py:174
//   %10 = broadcast_to(shape=[40, 50])(%9) : float32[40, 50]  # programs.py:174
//   %11 = where(%4, %8, %10) : float32[40, 50]  # programs.py:174
//   %12 = arange(size=2, dtype=uint64) : uint64[2]  # programs.py:174
//   %13 = add(%1, %12) : uint64[2]  # programs.py:174
//   %14 = assigned(slot=1)(%13) : uint64[2]  # programs.py:174
//   %15 = random_bits(count=2000, words=2)(%14) : uint32[2000, 2]  # programs.py:174
//   %16 = slice(limits=[[0, 1, 2000], [0, 1, 1]])(%15) : uint32[2000, 1]  # programs.py:174
//   %17 = reshape(shape=[2000])(%16) : uint32[2000]  # programs.py:174
//   %18 = reshape(shape=[40, 50])(%17) : uint32[40, 50]  # programs.py:174
//   %19 = cast(dtype=float32)(%18) : float32[40, 50]  # programs.py:174
//   %20 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:174
//   %21 = broadcast_to(shape=[40, 50])(%20) : float32[40, 50]  # programs.py:174
//   %22 = add(%19, %21) : float32[40, 50]  # programs.py:174
//   %23 = constant(value=2.3283064365386963e-10, dtype=float32) : float32[]  # programs.py:174
//   %24 = broadcast_to(shape=[40, 50])(%23) : float32[40, 50]  # programs.py:174
//   %25 = multiply(%22, %24) : float32[40, 50]  # programs.py:174
//   %26 = log(%25) : float32[40, 50]  # programs.py:174
//   %27 = constant(value=-2.0, dtype=float32) : float32[]  # programs.py:174
//   %28 = broadcast_to(shape=[40, 50])(%27) : float32[40, 50]  # programs.py:174
//   %29 = multiply(%26, %28) : float32[40, 50]  # programs.py:174
//   %30 = sqrt(%29) : float32[40, 50]  # programs.py:174
//   %31 = slice(limits=[[0, 1, 2000], [1, 1, 1]])(%15) : uint32[2000, 1]  # programs.py:174
//   %32 = reshape(shape=[2000])(%31) : uint32[2000]  # programs.py:174
//   %33 = reshape(shape=[40, 50])(%32) : uint32[40, 50]  # programs.py:174
//   %34 = cast(dtype=float32)(%33) : float32[40, 50]  # programs.py:174
//   %35 = constant(value=1.4629180792671596e-09, dtype=float32) : float32[]  # programs.py:174
//   %36 = broadcast_to(shape=[40, 50])(%35) : float32[40, 50]  # programs.py:174
//   %37 = multiply(%34, %36) : float32[40, 50]  # programs.py:174
//   %38 = cos(%37) : float32[40, 50]  # programs.py:174
//   %39 = multiply(%30, %38) : float32[40, 50]  # programs.py:174
//   %40 = add(%11, %39) : float32[40, 50]  # programs.py:174
//   %41 = add(%14, %12) : uint64[2]  # programs.py:174
//   %42 = assigned(slot=1)(%41) : uint64[2]  # programs.py:174
//   return %40, %42
//
// The steps that compute it:
//
//    1  add_b71e4067: in0 = input 2 -> out0 = step 1 uint64[2], out1 = output 1 uint64[2]
//    2  bernoulli_multiply_where_random_bits_64ab6899: in0 = input 2, in1 = scalar 0, in2 = input 0, in3 = scalar 1, in4 = step 1 -> out0 = output 0 float32[40, 50]

#include <math.h>
#include <stdint.h>

typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef uint64_t u64;
typedef float f32;
typedef double f64;

/* The _u twin is a vector at any address of an element. */
typedef f32 f32x16 __attribute__((vector_size(64)));
typedef f32 f32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef f64 f64x16 __attribute__((vector_size(128)));
typedef i32 i32x16 __attribute__((vector_size(64)));
typedef i64 i64x16 __attribute__((vector_size(128)));
typedef u32 u32x16 __attribute__((vector_size(64)));
typedef u32 u32x16_u __attribute__((vector_size(64), aligned(4), may_alias));
typedef u64 u64x16 __attribute__((vector_size(128)));
typedef u64 u64x16_u __attribute__((vector_size(128), aligned(8), may_alias));

static inline f32x16 load_f32x16(const f32 *p) { return *(const f32x16_u *)p; }
static inline void store_f32x16(f32 *p, f32x16 a) { *(f32x16_u *)p = a; }
static inline f32x16 splat_f32x16(f32 a) {
  return (f32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 splat_i64x16(i64 a) {
  return (i64x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline i64x16 iota_i64x16(void) {
  return (i64x16){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, };
}
static inline u32x16 load_u32x16(const u32 *p) { return *(const u32x16_u *)p; }
static inline void store_u32x16(u32 *p, u32x16 a) { *(u32x16_u *)p = a; }
static inline u32x16 splat_u32x16(u32 a) {
  return (u32x16){ a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, };
}
static inline u64x16 load_u64x16(const u64 *p) { return *(const u64x16_u *)p; }
static inline void store_u64x16(u64 *p, u64x16 a) { *(u64x16_u *)p = a; }
static inline f32x16 select_f32x16(i32x16 m, f32x16 a, f32x16 b) {
  return (f32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline i32x16 select_i32x16(i32x16 m, i32x16 a, i32x16 b) {
  return (i32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}
static inline u32x16 select_u32x16(i32x16 m, u32x16 a, u32x16 b) {
  return (u32x16)((m & (i32x16)a) | (~m & (i32x16)b));
}

static inline f32x16 abs_f32x16(f32x16 a) {
  return (f32x16)((i32x16)a & INT32_MAX);
}
static inline i32x16 maximum_i32x16(i32x16 a, i32x16 b) {
  return select_i32x16((i32x16)(a >= b), a, b);
}

/* Folds are one fixed binary tree, lane i with lane i + W/2, then i + W/4, and so on: no thread count and no compiler
   changes a sum. Whole rotations keep one vector type; only lane 0 is read. Signed sums wrap, as in NumPy. */
static inline i32 fold_max_i32x16(i32x16 a) {
  a = maximum_i32x16(a, (i32x16){ a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], });
  a = maximum_i32x16(a, (i32x16){ a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], a[2], a[3], });
  a = maximum_i32x16(a, (i32x16){ a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], a[1], });
  a = maximum_i32x16(a, (i32x16){ a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15], a[0], });
  return a[0];
}

static inline u32x16 shr_u32x16(u32x16 a, u32x16 b) {
  i32x16 inside = (i32x16)(b < 32);
  return select_u32x16(inside, a >> (b & (32 - 1)), splat_u32x16(0));
}

static inline f32x16 log_f32x16(f32x16 x) {
  i32x16 tiny = (i32x16)(x < 0x1p-126f);
  f32x16 normal = select_f32x16(tiny, x * 0x1p+23f, x);
  i32x16 bits = (i32x16)((u32x16)normal - 0x3f3504f3u);
  i32x16 e = bits >> 23;
  f32x16 f = (f32x16)((bits & 0x7fffff) + 0x3f3504f3) - 1.0f;
  e = e - (tiny & 23);
  f32x16 power = __builtin_convertvector(e, f32x16);
  f32x16 z = f * f;
  f32x16 p = f * -0x1.38b6a6p-4f + 0x1.055c4ep-3f;
  p = p * f + -0x1.0d8576p-3f;
  p = p * f + 0x1.22da04p-3f;
  p = p * f + -0x1.54723ep-3f;
  p = p * f + 0x1.99a00ap-3f;
  p = p * f + -0x1.000228p-2f;
  p = p * f + 0x1.555554p-2f;
  p = p * f + -0.5f;
  p = power * 0x1.7f7d1cp-20f - abs_f32x16(z * p);
  p = power * 0x1.62e4p-1f + (f + p);
  p = select_f32x16((i32x16)(x < INFINITY), p, x);
  p = select_f32x16((i32x16)(x < 0.0f), splat_f32x16(NAN), p);
  return select_f32x16((i32x16)(x == 0.0f), splat_f32x16(-INFINITY), p);
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

static inline f32x16 sqrt_f32x16(f32x16 x) {
  f32 lane[16];
  store_f32x16(lane, x);
  for (int i = 0; i < 16; i++) lane[i] = __builtin_sqrtf(lane[i]);
  return load_f32x16(lane);
}

/* As a loop, which compilers turn into products of the even and of the odd lanes. */
static inline u32x16 high_product_u32x16(u32x16 a, u32 b) {
  u32 lane[16], high[16];
  store_u32x16(lane, a);
  for (int i = 0; i < 16; i++) high[i] = (u32)((u64)lane[i] * b >> 32);
  return load_u32x16(high);
}
/* One of the ten rounds of Philox 4x32-10 (Salmon et al. 2011). */
static inline void __attribute__ ((always_inline)) philox_round_u32x16(u32x16 *a, u32x16 *b, u32x16 *c, u32x16 *d, u32x16 *k, u32x16 *l) {
  const u32x16 p = *a * 0xD2511F53u, q = *c * 0xCD9E8D57u;
  const u32x16 high = high_product_u32x16(*a, 0xD2511F53u);
  *a = high_product_u32x16(*c, 0xCD9E8D57u) ^ *b ^ *k;
  *b = q;
  *c = high ^ *d ^ *l;
  *d = p;
  *k = *k + 0x9E3779B9u;
  *l = *l + 0xBB67AE85u;
}

static inline u32x16 __attribute__ ((always_inline)) philox4x32_u32x16(u64x16 block, u64x16 draw, u64x16 key, u32x16 word) {
  u32x16 a = __builtin_convertvector(block, u32x16);
  u32x16 b = __builtin_convertvector(block >> 32, u32x16);
  u32x16 c = __builtin_convertvector(draw, u32x16);
  u32x16 d = __builtin_convertvector(draw >> 32, u32x16);
  u32x16 k = __builtin_convertvector(key, u32x16);
  u32x16 l = __builtin_convertvector(key >> 32, u32x16);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  philox_round_u32x16(&a, &b, &c, &d, &k, &l);
  const i32x16 odd = (i32x16)((word & 1) != 0), upper = (i32x16)((word & 2) != 0);
  return select_u32x16(upper, select_u32x16(odd, d, c), select_u32x16(odd, b, a));
}
static inline u32x16 __attribute__ ((always_inline)) philox_i64x16(i64x16 first, i64x16 word, i64x16 draw, i64x16 key) {
  const u32x16 which = __builtin_convertvector(first + word, u32x16);
  return philox4x32_u32x16((u64x16)first >> 2, (u64x16)draw, (u64x16)key, which);
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// What a call of a kernel does of its parallel loops: part number `part` of `parts` equal ones.
typedef struct { int64_t part, parts; } share_t;

// The part's first iteration of `count`, and the one after its last.
static inline int64_t first_of(int64_t count, share_t share) { return count * share.part / share.parts; }
static inline int64_t end_of(int64_t count, share_t share) { return count * (share.part + 1) / share.parts; }

// programs.py:174: return F.dropout(x, 0.25) + ag.random.normal(x.shape)
void add_b71e4067(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const u64 *const in0 = buffers[0];
  u64 *const restrict out0 = buffers[1];
  u64 *const out1 = buffers[2];
  (void)status;
  for (int64_t turn = first_of(n / 32, share); turn < end_of(n / 32, share); turn++) {
    const int64_t n0 = turn * 32;
    #pragma GCC unroll 16
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      const u64x16 v0 = __builtin_convertvector(n0 + n0u * 16 + iota_i64x16(), u64x16);
      const u64x16 v1 = load_u64x16(in0 + n0 + n0u * 16) + v0;
      store_u64x16(out0 + n0 + n0u * 16, v1);
      store_u64x16(out1 + n0 + n0u * 16, v1 + v0);
    }
  }
  for (int64_t turn = first_of(n % 32, share); turn < end_of(n % 32, share); turn++) {
    const int64_t n0 = turn + n - n % 32;
    const u64 v2 = (u64)n0;
    const u64 v3 = in0[n0] + v2;
    out0[n0] = v3;
    out1[n0] = v3 + v2;
  }
}

// programs.py:174: return F.dropout(x, 0.25) + ag.random.normal(x.shape)
void bernoulli_multiply_where_random_bits_64ab6899(void *const *restrict buffers, int64_t n, share_t share, status_t *status) {
  const u64 *const restrict in0 = buffers[0];
  const f32 *const restrict in1 = buffers[1];
  const f32 *const in2 = buffers[2];
  const f32 *const restrict in3 = buffers[3];
  const u64 *const restrict in4 = buffers[4];
  f32 *const out0 = buffers[5];
  (void)status;
  for (int64_t turn = first_of((n + 15) / 16, share); turn < end_of((n + 15) / 16, share); turn++) {
    const int64_t n0s = turn * 16;
    const int64_t n0 = n0s < n - 16 ? n0s : n - 16;
    const u32x16 v0 = philox_i64x16(n0 + iota_i64x16(), splat_i64x16(0), splat_i64x16((i64)in0[1]), splat_i64x16((i64)in0[0]));
    const i32x16 v1 = __builtin_convertvector(shr_u32x16(v0, splat_u32x16(8)), f32x16) * 5.9604645e-08f < splat_f32x16(in1[0]);
    const i64 v2 = (i64)in4[1];
    const i64 v3 = (i64)in4[0];
    const u32x16 v4 = philox_i64x16(n0 * 2 + iota_i64x16() * 2, splat_i64x16(0), splat_i64x16(v2), splat_i64x16(v3));
    const f32x16 v5 = sqrt_f32x16(log_f32x16((__builtin_convertvector(v4, f32x16) + 1.0f) * 2.3283064e-10f) * (-2.0f));
    const u32x16 v6 = philox_i64x16(n0 * 2 + iota_i64x16() * 2, splat_i64x16(1), splat_i64x16(v2), splat_i64x16(v3));
    const f32x16 v7 = select_f32x16(v1, load_f32x16(in2 + n0) * in3[0], splat_f32x16(0.0f)) + v5 * cos_f32x16(__builtin_convertvector(v6, f32x16) * 1.4629181e-09f);
    store_f32x16(out0 + n0, v7);
  }
}

// The kernels in their order, for whoever loads this file.
void *const kernels[] = {
  add_b71e4067,
  bernoulli_multiply_where_random_bits_64ab6899,
};
