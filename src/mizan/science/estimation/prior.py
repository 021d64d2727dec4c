"""Prior, start and length of the latent-class chains: what gibbs.py and its compiled twin both need."""

from __future__ import annotations

from dataclasses import dataclass

A_ALPHA = B_ALPHA = 0.25  # Gamma prior of the concentration: shape and rate
TRIES = 1000  # redraws of a hidden count above the cap before it is set to the cap
START = 0.1  # weight of each further class at the start: nearly everyone in the first
LEAST = 1e-12  # keeps weights and probabilities off 0 and 1


@dataclass(frozen=True)
class Plan:
    """How long a chain runs. `cap`: largest hidden count allowed, people."""

    classes: int
    burn_in: int
    draws: int
    thin: int
    cap: int

    @property
    def sweeps(self) -> int:
        return self.burn_in + self.draws * self.thin
