"""Fit every model of a space to every table: the engine under selection, averaging and the bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import accelerate
from .hierarchies import ModelSpace
from .newton import FLAT, Bytes, Floats, fit_rows

ROWS = 1024  # rows per batch: the working set stays within a processor's cache


@dataclass(frozen=True)
class Scores:
    """`bic`: float[T, M]; `logdark`: float[T, M], log of the dark figure; `status`: int8[T, M] (newton.SURE, LOST,
    FLAT). Entries that are not SURE are provisional until `admissibility` has judged them; FLAT ones carry the BIC of a
    perfect fit, the lowest they could have."""

    bic: Floats
    logdark: Floats
    status: Bytes


def constants(tables: Floats) -> Floats:
    """float[T]: sum of lgamma(y + 1), which the kernels leave out of the log likelihood."""
    from scipy.special import gammaln  # noqa: PLC0415 - slow to load

    return np.asarray(gammaln(tables + 1.0).sum(axis=1), dtype=np.float64)


def perfect(tables: Floats) -> Floats:
    """float[T]: log likelihood, without its constant, of means equal to the counts. No model does better."""
    from scipy.special import xlogy  # noqa: PLC0415 - slow to load

    return np.asarray((xlogy(tables, tables) - tables).sum(axis=1), dtype=np.float64)


def bic_of(loglik: Floats, parameters: Floats, tables: Floats) -> Floats:
    """p log(n) - 2 log L with n the number of people, not cells (Silverman, Chan & Vincent 2024)."""
    seen = np.maximum(tables.sum(axis=1), 1.0)
    return np.asarray(parameters * np.log(seen)[:, None] - 2.0 * (loglik - constants(tables)[:, None]))


def score(space: ModelSpace, tables: Floats) -> Scores:
    """Fit all M models of `space` to T tables, float[T, 2^k]."""
    shape = (tables.shape[0], len(space))
    loglik, logdark, status = np.empty(shape), np.empty(shape), np.empty(shape, np.int8)
    if shape[0] * shape[1] >= accelerate.WORTH_IT and accelerate.allowed():
        from .compiled_newton import product_kernel  # noqa: PLC0415 - needs numba

        product_kernel()(space.terms, space.active, np.ascontiguousarray(tables), loglik, logdark, status)
    elif shape[0] < shape[1]:
        _by_table(space, tables, loglik, logdark, status)
    else:
        _by_model(space, tables, loglik, logdark, status)
    loglik = np.where(status == FLAT, perfect(tables)[:, None], loglik)
    bic = bic_of(loglik, space.parameters[None, :].astype(np.float64), tables)
    return Scores(bic, logdark, status)


def _by_table(space: ModelSpace, tables: Floats, loglik: Floats, logdark: Floats, status: Bytes) -> None:
    for t, table in enumerate(tables):
        for at in range(0, len(space), ROWS):
            active = np.ascontiguousarray(space.active[at : at + ROWS].T)
            fits = fit_rows(space.terms, active, np.repeat(table[:, None], active.shape[1], axis=1))
            loglik[t, at : at + ROWS], logdark[t, at : at + ROWS] = fits.loglik, fits.beta[0]
            status[t, at : at + ROWS] = fits.status


def _by_model(space: ModelSpace, tables: Floats, loglik: Floats, logdark: Floats, status: Bytes) -> None:
    for m, row in enumerate(space.active):
        for at in range(0, tables.shape[0], ROWS):
            y = np.ascontiguousarray(tables[at : at + ROWS].T)
            fits = fit_rows(space.terms[row], np.ones((int(row.sum()), y.shape[1]), np.bool_), y)
            loglik[at : at + ROWS, m], logdark[at : at + ROWS, m] = fits.loglik, fits.beta[0]
            status[at : at + ROWS, m] = fits.status
