"""What would help against what CUDA says. Its driver and its runtime have the same words for an error."""

from __future__ import annotations

#: How pycuda is installed. It is distributed as source, and its build reads where CUDA is from this file alone.
INSTALL = (
    "pip install pycuda, with three lines in ~/.aksetup-defaults.py: CUDA_ROOT='/usr/local/cuda', "
    "CUDA_ENABLE_CURAND=False, CUDADRV_LIB_DIR=['/usr/lib/x86_64-linux-gnu'], as your folders are called"
)
#: How it is built once more.
REBUILD = "build it again: pip install --force-reinstall --no-cache-dir --no-deps pycuda"
DRIVER = "install NVIDIA's driver for your GPU"
_NEWER = "install a newer driver, or a toolkit as old as the driver and set AUTOGRAPH_NVCC to its nvcc"
_OTHER = "unset AUTOGRAPH_CUDA_ARCH, or set it to what `autograph doctor` says of the GPU: it was compiled for another"
_AGAIN = "start Python again: CUDA keeps such an error"
_ELSE = (
    f"{_AGAIN}. CUDA_LAUNCH_BLOCKING=1 names the call that fails, compute-sanitizer the kernel; "
    'device="cpu" runs the same function'
)

#: Words of an error's text → what to try.
_REMEDIES = {
    "no CUDA-capable device": "nvidia-smi tells whether the driver sees a GPU; a container has to be given it "
    "(--gpus all)",
    "driver version is insufficient": _NEWER,
    "unsupported toolchain": _NEWER,
    "no kernel image": _OTHER,
    "invalid device function": _OTHER,
    "stub library": "take the toolkit's folder lib64/stubs out of LD_LIBRARY_PATH: the driver's own libcuda is wanted",
    "driver combination": "restart the machine: the loaded driver is of another version than its library libcuda; a "
    "container has to have the library of the machine's driver",
    "busy or unavailable": "end the process that has the GPU for itself, or `nvidia-smi -c DEFAULT`: nvidia-smi "
    "names both",
    "device-side assert": f"read what it has printed: an assert in the CUDA text of an operation has failed. {_AGAIN}",
    "timed out": f"give the GPU less to do in a call, or one without a screen: those with one end long kernels. "
    f"{_AGAIN}",
    "ECC": "use another GPU, or reset this one: nvidia-smi -q -d ECC tells of its memory",
}


def remedy(text: str, otherwise: str = _ELSE) -> str:
    """What to try about an error of CUDA's."""
    return next((found for words, found in _REMEDIES.items() if words in text), otherwise)
