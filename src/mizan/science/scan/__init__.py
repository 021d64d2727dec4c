"""Scan statistics: where, and since when, are there more cases than chance explains? See `docs/methods/scan.md`."""
