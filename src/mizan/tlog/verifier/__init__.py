"""Verification of a whole log from its public files: `verify(source_of(place), policy, now=...)` gives a `Report`."""

from __future__ import annotations

from mizan.tlog.verifier.report import Fault, Report
from mizan.tlog.verifier.run import verify
from mizan.tlog.verifier.source import DirectorySource, Source, UrlSource, source_of

__all__ = ["DirectorySource", "Fault", "Report", "Source", "UrlSource", "source_of", "verify"]
