"""How long need against effort takes for a country: 160 districts, 5 years of readings, 200 programmes.

    PYTHONPATH=src python benches/need_against_effort.py [REQUESTS]

Makes a database of its own in a temporary folder, with ten mechanisms of three indicators each, one of them with its
error, and asks through the desk's middleware (Django's test client: no socket) for one district, for every
district of one mechanism and for all mechanisms. Prints the median and the 95th percentile of the wall and the
processor time of a request in milliseconds, the number of queries, and the machine's load.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.web.settings.test_sqlite")
DISTRICTS, YEARS, PROGRAMMES, MECHANISMS = 160, range(2019, 2024), 200, 10
PAGES = ("/need/B-007/", "/need/?need=m0", "/need/")


def main(requests: int) -> None:
    import django

    django.setup()
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    old = runner.setup_databases()
    try:
        measure(fill(), requests)
    finally:
        runner.teardown_databases(old)


def fill() -> object:
    """The country. Returns who asks: the coordinator, for whom each need carries the way to a proposal."""
    from mizan.places.models import Place, PlaceLevel
    from tests.cast import make_cast

    cast = make_cast()
    for depth, slug in enumerate(("province", "district")):
        PlaceLevel.objects.create(slug=slug, depth=depth + 1, name={"en": slug}, pack="t")
    tops = [Place(code=f"B-P{n}", name={"en": f"Province {n}"}, level_id="province") for n in range(8)]
    Place.objects.bulk_create(tops)
    places = [
        Place(code=f"B-{n:03d}", name={"en": f"District {n}"}, level_id="district", parent=tops[n % 8])
        for n in range(DISTRICTS)
    ]
    Place.objects.bulk_create(places)
    mechanisms = fill_needs([place.pk for place in places])
    fill_programmes(cast.co_lead.actor.body, mechanisms, [place.pk for place in places])
    return cast.coordinator


def fill_needs(places: list[str]) -> list[Any]:
    """The mechanisms, their indicators and a reading of each in each district and year."""
    from mizan.framework.models import Indicator, Pillar, Reading
    from mizan.kit.clock import now
    from mizan.prevention.models import Mechanism
    from tests.ledger.happening import happening

    pillar, _made = Pillar.objects.get_or_create(
        code="education", defaults={"name": {"en": "E"}, "pan": "society", "order": 2}
    )
    codes = [[f"m{n}_people", f"m{n}_rate_pct_a", f"m{n}_share"] for n in range(MECHANISMS)]
    units = ("persons", "percent", "percent")
    kinds = [(code, unit) for needs in codes for code, unit in zip(needs, units, strict=True)]
    kinds += [(f"m{n}_rate_mse_a", "squared proportion") for n in range(MECHANISMS)]
    Indicator.objects.bulk_create(
        [Indicator(code=code, name={"en": code}, unit=unit, pack="t") for code, unit in kinds]
    )
    value = {"persons": Decimal(50_000), "percent": Decimal("33.3"), "squared proportion": Decimal("0.002")}
    with happening():
        rows = [
            Reading(
                code=f"{code}-{place}-{year}", indicator_id=code, place_id=place, value=value[unit] + number % 9,
                period=str(year), source="A census", grade="primary", recorded_at=now(), pack="t",
            )
            for code, unit in kinds
            for number, place in enumerate(places)
            for year in YEARS
        ]  # fmt: skip
        Reading.objects.bulk_create(rows, batch_size=500)
    print(f"{len(rows)} readings of {len(kinds)} indicators, {len(places)} districts, {len(YEARS)} years")
    return [
        Mechanism.objects.create(code=f"m{n}", name={"en": f"Need {n}"}, needs=needs, pillar=pillar, order=n, pack="t")
        for n, needs in enumerate(codes)
    ]


def fill_programmes(body: str, mechanisms: list[Any], places: list[str]) -> None:
    """Each with places in sixteen districts, money of five years and a frozen quarter."""
    from mizan.kit.clock import now
    from mizan.prevention.models import FrozenCount, Offer, Programme, ProgrammeOwner, Spending
    from tests.ledger.happening import happening

    day = date(2020, 1, 1)
    with happening():
        for n in range(PROGRAMMES):
            need = mechanisms[n % MECHANISMS]
            row = Programme(
                code=f"PR-{n:03d}", name={"en": f"Programme {n}"}, mechanism=need, pillar_id=need.pillar_id,
                provider_id=body, starts_on=day, listed_on=day,
            )  # fmt: skip
            Programme._meta.get_field("made_in").take(row)
            row.save(force_insert=True)
            ProgrammeOwner.objects.create(programme=row, side="society", body_id=body, answer="accepted", at=now())
            Offer.objects.bulk_create(
                Offer(programme=row, place_id=places[(n * 7 + k * 10) % DISTRICTS], places=20, since=day, at=now())
                for k in range(16)
            )
            Spending.objects.bulk_create(
                Spending(programme=row, year=year, spent=Decimal(100_000), currency="PKR", at=now()) for year in YEARS
            )
            FrozenCount.objects.create(quarter="2024-Q1", subject=row.pk, measure="waiting", value=20, at=now())


def measure(member: object, requests: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from mizan.web.settling import settle
    from tests.cast import sign_in

    settle()  # as a door does before its first visitor
    client = sign_in(Client(), member)  # type: ignore[arg-type]
    for page in PAGES:
        began = os.getloadavg()[0]
        with CaptureQueriesContext(connection) as asked:
            size = len(client.get(page).content)
        queries = len(asked)
        wall, busy = times_of(client, page, requests)
        print(
            f"{page} {size // 1024} KiB, {queries} queries, {requests} requests, load {began:.1f} to "
            f"{os.getloadavg()[0]:.1f}"
        )
        for name, times in (("wall", wall), ("processor", busy)):
            cuts = quantiles(times, n=20)
            print(f"  {name}: median {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms")


def times_of(client: Any, page: str, requests: int) -> tuple[list[float], list[float]]:
    """Wall and processor time of each request in milliseconds."""
    wall, busy = [], []
    for number in range(requests + 3):
        began, work = perf_counter(), process_time()
        answer = client.get(page)
        if number >= 3:  # the first ones compile templates
            wall.append((perf_counter() - began) * 1000)
            busy.append((process_time() - work) * 1000)
        assert answer.status_code == 200, answer.status_code
    return wall, busy


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
