"""Size and coverage against planted truth, in small; at length in `benches/comparing.py`."""

from __future__ import annotations

import pytest

from mizan.science.comparing.proof import prove, sizes
from mizan.science.worlds.districts import DistrictSettings

ARMS = [(6, 6), (6, 30), (12, 14), (22, 24)]


@pytest.mark.parametrize(("treated", "compared"), ARMS)
def test_intervals_hold_the_planted_effect(treated: int, compared: int) -> None:
    found = prove(DistrictSettings(treated=treated, compared=compared, effect=0.8), runs=120, seed=2)
    assert 0.88 <= found.covered <= 1.0  # three standard errors of 120 runs are 0.06
    assert found.naive < 0.9


@pytest.mark.parametrize(("treated", "compared"), ARMS)
def test_no_effect_is_seldom_called_one(treated: int, compared: int) -> None:
    found = prove(DistrictSettings(treated=treated, compared=compared), runs=120, seed=3)
    assert found.rejected <= 0.12
    assert found.apart <= 0.17


def test_an_effect_and_a_drift_are_found() -> None:
    found = prove(DistrictSettings(treated=24, compared=24, effect=1.0, drift=0.8), runs=40, seed=4)
    assert found.rejected > 0.9
    assert found.apart > 0.8


@pytest.mark.parametrize(("treated", "compared"), ARMS)
def test_intervals_of_the_slope_before_hold_the_planted_drift(treated: int, compared: int) -> None:
    found = prove(DistrictSettings(treated=treated, compared=compared, drift=0.3), runs=120, seed=7)
    assert 0.88 <= found.drift <= 1.0  # three standard errors of 120 runs are 0.06


@pytest.mark.deep
@pytest.mark.parametrize(("treated", "compared"), ARMS)
@pytest.mark.parametrize("wider", [1.0, 2.0])
def test_coverage_holds_at_length(treated: int, compared: int, wider: float) -> None:
    found = prove(DistrictSettings(treated=treated, compared=compared, wider=wider, effect=0.8), runs=1500, seed=5)
    assert found.covered >= 0.915


@pytest.mark.deep
@pytest.mark.parametrize(("treated", "compared"), ARMS)
def test_the_permutation_rejects_no_effect_as_seldom_as_it_says(treated: int, compared: int) -> None:
    still = sizes(DistrictSettings(treated=treated, compared=compared), runs=4000, seed=6)
    assert still["permutation"] <= 0.0603  # it is exact: three standard errors of 4,000 runs above 0.05
