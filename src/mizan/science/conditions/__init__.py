"""The structural conditions of districts, for prevention budgets and services; never a score of people (I-13)."""

from __future__ import annotations
