"""Every test of this room may have the loaded pack and the same cast; it leaves nothing behind."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.framework.cast import Cast, make_cast
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)

# A busy machine is no fault of the code: no test here fails for being slow.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture
def cast(loaded_pack: None) -> Cast:
    return make_cast()
