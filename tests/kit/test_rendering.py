"""A list of choices in plain Python is what Django's templates give, whatever the choices say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.rendering import Renderer

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
PAIR = st.tuples(WORDS, WORDS)
CHOICES = st.lists(PAIR | st.tuples(WORDS, st.lists(PAIR, max_size=3)), max_size=5)
ATTRIBUTES = st.dictionaries(st.sampled_from(["id", "class", "title", "required"]), WORDS | st.booleans())


def tight(html: str) -> str:
    """Without the white space between tags."""
    return re.sub(r">\s+<", "><", html.strip())


@given(CHOICES, ATTRIBUTES, st.lists(WORDS, max_size=2))
def test_a_list_of_choices_is_what_django_gives(choices: list[Any], attrs: dict[str, Any], chosen: list[str]) -> None:
    widget = forms.SelectMultiple(attrs=attrs, choices=choices) if len(chosen) > 1 else forms.Select(attrs, choices)
    value: Any = chosen if len(chosen) > 1 else (chosen or [None])[0]
    ours, theirs = (tight(widget.render("n&m", value, renderer=each)) for each in (Renderer(), DjangoTemplates()))
    assert ours == theirs


@pytest.mark.parametrize("widget", [forms.TextInput(), forms.RadioSelect(choices=[("a", "A<b>")]), forms.Textarea()])
def test_every_other_input_is_django_s_own(widget: forms.Widget) -> None:
    assert widget.render("n", "a", renderer=Renderer()) == widget.render("n", "a", renderer=DjangoTemplates())
