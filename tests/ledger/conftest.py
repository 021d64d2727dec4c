"""Every test of this room may have the loaded pack and the same cast; it leaves nothing behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory where the machine has one: what syncs thousands of files need not wait for a real disk."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="mizan-", dir=parent) as made:
        yield Path(made)
