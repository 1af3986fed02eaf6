"""Benchmarks a stranger can run: `autograph bench`."""
