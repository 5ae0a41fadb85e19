"""The labels of the corpus are looked at where there is one: `SOUVERAIN_CORPUS=FOLDER`."""

from __future__ import annotations

import os

collect_ignore = [] if os.environ.get("SOUVERAIN_CORPUS") else ["test_labels.py"]
