"""The routing data of a country, as its pack brought it."""

from __future__ import annotations

from typing import cast

from django.db import models

from mizan.institutions.rules.routing import Policy
from mizan.institutions.rules.routing.data import Terms, policy_of, terms_of
from mizan.kit.facts import Sourced


class RoutingData(Sourced):
    """Rank bands, seriousness classes, the ladder, clocks and calendar of one pack. Read through `rules.routing`."""

    code = models.CharField(primary_key=True, max_length=64)
    version = models.CharField(max_length=40)
    data = models.JSONField()  # the shape that `web.packs.routing.stored` writes

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code}/{self.version}"

    @property
    def policy(self) -> Policy:
        return policy_of(cast("dict[str, object]", self.data))

    @property
    def terms(self) -> Terms:
        return terms_of(cast("dict[str, object]", self.data))
