"""Estimators and detectors: pure functions over arrays. Nothing is imported here, so that start-up stays fast."""
