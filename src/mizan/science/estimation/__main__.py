"""`python -m mizan.science.estimation TABLE.csv` is `mizan estimate TABLE.csv`."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
