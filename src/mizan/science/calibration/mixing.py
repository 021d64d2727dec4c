"""Integrals over the spread of honest units: marginal likelihood and predictive tails at a given sigma."""

from __future__ import annotations

import numpy as np

from mizan.science.calibration.laws import Floats, Law

# Adaptive Gauss-Hermite (Liu and Pierce 1994): nine nodes around each observation's own mode.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
_LOG_WEIGHTS = np.log(_WEIGHTS) + _NODES**2 / 2 - 0.5 * np.log(2 * np.pi)
_NEWTON_STEPS = 4
_REACH = 7.5  # standard normal mass beyond is 6e-14


def log_marginal(law: Law, sigma: Floats) -> Floats:
    """Return log P(observed | sigma), shape sigmas x observations; eta ~ N(0, sigma^2), sigma > 0."""
    wide = sigma[:, None]
    mode = _mode(law, wide)
    scale = 1.0 / np.sqrt(1.0 - law.slopes(wide * mode)[1] * wide**2)
    best = np.full((len(sigma), len(law.observed)), -np.inf)
    for node, weight in zip(_NODES, _LOG_WEIGHTS, strict=True):
        z = mode + scale * node
        best = np.logaddexp(best, weight + law.loglik(wide * z) - z**2 / 2)
    total: Floats = best + np.log(scale)
    return total


def _mode(law: Law, sigma: Floats) -> Floats:
    """Newton's steps on the concave log integrand in z = eta / sigma, damped to at most 2 a step."""
    pull = sigma**2 * law.information()
    z = law.crude() * pull / (1.0 + pull) / sigma
    for _ in range(_NEWTON_STEPS):
        first, second = law.slopes(sigma * z)
        z = z + np.clip((sigma * first - z) / (1.0 - sigma**2 * second), -2.0, 2.0)
    return z


def tails(law: Law, counts: Floats, sigma: Floats) -> Floats:
    """Return P(X >= counts), shape observations x sigmas: the least favourable of two mixing laws.

    Data of a few dozen units cannot tell a lognormal from a gamma spread (logit-normal from beta), and a unit
    must not stand accused for that choice. For the upper tail use this; for the lower see `lower_tails`.
    """
    return np.maximum(_normal_tail(law, counts, sigma), _conjugate(law, counts, sigma))


def lower_tails(law: Law, counts: Floats, sigma: Floats) -> Floats:
    """Return P(X <= counts) in the same sense as `tails`."""
    above = np.minimum(_normal_tail(law, counts + 1, sigma), _conjugate(law, counts + 1, sigma))
    return 1.0 - above


def _conjugate(law: Law, counts: Floats, sigma: Floats) -> Floats:
    n = len(counts)
    rows = np.repeat(np.arange(n), len(sigma))
    flat = law.take(rows).conjugate_at_least(np.repeat(counts, len(sigma)), np.tile(sigma, n))
    return flat.reshape(n, len(sigma))


def _normal_tail(law: Law, counts: Floats, sigma: Floats) -> Floats:
    """Trapezoid over z; its error is about exp(-2 (pi width / step)^2), width = the tail's own step in z.

    Here step = 1.2 widths: 1e-6 of the tail.
    """
    n = len(counts)
    rows = np.repeat(np.arange(n), len(sigma))
    spread = np.tile(sigma, n)
    wanted = np.repeat(counts, len(sigma))
    sharp = np.sqrt(np.maximum(np.maximum(wanted, law.expected[rows]), 1.0)) * spread
    pieces = 16 * np.ceil(np.clip(2 * _REACH * sharp / 1.2, 32, 8192) / 16).astype(int)
    result = np.empty(len(rows))
    for number in np.unique(pieces):
        chosen = np.flatnonzero(pieces == number)
        result[chosen] = _trapezoid(law.take(rows[chosen]), wanted[chosen], spread[chosen], int(number))
    return result.reshape(n, len(sigma))


def _trapezoid(law: Law, counts: Floats, sigma: Floats, pieces: int) -> Floats:
    z = np.linspace(-_REACH, _REACH, pieces + 1)[:, None]
    density = np.exp(-(z**2) / 2)
    tail: Floats = (law.at_least(counts, sigma * z) * density).sum(axis=0) / density.sum()
    return tail
