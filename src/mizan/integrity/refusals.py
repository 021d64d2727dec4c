"""The refusals of this room in words."""

from __future__ import annotations
