"""A door settles before its first visitor: what it holds for good is loaded, and never looked through again.

Python's collector walks over everything that lives whenever a quarter as much was added: in a door, which is mostly
code, 110 ms in the middle of somebody's page. What is frozen is not walked over; it was never to go.
"""

from __future__ import annotations

import gc

from django.urls import get_resolver


def settle() -> None:
    """Load the pages' addresses with their code, throw away what is left over, and freeze the rest."""
    _loaded = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
