"""What a sample says about the many it was drawn from: means and shares with the error of the design that drew it."""

from __future__ import annotations
