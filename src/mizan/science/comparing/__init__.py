"""Did it help? Places with a programme against places without it, before and after; and whether that is fair."""

from __future__ import annotations
