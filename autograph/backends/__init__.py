"""Where graphs run: the NumPy reference, C, CUDA."""
