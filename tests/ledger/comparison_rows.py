"""One comparison with a figure, as its verb leaves it: guards and audits look at rows."""

from __future__ import annotations

from decimal import Decimal

from mizan.kit.clock import now
from mizan.places.models import Place
from mizan.prevention.models import Comparison, ComparisonRow, Programme
from tests.framework.cast import DAY
from tests.ledger.happening import happening


def play_comparison(programme: Programme) -> Comparison:
    with happening():
        row = Comparison.objects.create(
            code="CMP-1", programme=programme, direction="higher", start=2020, sha256="0" * 64, method="none", seed=1,
            value=Decimal("1.50000000"), before="unknown", unfair=["fewer_than_five_places"], n_with=1, n_without=1,
            listed_on=DAY, at=now(), world=programme.world,
        )  # fmt: skip
        ComparisonRow.objects.create(
            comparison=row, place=Place.objects.get(pk="T-PLACE"), is_with=True, year=2019, value=Decimal("50.000000")
        )
    return row
