"""What becomes of cases and when: competing ends, time in state, fair comparison, and promised steps."""

from __future__ import annotations
