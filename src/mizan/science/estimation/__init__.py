"""Multiple systems estimation: how many victims nobody has seen, from overlapping lists of those who were.

Start with `CaptureTable` and `study`. Names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "BadInputError": "errors",
    "CaptureTable": "table",
    "Model": "hierarchies",
    "all_models": "hierarchies",
    "existence": "admissibility",
    "Fit": "loglinear",
    "fit": "loglinear",
    "profile": "loglinear",
    "wald": "loglinear",
    "choose": "selection",
    "downhill": "walks",
    "stepwise": "walks",
    "bca": "bootstrap",
    "limits_of": "bootstrap",
    "dga": "averaging",
    "lcmcr": "latent",
    "chao": "bounds",
    "chapman": "bounds",
    "pairs": "bounds",
    "leave_one_out": "sensitivity",
    "linkage": "sensitivity",
    "merges": "sensitivity",
    "nhoi": "sensitivity",
    "by_strata": "strata",
    "doubly_robust": "robust",
    "Estimate": "results",
    "Options": "studies",
    "Study": "studies",
    "study": "studies",
    "public_view": "disclosure",
    "read_table": "reading",
    "parse_table": "reading",
    "svg": "plot",
    "html": "report",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list, built


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value
