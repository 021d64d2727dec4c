"""`python -m mizan.science.surveillance SERIES.csv ...`"""

from __future__ import annotations

import sys

from mizan.science.surveillance.command import main

sys.exit(main(sys.argv[1:]))
