"""`python -m souverain` is the command line."""

import sys

from souverain.cli import main

sys.exit(main())
