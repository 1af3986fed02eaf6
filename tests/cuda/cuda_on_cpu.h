// Gives g++ the CUDA that generated kernels use, so that they run on the CPU: block after block, and in a block one
// thread after another, each on a stack of its own, until it waits for others.
//   - Shared memory is full of NaNs when a block begins. AG_SHARED(type, name, dimensions) is `__shared__ …`, and
//     AG_BLOCK_MEMORY(name) the bytes that the launch has asked for.
//   - What cannot complete is reported, not hung: a barrier that not all threads reach, lanes that meet in different
//     collectives, a mask that names a lane that has ended or leaves out the one that calls.
//   - -fsanitize=address finds what lies outside its buffer; -fsanitize=thread finds accesses, of two threads or of two
//     blocks, that no barrier orders.
// One interleaving at a time, forwards or backwards: a test that passes proves less than a GPU would.
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

#define ON_ASAN(...)
#define ON_TSAN(...)
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#undef ON_ASAN
#define ON_ASAN(...) __VA_ARGS__
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#undef ON_TSAN
#define ON_TSAN(...) __VA_ARGS__
extern "C" void AnnotateIgnoreReadsBegin(const char *, int), AnnotateIgnoreReadsEnd(const char *, int);
extern "C" void AnnotateIgnoreWritesBegin(const char *, int), AnnotateIgnoreWritesEnd(const char *, int);
#endif
// The engine's own reads and writes are no business of the thread sanitizer.
#define QUIETLY() ON_TSAN(AnnotateIgnoreReadsBegin("", 0); AnnotateIgnoreWritesBegin("", 0);)
#define ALOUD() ON_TSAN(AnnotateIgnoreReadsEnd("", 0); AnnotateIgnoreWritesEnd("", 0);)

#define __global__
#define __device__
#define __launch_bounds__(threads)
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __forceinline__ inline __attribute__((always_inline))

struct place_t { unsigned x, y, z; };
inline place_t gridDim, blockDim, blockIdx, threadIdx;

// What a test asks for: at most so many blocks (0: as many as the launch wants), the order of the threads, and a code
// with which the next launch is refused (0: none).
inline unsigned most_blocks;
inline int backwards, refusal;
extern "C" __attribute__((used)) inline void arrange(unsigned blocks, int reversed, int code) {
  most_blocks = blocks, backwards = reversed, refusal = code;
}

namespace on_cpu {

constexpr size_t STACK = 256 * 1024;
constexpr bool SEPARATE = ON_TSAN(true ||) false;  // threads that share a stack would be one to the sanitizer
enum { LAUNCH_FAILURE = 719, INVALID_CONFIGURATION = 9, INVALID_VALUE = 1 };
// Bytes that a block has without being given room, and at most (of an H200).
constexpr size_t USUAL = 48 << 10, LARGEST = 227 << 10;

struct fiber_t {
  ucontext_t context;
  char *stack;
  size_t size;
  void *shadow;  // the thread sanitizer's own
};
enum state_t { FRESH, READY, AT_BARRIER, IN_WARP, DONE };
struct copy_t { void *to; const void *from; size_t size, bytes; unsigned group; };
struct thread_t {
  state_t state;
  fiber_t *fiber;
  // what it brings to a meeting of lanes, and takes from it
  const char *meeting;
  int line;
  unsigned mask, source;
  uint64_t value;
  char arrives, leaves;  // places that the thread sanitizer orders by
  std::vector<copy_t> copies;  // that have begun; nothing of them is seen before the thread waits
  unsigned groups = 0;
};
struct engine_t {
  std::vector<thread_t> threads;
  std::vector<fiber_t *> idle, ended, spare;
  std::vector<void *> shared;
  fiber_t home{}, *running = nullptr, *before = nullptr;
  unsigned current = 0, live = 0;
  void (*kernel)(void *) = nullptr;
  void *arguments = nullptr;
  const char *name = "";
  char trouble[512] = "", begins = 0, ends = 0, barrier[2] = {0, 0};
  unsigned meetings = 0;
  size_t bytes = 0;  // of the memory that each block of the launch has
  int error = 0;
};
inline engine_t &engine = *new engine_t;  // never destroyed: threads that were given up may refer to it
inline std::mutex one_launch;
inline std::map<std::string, size_t> &rooms = *new std::map<std::string, size_t>;  // of kernels that were given some
inline unsigned turns[32][32];  // how often each lane of each warp has multiplied fragments

inline void run_thread();

__attribute__((noinline, no_sanitize("thread"))) inline void jump(fiber_t *from, fiber_t *to) {
  engine.running = to;
  ON_ASAN(void *fake; engine.before = from; __sanitizer_start_switch_fiber(&fake, to->stack, to->size);)
  ON_TSAN(__tsan_switch_to_fiber(to->shadow, __tsan_switch_to_fiber_no_sync);)
  swapcontext(&from->context, &to->context);
  ON_ASAN(__sanitizer_finish_switch_fiber(fake, nullptr, nullptr);)
}

inline fiber_t *fresh_fiber() {
  fiber_t *f;
  if (engine.idle.empty()) {
    f = new fiber_t{};
    f->size = STACK;
    f->stack = (char *)mmap(nullptr, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (f->stack == MAP_FAILED) abort();
  } else {
    f = engine.idle.back();
    engine.idle.pop_back();
  }
  ON_TSAN(if (!f->shadow) f->shadow = __tsan_create_fiber(0);)
  ON_ASAN(__asan_unpoison_memory_region(f->stack, STACK);)
  getcontext(&f->context);
  f->context.uc_stack.ss_sp = f->stack;
  f->context.uc_stack.ss_size = STACK;
  f->context.uc_link = nullptr;
  makecontext(&f->context, run_thread, 0);
  return f;
}

// Gives the launch up; its threads stay where they are.
[[noreturn]] inline void fail(const char *what) {
  const thread_t &t = engine.threads[engine.current];
  snprintf(engine.trouble, sizeof engine.trouble, "%s: kernel %s, block %u, thread %u, line %d", what, engine.name,
           blockIdx.x, engine.current, t.line);
  engine.error = LAUNCH_FAILURE;
  jump(engine.running, &engine.home);
  abort();
}

// The next thread that can go on, in the order that the test asks for; -1 if all wait.
inline int next_thread() {
  const int count = (int)engine.threads.size();
  for (int k = 1; k <= count; k++) {
    const int next = ((int)engine.current + (backwards ? count - k : k)) % count;
    if (engine.threads[next].state <= READY) return next;
  }
  return -1;
}

inline void resume(unsigned next) {
  engine.current = next;
  threadIdx = {next, 0, 0};
}

// The current thread waits: others run.
inline void wait() {
  const unsigned me = engine.current;
  const int next = next_thread();
  if (next < 0) fail("a barrier that not all threads reach");
  if ((unsigned)next == me) return;
  thread_t &t = engine.threads[next];
  if (t.state == FRESH) t.fiber = fresh_fiber();
  resume(next);
  jump(engine.threads[me].fiber, t.fiber);
  resume(me);
}

inline void finish_barrier() {
  unsigned waiting = 0;
  for (const thread_t &t : engine.threads) waiting += t.state == AT_BARRIER;
  if (!waiting || waiting < engine.live) return;
  engine.meetings++;
  for (thread_t &t : engine.threads)
    if (t.state == AT_BARRIER) t.state = READY;
}

inline void barrier(int line) {
  QUIETLY()
  thread_t &me = engine.threads[engine.current];
  if (engine.live < engine.threads.size()) fail("a barrier that not all threads reach");
  ON_TSAN(char *const place = &engine.barrier[engine.meetings % 2]; __tsan_release(place);)
  me.state = AT_BARRIER, me.line = line;
  finish_barrier();
  while (me.state == AT_BARRIER) wait();
  ON_TSAN(__tsan_acquire(place);)
  ALOUD()
}

// Completes what `me` waits in, if all lanes of its mask are there. What a lane takes is what `source` brought.
inline void finish_meeting(unsigned me) {
  const unsigned warp = me / 32 * 32, mask = engine.threads[me].mask;
  for (unsigned lane = 0; lane < 32; lane++) {
    if (!(mask >> lane & 1)) continue;
    if (warp + lane >= engine.threads.size()) fail("a mask that names a lane that is not there");
    const thread_t &t = engine.threads[warp + lane];
    if (t.state == DONE) fail("a mask that names a lane that has ended");
    if (t.state != IN_WARP) return;
    if (t.mask != mask || t.line != engine.threads[me].line || strcmp(t.meeting, engine.threads[me].meeting))
      fail("lanes that meet in different places");
  }
  uint64_t brought[32];
  for (unsigned lane = 0; lane < 32; lane++)
    if (mask >> lane & 1) {
      ON_TSAN(__tsan_acquire(&engine.threads[warp + lane].arrives);)
      brought[lane] = engine.threads[warp + lane].value;
    }
  for (unsigned lane = 0; lane < 32; lane++)
    if (mask >> lane & 1) {
      thread_t &t = engine.threads[warp + lane];
      if (!(mask >> t.source & 1)) fail("a value of a lane that is not in the mask");
      t.value = brought[t.source], t.state = READY;
    }
  ON_TSAN(for (unsigned lane = 0; lane < 32; lane++) if (mask >> lane & 1) __tsan_release(&engine.threads[warp + lane].leaves);)
}

inline uint64_t meet(const char *meeting, int line, unsigned mask, unsigned source, uint64_t value) {
  QUIETLY()
  thread_t &me = engine.threads[engine.current];
  me.meeting = meeting, me.line = line;
  if (!(mask >> engine.current % 32 & 1)) fail("a mask that leaves out the lane that calls");
  me.mask = mask, me.source = source, me.value = value, me.state = IN_WARP;
  ON_TSAN(__tsan_release(&me.arrives);)
  finish_meeting(engine.current);
  while (me.state == IN_WARP) wait();
  ON_TSAN(__tsan_acquire(&me.leaves);)
  const uint64_t found = me.value;
  ALOUD()
  return found;
}

inline unsigned own_lane() { return threadIdx.x % 32; }

template <class T> T shuffled(const char *meeting, int line, unsigned mask, T value, unsigned source) {
  static_assert(sizeof(T) <= 8, "a lane hands on eight bytes");
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof value);
  bits = meet(meeting, line, mask, source, bits);
  memcpy(&value, &bits, sizeof value);
  return value;
}

inline void run_thread() {
  ON_ASAN(const void *b; size_t z; __sanitizer_finish_switch_fiber(nullptr, &b, &z);
          if (engine.before == &engine.home) { engine.home.stack = (char *)b; engine.home.size = z; })
  QUIETLY()
  for (;;) {
    engine.threads[engine.current].state = READY;
    ON_TSAN(__tsan_acquire(&engine.begins);)
    ALOUD() engine.kernel(engine.arguments);
    QUIETLY()
    ON_TSAN(__tsan_release(&engine.ends);)
    const unsigned me = engine.current;
    engine.threads[me].state = DONE;
    engine.live--;
    for (const thread_t &t : engine.threads)
      if (t.state == AT_BARRIER) fail("a barrier that not all threads reach");
    for (unsigned k = me / 32 * 32; k < me / 32 * 32 + 32 && k < engine.threads.size(); k++)
      if (engine.threads[k].state == IN_WARP) finish_meeting(k);
    const int next = next_thread();
    fiber_t *const own = engine.running;
    if (next < 0 && engine.live) fail("a barrier that not all threads reach");
    fiber_t *to = &engine.home;
    if (next >= 0) {
      thread_t &t = engine.threads[next];
      resume(next);
      if (t.state == FRESH && !SEPARATE) {  // a thread that is done leaves its stack to the next
        t.fiber = own;
        continue;
      }
      if (t.state == FRESH) t.fiber = fresh_fiber();
      to = t.fiber;
    }
    (SEPARATE ? engine.ended : engine.idle).push_back(own);
    ALOUD() jump(own, to);
  }
}

inline void run_block(unsigned number, unsigned size) {
  blockIdx = {number, 0, 0};
  engine.threads.assign(size, thread_t{});
  engine.live = size;
  memset(turns, 0, sizeof turns);
  resume(backwards ? size - 1 : 0);
  thread_t &first = engine.threads[engine.current];
  first.fiber = fresh_fiber();
  jump(&engine.home, first.fiber);
  for (void *&p : engine.shared) free(p), p = nullptr;
  // Nor are neighbouring blocks in order: what one has ended with waits until the next is done.
  engine.idle.insert(engine.idle.end(), engine.spare.begin(), engine.spare.end());
  engine.spare.swap(engine.ended);
  engine.ended.clear();
}

inline int give_room(const char *kernel, size_t bytes) {
  const std::lock_guard<std::mutex> alone(one_launch);
  if (bytes > LARGEST) return INVALID_VALUE;
  return rooms[kernel] = bytes, 0;
}

// The code with which a launch is refused; 0 if it is not.
inline int refused(const char *name, unsigned grid, unsigned block, size_t bytes) {
  const std::lock_guard<std::mutex> alone(one_launch);
  if (bytes > USUAL && (!rooms.count(name) || bytes > rooms[name])) return INVALID_VALUE;
  return grid < 1 || grid > 0x7fffffffu || block < 1 || block > 1024 ? INVALID_CONFIGURATION : 0;
}

template <class Kernel> void launch(const char *name, unsigned grid, unsigned block, size_t bytes, Kernel kernel) {
  const int code = refused(name, grid, block, bytes);
  const std::lock_guard<std::mutex> alone(one_launch);
  engine.error = code ? code : refusal;
  if (engine.error) return;
  engine.bytes = bytes;
  ON_TSAN(engine.home.shadow = __tsan_get_current_fiber(); __tsan_release(&engine.begins);)
  QUIETLY()
  engine.name = name;
  engine.kernel = [](void *k) { (*(Kernel *)k)(); };
  engine.arguments = &kernel;
  gridDim = {most_blocks && most_blocks < grid ? most_blocks : grid, 1, 1};
  blockDim = {block, 1, 1};
  for (unsigned k = 0; k < gridDim.x && !engine.error; k++) run_block(backwards ? gridDim.x - 1 - k : k, block);
  ALOUD()
  ON_TSAN(__tsan_acquire(&engine.ends);)
}

// Each block has its own, from the heap: so sanitizers know where it ends and when it was new.
inline void *shared_by_block(size_t number, size_t bytes) {
  QUIETLY()
  if (engine.shared.size() <= number) engine.shared.resize(number + 1);
  void *&p = engine.shared[number];
  if (!p) {
    if (posix_memalign(&p, 128, bytes)) abort();
    memset(p, 0xff, bytes);
  }
  ALOUD()
  return p;
}

}  // namespace on_cpu

// What went wrong in the last launch that failed.
extern "C" __attribute__((used)) inline const char *trouble() { return on_cpu::engine.trouble; }

#define AG_SHARED(type, name, dimensions) \
  typedef type name##_shared_t dimensions; \
  name##_shared_t &name = *(name##_shared_t *)on_cpu::shared_by_block(__COUNTER__, sizeof(name##_shared_t))
#define AG_BLOCK_MEMORY(name) char *const name = (char *)on_cpu::shared_by_block(__COUNTER__, on_cpu::engine.bytes)
#define AG_ROOM(kernel, bytes) on_cpu::give_room(#kernel, bytes)
#define __syncthreads() on_cpu::barrier(__LINE__)
#define __syncwarp(mask) ((void)on_cpu::meet("__syncwarp", __LINE__, mask, on_cpu::own_lane(), 0))
#define __shfl_sync(mask, value, source) on_cpu::shuffled("__shfl_sync", __LINE__, mask, value, (unsigned)(source))
#define __shfl_xor_sync(mask, value, lanes) \
  on_cpu::shuffled("__shfl_xor_sync", __LINE__, mask, value, on_cpu::own_lane() ^ (unsigned)(lanes))

#include "mma_on_cpu.h"

inline unsigned long long atomicExch(unsigned long long *place, unsigned long long value) {
  return __atomic_exchange_n(place, value, __ATOMIC_RELAXED);
}
inline float rsqrtf(float x) { return 1 / sqrtf(x); }
inline double rsqrt(double x) { return 1 / sqrt(x); }

inline int cudaGetLastError() {
  const int error = on_cpu::engine.error;
  on_cpu::engine.error = 0;
  return error;
}

#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) \
  ((void)(stream), on_cpu::launch(#kernel, grid, block, bytes, [&] { kernel(__VA_ARGS__); }))
