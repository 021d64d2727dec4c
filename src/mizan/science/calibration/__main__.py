"""`python -m mizan.science.calibration` is `mizan signals`."""

from __future__ import annotations

import sys

from mizan.science.calibration.command import main

raise SystemExit(main(sys.argv[1:]))
