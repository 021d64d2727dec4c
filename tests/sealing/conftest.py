"""Machines differ in speed: no example of Hypothesis fails for its time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
