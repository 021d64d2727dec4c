"""The small country with its enrolled readers is made once for the tests of a file; each test's rows are undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own_settings
from django.db import transaction
from django.test import override_settings

from tests.institutions.keyring import Held, small_ring


@pytest.fixture(scope="module")
def ring_of_the_file(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Mapping[str, Held]]]:
    """The folder of its pins, and its readers."""
    folder = tmp_path_factory.mktemp("ring")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MANIFEST_PINS=folder / "manifest-pins"):
            ring = small_ring(own_settings, folder)
        yield folder, ring
        transaction.set_rollback(True)


@pytest.fixture
def ring(
    ring_of_the_file: tuple[Path, Mapping[str, Held]], db: None, settings: Any, tmp_path: Path
) -> Mapping[str, Held]:
    """A reader for every body that can read, all enrolled, proved and in a trusted manifest."""
    folder, ring = ring_of_the_file
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    settings.MANIFEST_PINS = tmp_path / "manifest-pins"
    return ring
