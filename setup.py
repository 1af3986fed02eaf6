"""Packaging. The tools' own settings are in pyproject.toml."""

from __future__ import annotations

import re
from pathlib import Path

from setuptools import find_packages, setup

ROOT = Path(__file__).parent

TEST = ["pytest>=7.4", "pytest-xdist>=3.5", "hypothesis>=6.80", "mpmath>=1.3", "setuptools>=77"]
LINT = ["ruff>=0.6", "mypy>=1.11"]


def version() -> str:
    """`__version__` of the package, read without importing it: its dependencies need not be there yet."""
    text = (ROOT / "autograph" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit('autograph/__init__.py has no line __version__ = "..."')
    return found[1]


setup(
    name="autograph",
    version=version(),
    description="A deep-learning compiler: Python functions to C and CUDA that a person can read",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license_expression="MIT OR Apache-2.0",
    license_files=["LICENSE-MIT", "LICENSE-APACHE"],
    python_requires=">=3.10",
    install_requires=[
        "numpy>=1.24",
        "cffi>=1.16",
        "jinja2>=3.1",
        "tqdm>=4.65",
        "safetensors>=0.4",
        "filelock>=3.20.3",
        "ml_dtypes>=0.4",
    ],
    extras_require={
        "test": TEST,
        "lint": LINT,
        "dev": TEST + LINT,
        "cuda": ["pycuda>=2024.1"],
        "images": ["pillow>=10.1"],
        "plot": ["matplotlib>=3.7"],
    },
    packages=[*find_packages(include=["autograph", "autograph.*"]), "autograph.templates"],
    # The templates stand at the top of the repository, beside what they generate; the wheel holds them in the package.
    package_dir={"autograph.templates": "templates"},
    package_data={
        "autograph": ["py.typed"],
        "autograph.bench": ["peak.c"],
        "autograph.datasets": ["files/*"],
        "autograph.templates": ["**/*"],
    },
    include_package_data=False,
    entry_points={"console_scripts": ["autograph = autograph.cli:main"]},
    zip_safe=False,
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Intended Audience :: Developers",
        "Intended Audience :: Education",
        "Intended Audience :: Science/Research",
        "Operating System :: POSIX :: Linux",
        "Programming Language :: C",
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
        "Topic :: Scientific/Engineering :: Artificial Intelligence",
        "Topic :: Software Development :: Compilers",
        "Typing :: Typed",
    ],
)
