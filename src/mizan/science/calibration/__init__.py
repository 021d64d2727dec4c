"""Signals about units, calibrated so that they do not accuse the innocent. Import the modules; nothing is run here."""

from __future__ import annotations
