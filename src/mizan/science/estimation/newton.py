"""Many log-linear fits at once, in plain numpy: the batch runs along the last axis.

Cell w has mean mu_w, log mu_w = sum of beta_t over terms t inside w. With M the superset sums of mu, the gradient at
term t is N*_t - M_t and the Hessian at (s, t) is M_{s or t}: no design matrix is needed (Poisson log-linear model;
the identity is the zeta transform over subsets). Terms whose N*_t is zero go to minus infinity and take their cells
with them (extended maximum likelihood, Fienberg & Rinaldo 2012; Chan, Silverman & Vincent 2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]

SURE, LOST, FLAT = 0, 1, 2  # converged with proof; did not converge; Hessian not invertible
MOST_STEPS = 30
TINY = 1e-8  # squared Newton decrement before the last step; what remains after it is about its square
# The proof of existence: margins met to within a hundredth of the smallest fitted mean. Where no maximum exists some
# mean creeps to zero and its own margin is never met better than that mean.
PROOF = 0.01
PIVOT = 1e-11  # smallest Cholesky pivot relative to its diagonal


@dataclass(frozen=True)
class Fits:
    """`beta`: float[P, B]. `sums`: float[2^k, B], superset sums of the fitted means. `loglik`: float[B], without the
    constant -sum lgamma(y + 1). `status`: int8[B]. `dead`: bool[P, B], terms at minus infinity."""

    beta: Floats
    sums: Floats
    loglik: Floats
    status: Bytes
    dead: Bools


def superset_sums(cells: Floats) -> Floats:
    """float[2^k, B] -> for each mask the sum over cells containing it. Fresh array."""
    out = np.array(cells, dtype=np.float64, order="C")
    half = 1
    while half < out.shape[0]:
        view = out.reshape(-1, 2, half, out.shape[-1])
        view[:, 0] += view[:, 1]
        half *= 2
    return out


def subset_sums(values: Floats) -> Floats:
    """float[2^k, B] -> for each mask the sum over masks inside it. Fresh array."""
    out = np.array(values, dtype=np.float64, order="C")
    half = 1
    while half < out.shape[0]:
        view = out.reshape(-1, 2, half, out.shape[-1])
        view[:, 1] += view[:, 0]
        half *= 2
    return out


@dataclass
class _Batch:
    """The running state of rows that have not converged yet."""

    terms: Ints
    union: Ints
    y: Floats
    stars: Floats
    use: Bools
    live: Bools
    beta: Floats
    mu: Floats
    loglik: Floats

    def keep(self, rows: Bools) -> None:
        for name in ("y", "stars", "use", "live", "beta", "mu"):
            setattr(self, name, getattr(self, name)[:, rows])
        self.loglik = self.loglik[rows]


def fit_rows(terms: Ints, active: Bools, y: Floats, *, first: int = 1, steps: int = MOST_STEPS) -> Fits:
    """Fit B rows. `terms`: int64[P], intercept first; `active`: bool[P, B]; `y`: float[2^k, B] counts.

    `first` = 1 leaves the unseen cell out; 0 fits it as data (profile likelihood). `steps` bounds Newton's method.
    """
    stars = superset_sums(y)[terms]
    dead = active & (stars <= 0)
    live = living(terms, dead, y.shape[0], first)
    batch = _start(terms, active & ~dead, y, stars, live)
    fits = Fits(batch.beta.copy(), np.zeros_like(y), batch.loglik.copy(), np.full(y.shape[1], LOST, np.int8), dead)
    _iterate(batch, fits, steps)
    fits.sums[:] = superset_sums(_means(terms, fits.beta, live, active & ~dead)[0])
    return fits


def living(terms: Ints, dead: Bools, cells: int, first: int = 1) -> Bools:
    """bool[2^k, B]: cells that hold no dead term, the unseen one left out unless `first` is 0."""
    masks = np.arange(cells)
    live = np.ones((cells, dead.shape[1]), dtype=np.bool_)
    for p in np.flatnonzero(dead.any(axis=1)):
        live &= ~(((masks & terms[p]) == terms[p])[:, None] & dead[p])
    live[:first] = False
    return live


def _start(terms: Ints, use: Bools, y: Floats, stars: Floats, live: Bools) -> _Batch:
    """One weighted least-squares step from mu = y + 1/2, as generalised linear models usually start."""
    mu = np.where(live, y + 0.5, 0.0)
    eta = np.log(np.where(live, y + 0.5, 1.0))
    union = terms[:, None] | terms[None, :]
    target = superset_sums(mu * eta + np.where(live, y - mu, 0.0))[terms]
    beta, flat = solve(superset_sums(mu)[union], target, use)
    beta[:, flat] = 0.0
    means, loglik = _means(terms, beta, live, use, y)
    return _Batch(terms, union, y, stars, use, live, beta, means, loglik)


def _means(terms: Ints, beta: Floats, live: Bools, use: Bools, y: Floats | None = None) -> tuple[Floats, Floats]:
    eta = np.zeros(live.shape)
    eta[terms] = np.where(use, beta, 0.0)
    eta = subset_sums(eta)
    with np.errstate(over="ignore", invalid="ignore"):
        mu = np.where(live, np.exp(eta), 0.0)
        loglik = -mu.sum(axis=0) if y is None else (y * np.where(live, eta, 0.0)).sum(axis=0) - mu.sum(axis=0)
    return mu, np.where(np.isnan(loglik), -np.inf, loglik)


def _iterate(batch: _Batch, fits: Fits, steps: int) -> None:
    where = np.arange(fits.status.size)
    for _ in range(steps):
        sums = superset_sums(batch.mu)
        gradient = np.where(batch.use, batch.stars - sums[batch.terms], 0.0)
        step, flat = solve(sums[batch.union], gradient, batch.use)
        decrement = (step * gradient).sum(axis=0)
        smallest = np.where(batch.live, batch.mu, np.inf).min(axis=0)
        sure = ~flat & (decrement < TINY) & (np.abs(gradient).max(axis=0) <= PROOF * smallest)
        broken = flat | ~np.isfinite(decrement)
        done = sure | broken
        step[:, broken] = 0.0
        fits.status[where[done]] = np.where(sure, SURE, np.where(flat, FLAT, LOST))[done]
        fits.beta[:, where[done]] = (batch.beta + step)[:, done]
        fits.loglik[where[done]] = batch.loglik[done]
        where = where[~done]
        if where.size == 0:
            return
        _advance(batch, step, done)
    fits.beta[:, where], fits.loglik[where] = batch.beta, batch.loglik


def _advance(batch: _Batch, step: Floats, done: Bools) -> None:
    """Take the step, halving it in rows where the likelihood would fall."""
    batch.keep(~done)
    step = step[:, ~done]
    origin, reached = batch.beta, batch.loglik
    batch.beta = origin + step
    batch.mu, batch.loglik = _means(batch.terms, batch.beta, batch.live, batch.use, batch.y)
    for _ in range(20):
        worse = batch.loglik < reached - 1e-9 * (1.0 + np.abs(reached))
        if not worse.any():
            return
        step[:, worse] *= 0.5
        batch.beta[:, worse] = (origin + step)[:, worse]
        mu, loglik = _means(
            batch.terms, batch.beta[:, worse], batch.live[:, worse], batch.use[:, worse], batch.y[:, worse]
        )
        batch.mu[:, worse], batch.loglik[worse] = mu, loglik


def solve(hessian: Floats, target: Floats, use: Bools) -> tuple[Floats, Bools]:
    """Cholesky solve of B systems: float[P, P, B], float[P, B]; unused terms give 0. Also bool[B]: not invertible."""
    p, b = target.shape
    low = np.where(use[:, None] & use[None, :], hessian, 0.0)
    diagonal = np.einsum("iib->ib", low)
    diagonal[~use] = 1.0
    scale = diagonal.copy()
    flat = np.zeros(b, dtype=np.bool_)
    out = np.where(use, target, 0.0)
    for j in range(p):
        column = low[j:, j] - np.einsum("kib,ib->kb", low[j:, :j], low[j, :j])
        bad = ~(column[0] > PIVOT * scale[j])
        flat |= bad
        root = np.sqrt(np.where(bad, 1.0, column[0]))
        low[j:, j] = column / root
        low[j, j] = root
        out[j] = (out[j] - np.einsum("ib,ib->b", low[j, :j], out[:j])) / root
    for j in range(p - 1, -1, -1):
        out[j] = (out[j] - np.einsum("ib,ib->b", low[j + 1 :, j], out[j + 1 :])) / low[j, j]
    return out, flat
