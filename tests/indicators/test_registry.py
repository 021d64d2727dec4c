"""Rooms fill the registry at start-up; a second claim to a code and a late comer are broken, loudly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from mizan.indicators import Context, IndicatorFault, Reading, Registry, RegistryFault, World

from .cast import CASES, REGISTER, reading

TODAY = Context(date(2025, 1, 1))


def ten_cases(context: Context) -> Iterable[Reading]:
    return [reading(10, world=context.world)]


def test_it_asks_the_room_that_registered() -> None:
    registry = Registry()
    registry.register(CASES, ten_cases)
    assert [r.amount.value for r in registry.readings("cases", TODAY)] == [10]
    assert registry.add(registry.readings("cases", TODAY)).value == 10
    assert registry.is_computed("cases")


def test_an_indicator_without_a_function_takes_manual_readings_only() -> None:
    registry = Registry()
    registry.register(REGISTER)
    assert not registry.is_computed("register")
    assert registry.readings("register", TODAY) == []


def test_registering_the_same_again_changes_nothing_even_after_start_up() -> None:
    registry = Registry()
    registry.register(CASES, ten_cases)
    registry.freeze()
    assert registry.register(replace(CASES, name="Translated"), ten_cases).name == CASES.name
    assert [indicator.code for indicator in registry] == ["cases"]


def test_it_refuses_a_second_claim_to_a_code() -> None:
    registry = Registry()
    registry.register(CASES, ten_cases)
    with pytest.raises(RegistryFault, match="twice"):
        registry.register(replace(CASES, unit="persons"), ten_cases)
    with pytest.raises(RegistryFault, match="twice"):
        registry.register(CASES)


def test_it_refuses_who_comes_after_start_up() -> None:
    registry = Registry()
    registry.freeze()
    with pytest.raises(RegistryFault, match="after start-up"):
        registry.register(CASES)


def test_a_room_that_answers_for_another_world_or_indicator_is_broken() -> None:
    registry = Registry()
    registry.register(CASES, lambda _: [reading(1)])
    registry.register(REGISTER, lambda _: [reading(1)])
    with pytest.raises(RegistryFault, match="in real"):
        registry.readings("cases", replace(TODAY, world=World.EXERCISE))
    with pytest.raises(RegistryFault, match="register"):
        registry.readings("register", TODAY)


def test_an_unknown_code_is_named() -> None:
    for ask in (Registry().get, Registry().is_computed):
        with pytest.raises(IndicatorFault) as caught:
            ask("nobody")
        assert caught.value.facts == {"indicator": "nobody"}
    assert "nobody" not in Registry()
    with pytest.raises(IndicatorFault, match="nothing_to_add"):
        Registry().add([])
