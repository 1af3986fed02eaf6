"""`python -m autograph` is the command `autograph`."""

import sys

from autograph.cli import main

sys.exit(main())
