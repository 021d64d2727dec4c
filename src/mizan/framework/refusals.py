"""The refusals of this room in words."""

from __future__ import annotations

from mizan.kit.wording import sentences

sentences({})
