"""EARS, CUSUM and GLR against the stored results of R, and against their own definitions."""

from __future__ import annotations

import numpy as np
import pytest

from mizan.science.surveillance.cusum import nb_glr, poisson_cusum
from mizan.science.surveillance.ears import ears, first_index

from .vectors import DATA, numbers, stored, table

VECTORS = stored(DATA / "agona_detectors.json")
AGONA = table("salmonella.agona")[1]["observed1"]


@pytest.mark.parametrize("which", [1, 2, 3])
def test_ears_gives_the_bounds_and_alarms_of_r(which: int) -> None:
    vector = VECTORS[f"ears_C{which}"]
    start, end = vector["range"]
    threshold, _ = ears(AGONA, which, start=start, compatible=True)
    np.testing.assert_allclose(threshold, numbers(vector["upperbound"]), rtol=1e-9, atol=1e-9)
    assert ((AGONA[start - 1 : end] > threshold) == np.array(vector["alarm"], dtype=bool)).all()


def test_the_corrected_c3_looks_at_today() -> None:
    """R's C3 bound contains today's count, so a first jump never shows; the definition (Hutwagner) sees it."""
    counts = np.array([2.0, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 40])
    threshold, _ = ears(counts, 3, start=15)
    compatible, _ = ears(counts, 3, start=15, compatible=True)
    assert counts[-1] > threshold[-1]
    assert not counts[-1] > compatible[-1]


def test_the_corrected_c3_adds_three_steps_up() -> None:
    counts = AGONA[:60]
    threshold, _ = ears(counts, 3, start=first_index(3))
    for step in range(first_index(3) - 1, 60):
        total = 0.0
        for back in range(3):
            window = counts[step - back - 9 : step - back - 2]
            total += max(0.0, (counts[step - back] - window.mean()) / window.std(ddof=1) - 1.0)
        place = step - first_index(3) + 1
        assert (counts[step] > threshold[place]) == (total > 1.959963984540054)


def test_the_cusum_is_that_of_r() -> None:
    vector = VECTORS["cusum_std"]
    running = poisson_cusum(AGONA, start=vector["range"][0], k=vector["k"], h=vector["h"])
    assert running.alarm.astype(int).tolist() == vector["alarm"]
    assert running.needed.tolist() == vector["upperbound"]


def test_the_negative_binomial_glr_is_that_of_r() -> None:
    vector = VECTORS["glrnb"]
    start, end = vector["range"]
    running = nb_glr(AGONA[start - 1 : end], numbers(vector["mu0"]), vector["alpha"], limit=vector["c.ARL"])
    np.testing.assert_allclose(running.statistic, numbers(vector["upperbound"]), atol=1e-9)
    assert running.alarm.astype(int).tolist() == vector["alarm"]


def test_a_glr_without_dispersion_is_the_poisson_one() -> None:
    counts, mean = np.array([1.0, 4, 6]), np.full(3, 2.0)
    one = nb_glr(counts, mean, 0.0).statistic[0]
    assert one == 0.0  # below the mean there is no rise
    last_two = 10 * np.log(10 / 4) - (10 - 4)
    assert nb_glr(counts, mean, 0.0).statistic[2] == pytest.approx(last_two)
