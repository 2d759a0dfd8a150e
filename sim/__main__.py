"""`python -m sim` is `loket`."""

import sys

from sim.cli import main

sys.exit(main())
