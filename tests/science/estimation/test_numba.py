"""With and without numba: the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.estimation import accelerate, gibbs
from mizan.science.estimation.bootstrap import draw
from mizan.science.estimation.hierarchies import all_models
from mizan.science.estimation.scores import score

from .conftest import load


def test_compiled_and_plain_fits_are_the_same(compiled: pytest.MonkeyPatch) -> None:
    assert accelerate.allowed()
    for name, order, replicates in (("UKdat_5", 2, 20), ("Kosovo", 3, 180), ("NewOrl_5", 2, 20)):
        table = load(name)
        space, tables = all_models(table.k, order), draw(table, replicates, 3)
        assert len(space) * replicates >= accelerate.WORTH_IT
        fast = score(space, tables)
        with compiled.context() as plain:
            plain.setenv("MIZAN_NO_NUMBA", "1")
            slow = score(space, tables)
        sure = slow.status == 0
        assert (fast.status == 0).tolist() == sure.tolist()
        assert fast.bic[sure] == pytest.approx(slow.bic[sure], abs=1e-7)
        assert fast.logdark[sure] == pytest.approx(slow.logdark[sure], rel=1e-7, abs=1e-7)


def test_the_number_of_threads_changes_nothing(compiled: pytest.MonkeyPatch) -> None:
    import numba

    space, tables = all_models(4, 3), draw(load("Kosovo"), 180, 3)
    most = numba.config.NUMBA_NUM_THREADS
    try:
        numba.set_num_threads(1)
        alone = score(space, tables)
        numba.set_num_threads(most)
        together = score(space, tables)
    finally:
        numba.set_num_threads(most)
    assert (alone.bic == together.bic).all()
    assert (alone.logdark == together.logdark).all()


@pytest.mark.deep
def test_compiled_and_plain_chains_are_the_same(compiled: pytest.MonkeyPatch) -> None:
    table = load("Kosovo")
    masks = np.flatnonzero(table.array)
    counts, seen = table.array[masks].astype(np.int64), (masks[:, None] >> np.arange(4) & 1).astype(np.int64)
    for gathered in (True, False):
        outs = [np.empty(300), np.empty(300)]
        for chain, out in zip((gibbs.numpy_chain, gibbs.compiled_chain()), outs, strict=True):
            chain(counts, seen, 10, 400, 300, 2, 88_000, gathered, np.random.default_rng(5), out)
        assert outs[0].tolist() == outs[1].tolist()


def test_the_environment_switches_numba_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIZAN_NO_NUMBA", "1")
    assert not accelerate.allowed()
    monkeypatch.setenv("MIZAN_NO_NUMBA", "0")
    assert accelerate.allowed()


def test_it_works_where_numba_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MIZAN_NO_NUMBA")
    monkeypatch.setattr(accelerate, "_numba", lambda: None)
    assert not accelerate.allowed()
    scores = score(all_models(4, 2), draw(load("Kosovo"), 400, 1))
    assert (scores.status == 0).all()


def test_compiled_code_is_never_kept_where_others_can_write(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    folder = tmp_path / "mizan" / "compiled"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    accelerate.keeps_cache.cache_clear()
    try:
        assert not accelerate.keeps_cache()
    finally:
        accelerate.keeps_cache.cache_clear()
