// A CUDA driver for tests: two devices whose memory is the host's, so that pycuda itself runs. What needs a context says
// so where none is current, as the real one does. Functions of the driver that are not here are added as stubs.
#include "runtime_on_cpu.h"

#include <stdlib.h>
#include <chrono>
#include <map>

typedef int R;
enum { OK = 0, INVALID = 1, FULL = 2, NO_DEVICE = 101, NO_CONTEXT = 201, NOT_FOUND = 500, NOT_READY = 600, WRONG_ADDRESS = 700 };
static const size_t TOTAL = (size_t)1 << 30;

struct device_t {
  std::map<char *, size_t> blocks;
  size_t used = 0;
};
struct event_t {
  stream_on_cpu *stream = nullptr;
  uint64_t at = 0;
  std::chrono::steady_clock::time_point time;
};
static device_t devices[2];
static thread_local std::vector<device_t *> contexts;
static std::mutex lock;

static device_t *current() { return contexts.empty() ? nullptr : contexts.back(); }
static bool is_there(uint64_t address, size_t bytes, device_t *device = current()) {
  const std::lock_guard<std::mutex> own(lock);
  auto block = device->blocks.upper_bound((char *)address);
  if (block == device->blocks.begin()) return !bytes;
  --block;
  return (char *)address + bytes <= block->first + block->second;
}
static R copied(void *to, const void *from, size_t bytes, void *stream, uint64_t on_device) {
  if (!current()) return NO_CONTEXT;
  if (!is_there(on_device, bytes)) return WRONG_ADDRESS;
  return cudaMemcpyAsync(to, from, bytes, 0, (cudaStream_t)stream);
}

extern "C" {
R cuInit(unsigned) { return OK; }
R cuDriverGetVersion(int *version) { return *version = 13000, OK; }
R cuGetErrorString(R code, const char **text) {
  *text = code == FULL ? "out of memory" : code == NO_CONTEXT ? "invalid device context" : cudaGetErrorString(code);
  return OK;
}
R cuDeviceGetCount(int *count) { return *count = 2, OK; }
R cuDeviceGet(int *device, int number) { return *device = number, number < 2 ? OK : NO_DEVICE; }
R cuDeviceGetName(char *name, int room, int device) { return snprintf(name, room, "device %d", device), OK; }
R cuDeviceComputeCapability(int *major, int *minor, int) { return *major = 9, *minor = 0, OK; }
R cuDeviceTotalMem_v2(size_t *bytes, int) { return *bytes = TOTAL, OK; }
R cuDeviceGetAttribute(int *value, int which, int) { return *value = which == 16 ? 132 : 9, OK; }
R cuDevicePrimaryCtxRetain(void **context, int device) { return *context = devices + device, OK; }
R cuDevicePrimaryCtxRelease_v2(int) { return OK; }
R cuCtxPushCurrent_v2(void *context) { return contexts.push_back((device_t *)context), OK; }
R cuCtxPopCurrent_v2(void **context) {
  if (!current()) return NO_CONTEXT;
  if (context) *context = current();
  return contexts.pop_back(), OK;
}
R cuCtxGetDevice(int *device) { return current() ? (*device = (int)(current() - devices), OK) : NO_CONTEXT; }
R cuCtxSynchronize(void) { return current() ? OK : NO_CONTEXT; }
R cuMemAlloc_v2(uint64_t *made, size_t bytes) {
  if (!current()) return NO_CONTEXT;
  const std::lock_guard<std::mutex> own(lock);
  if (current()->used + bytes > TOTAL) return FULL;
  char *const block = (char *)aligned_alloc(256, (bytes + 255) / 256 * 256);
  current()->blocks[block] = bytes;
  current()->used += bytes;
  return *made = (uint64_t)memset(block, 0xff, bytes), OK;
}
R cuMemFree_v2(uint64_t address) {
  if (!current()) return NO_CONTEXT;
  const std::lock_guard<std::mutex> own(lock);
  const auto block = current()->blocks.find((char *)address);
  if (block == current()->blocks.end()) return INVALID;
  current()->used -= block->second;
  current()->blocks.erase(block);
  return OK;  // and kept: what was launched may go on using it, where the real one would wait
}
R cuMemGetInfo_v2(size_t *left, size_t *total) {
  return current() ? (*left = TOTAL - current()->used, *total = TOTAL, OK) : NO_CONTEXT;
}
R cuMemHostAlloc(void **made, size_t bytes, unsigned) {
  return current() ? (*made = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096), OK) : NO_CONTEXT;
}
R cuMemFreeHost(void *block) { return free(block), OK; }
R cuMemcpyHtoDAsync_v2(uint64_t to, const void *from, size_t bytes, void *stream) {
  return copied((void *)to, from, bytes, stream, to);
}
R cuMemcpyDtoHAsync_v2(void *to, uint64_t from, size_t bytes, void *stream) {
  return copied(to, (void *)from, bytes, stream, from);
}
R cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, void *stream) {
  if (!is_there(from, bytes, devices) && !is_there(from, bytes, devices + 1)) return WRONG_ADDRESS;
  return copied((void *)to, (void *)from, bytes, stream, to);
}
R cuStreamWaitEvent(void *stream, void *event, unsigned) {
  const event_t *const e = (event_t *)event;
  if (e->stream) ((cudaStream_t)stream)->follow(e->stream, e->at);
  return current() ? OK : NO_CONTEXT;
}
R cuStreamCreate(void **stream, unsigned) { return current() ? (*stream = new stream_on_cpu, OK) : NO_CONTEXT; }
R cuStreamDestroy_v2(void *) { return OK; }
R cuStreamSynchronize(void *stream) { return current() ? cudaStreamSynchronize((cudaStream_t)stream) : (R)NO_CONTEXT; }
R cuEventCreate(void **event, unsigned) { return current() ? (*event = new event_t, OK) : NO_CONTEXT; }
R cuEventDestroy_v2(void *event) { return delete (event_t *)event, OK; }
R cuEventRecord(void *event, void *stream) {
  if (!current()) return NO_CONTEXT;
  *(event_t *)event = {(stream_on_cpu *)stream, ((stream_on_cpu *)stream)->launched, std::chrono::steady_clock::now()};
  return OK;
}
R cuEventSynchronize(void *event) {
  const event_t *const e = (event_t *)event;
  return !current() ? (R)NO_CONTEXT : e->stream ? e->stream->run_until(e->at) : (R)OK;
}
R cuEventQuery(void *event) {
  const event_t *const e = (event_t *)event;
  return !current() ? (R)NO_CONTEXT : !e->stream || e->stream->done >= e->at ? (R)OK : (R)NOT_READY;
}
R cuEventElapsedTime_v2(float *milliseconds, void *a, void *b) {
  *milliseconds = std::chrono::duration<float, std::milli>(((event_t *)b)->time - ((event_t *)a)->time).count();
  return OK;
}
R cuEventElapsedTime(float *milliseconds, void *a, void *b) { return cuEventElapsedTime_v2(milliseconds, a, b); }
// What a test makes fail: all that was launched on a stream from now on.
void fail(void *stream) {
  ((stream_on_cpu *)stream)->add([] { return (int)WRONG_ADDRESS; });
}
}
