"""A busy machine is no fault of the code: no test here fails for being slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
