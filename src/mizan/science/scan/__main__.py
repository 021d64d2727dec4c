"""`python -m mizan.science.scan CASES.csv --model poisson ...`"""

from __future__ import annotations

import sys

from mizan.science.scan.command import main

sys.exit(main(sys.argv[1:]))
