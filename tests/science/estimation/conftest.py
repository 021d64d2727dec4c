"""The stored tables and what other programs made of them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from mizan.science.estimation.reading import read_table
from mizan.science.estimation.table import CaptureTable

DATA = Path(__file__).parents[2] / "data" / "estimation"


@lru_cache(maxsize=32)
def load(name: str) -> CaptureTable:
    return read_table(DATA / f"{name}.csv")


@lru_cache(maxsize=1)
def reference() -> dict[str, dict]:
    return json.loads((DATA / "reference_outputs.json").read_text())["datasets"]


def boot_draws(name: str) -> np.ndarray:
    return np.loadtxt(DATA / "bootreps" / f"bootreps_{name}_1000.csv", delimiter=",", skiprows=1)[:, 1]


@pytest.fixture(autouse=True)
def plain_numpy(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Compiling costs more than these small jobs; tests that compare both say so themselves."""
    if "compiled" not in request.fixturenames:
        monkeypatch.setenv("MIZAN_NO_NUMBA", "1")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> pytest.MonkeyPatch:
    """Numba on, whatever the environment of the test run says."""
    import numba  # noqa: F401  # a missing compiler must fail the test, not skip it

    monkeypatch.delenv("MIZAN_NO_NUMBA", raising=False)
    return monkeypatch
