// What host_gpu.py asks of a stream of runtime_on_cpu.h.
#include "runtime_on_cpu.h"

extern "C" {
void *stream_new(void) { return new stream_on_cpu; }
void stream_copy(void *stream, void *to, const void *from, size_t bytes) {
  cudaMemcpyAsync(to, from, bytes, 0, (cudaStream_t)stream);
}
uint64_t stream_launched(void *stream) { return ((cudaStream_t)stream)->launched; }
uint64_t stream_done(void *stream) { return ((cudaStream_t)stream)->done; }
int stream_run(void *stream, uint64_t count) { return ((cudaStream_t)stream)->run_until(count); }
void stream_follow(void *stream, void *other, uint64_t count) {
  ((cudaStream_t)stream)->follow((cudaStream_t)other, count);
}
void stream_refuse(void *stream, int code) { ((cudaStream_t)stream)->refusal = code; }
void stream_fail(void *stream, int code) {
  ((cudaStream_t)stream)->add([=] { return code; });
}
int64_t stream_graphs(void *stream) { return ((cudaStream_t)stream)->graphs; }
int64_t stream_kernels(void *stream) { return ((cudaStream_t)stream)->kernels; }
const char *stream_error(int code) { return cudaGetErrorString(code); }
}
