// Gives g++ the part of CUDA's runtime that the launcher uses, over cuda_on_cpu.h: streams, graphs, copies, errors.
//
// A stream does nothing until somebody waits for it: what is launched waits in a queue, so a value that is looked at too
// early, or memory that is given away too early, shows as wrong results.
#pragma once
#include "cuda_on_cpu.h"

#include <stdint.h>
#include <string.h>
#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <vector>

typedef int cudaError_t;
typedef std::function<int()> work_t;

struct stream_on_cpu {
  std::mutex lock, running;
  std::deque<work_t> waiting;
  std::vector<work_t> *captured = nullptr;  // what is launched is noted here, and not run
  uint64_t launched = 0, done = 0;  // done, or being done
  std::atomic<uint64_t> finished{0};
  int failed = 0, refusal = 0;  // what failed stays; the code with which kernels are refused from now on
  int64_t graphs = 0, kernels = 0, captures = 0;

  virtual ~stream_on_cpu() = default;
  virtual void add(work_t work) {
    const std::lock_guard<std::mutex> own(lock);
    if (captured) return captured->push_back(std::move(work));
    waiting.push_back(std::move(work));
    launched++;
  }
  // Runs what was launched first, up to so many pieces of work in all.
  virtual int run_until(uint64_t count) {
    // Streams wait for one another, and what they wait for was launched before: whose turn is over must not wait for the
    // thread that runs the stream, since that may wait for a stream which this thread runs.
    while (!running.try_lock()) {
      if (finished >= count) return failed;
      std::this_thread::yield();
    }
    const std::lock_guard<std::mutex> alone(running, std::adopt_lock);
    for (;;) {
      work_t work;
      {
        const std::lock_guard<std::mutex> own(lock);
        if (waiting.empty() || done >= count || failed) return failed;
        work = std::move(waiting.front());
        waiting.pop_front();
        done++;
      }
      const int code = work();
      const std::lock_guard<std::mutex> own(lock);
      if (code && !failed) failed = code;
      finished++;
    }
  }
  // What comes next waits for so many pieces of another stream's work.
  void follow(stream_on_cpu *other, uint64_t count) {
    add([=] { return other->finished >= count ? 0 : other->run_until(count); });
  }
};
typedef stream_on_cpu *cudaStream_t;
typedef std::shared_ptr<std::vector<work_t>> *cudaGraph_t, *cudaGraphExec_t;

enum { cudaSuccess = 0, cudaErrorInvalidValue = 1, cudaErrorInvalidConfiguration = 9, cudaErrorIllegalAddress = 700 };
enum { cudaMemcpyDeviceToHost = 2, cudaStreamNonBlocking = 1, cudaStreamCaptureModeThreadLocal = 1 };

inline thread_local int refused_on_cpu;

inline int add_on_cpu(cudaStream_t stream, work_t work) {
  stream->add(std::move(work));
  return stream->failed;
}
inline int cudaMemcpyAsync(void *to, const void *from, size_t bytes, int, cudaStream_t stream) {
  return add_on_cpu(stream, [=] { return memmove(to, from, bytes), 0; });
}
inline int cudaMemsetAsync(void *to, int value, size_t bytes, cudaStream_t stream) {
  return add_on_cpu(stream, [=] { return memset(to, value, bytes), 0; });
}
inline int cudaStreamSynchronize(cudaStream_t stream) { return stream->run_until(UINT64_MAX); }
inline int cudaStreamCreateWithFlags(cudaStream_t *stream, int) { return *stream = new stream_on_cpu, 0; }
inline int cudaStreamDestroy(cudaStream_t stream) { return delete stream, 0; }

inline int cudaStreamBeginCapture(cudaStream_t stream, int) { return stream->captured = new std::vector<work_t>, 0; }
inline int cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t *graph) {
  *graph = new std::shared_ptr<std::vector<work_t>>(stream->captured);
  return stream->captured = nullptr, 0;
}
inline int cudaGraphInstantiateWithFlags(cudaGraphExec_t *made, cudaGraph_t graph, int) {
  return *made = new std::shared_ptr<std::vector<work_t>>(*graph), 0;
}
inline int cudaGraphLaunch(cudaGraphExec_t graph, cudaStream_t stream) {
  stream->graphs++;
  return add_on_cpu(stream, [all = *graph] {
    for (const work_t &work : *all)
      if (const int code = work()) return code;
    return 0;
  });
}
inline int cudaGraphDestroy(cudaGraph_t graph) { return delete graph, 0; }
inline int cudaGraphExecDestroy(cudaGraphExec_t graph) { return delete graph, 0; }

inline const char *cudaGetErrorName(int code) {
  switch (code) {
    case 2: return "cudaErrorMemoryAllocation";
    case cudaErrorInvalidConfiguration: return "cudaErrorInvalidConfiguration";
    case 35: return "cudaErrorInsufficientDriver";
    case 209: return "cudaErrorNoKernelImageForDevice";
    case cudaErrorIllegalAddress: return "cudaErrorIllegalAddress";
    case 710: return "cudaErrorAssert";
  }
  return "cudaErrorUnknown";
}
inline const char *cudaGetErrorString(int code) {
  switch (code) {
    case 2: return "out of memory";
    case cudaErrorInvalidConfiguration: return "invalid configuration argument";
    case 35: return "CUDA driver version is insufficient for CUDA runtime version";
    case 209: return "no kernel image is available for execution on the device";
    case cudaErrorIllegalAddress: return "an illegal memory access was encountered";
    case 710: return "device-side assert triggered";
  }
  return "unknown error";
}

// A launch has copied its arguments when it returns.
template <class... Parameters, class... Arguments>
void launch_later(const char *name, unsigned grid, unsigned block, size_t bytes, void *on, void (*kernel)(Parameters...),
                  Arguments... given) {
  const cudaStream_t stream = (cudaStream_t)on;
  stream->kernels++;
  const int code = on_cpu::refused(name, grid, block, bytes);
  refused_on_cpu = code ? code : stream->refusal;
  if (refused_on_cpu) return;
  const std::tuple<Parameters...> arguments((Parameters)given...);
  stream->add([=] {
    on_cpu::launch(name, grid, block, bytes, [&] { std::apply(kernel, arguments); });
    return cudaGetLastError();
  });
}
inline int last_refusal() {
  const int code = refused_on_cpu;
  return refused_on_cpu = 0, code;
}

#undef AG_LAUNCH
#define AG_LAUNCH(kernel, grid, block, bytes, stream, ...) launch_later(#kernel, grid, block, bytes, stream, kernel, __VA_ARGS__)
#define cudaGetLastError last_refusal
