"""No page type escapes the browser: every URL of both doors has an address in `pages`, or a reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from browser.pages import DESK, ENTRANCE, NO_PAGE, NO_PUBLIC_PAGE, PUBLIC

pytestmark = pytest.mark.browser


def names(patterns: list[Any], space: str = "") -> Iterator[str]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from names(one.url_patterns, one.namespace or space)
        else:
            yield f"{space}:{one.name}" if space else one.name


def of(door: str) -> set[str]:
    return set(names(import_module(f"mizan.web.urls.{door}").urlpatterns))


def test_every_public_page_is_seen() -> None:
    assert of("public") == set(PUBLIC) | NO_PUBLIC_PAGE


def test_every_page_of_the_desk_is_seen_or_has_a_reason() -> None:
    assert of("desk") - set(PUBLIC) == (set(DESK) | set(ENTRANCE) | set(NO_PAGE)) - set(PUBLIC)
