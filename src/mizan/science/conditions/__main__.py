"""`python -m mizan.science.conditions` is `mizan conditions`."""

from __future__ import annotations

import sys

from mizan.science.conditions.command import main

raise SystemExit(main(sys.argv[1:]))
