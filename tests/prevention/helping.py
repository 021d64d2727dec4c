"""Services for tests, as full as they come."""

from __future__ import annotations

from mizan.institutions.models import Institution
from mizan.places.models import Place
from mizan.prevention.models import Service, ServiceKind
from mizan.prevention.rules.hours import read_hours, stored

WEEK = "mon-thu 08:30-16:30; fri 08:30-12:30; sat 09:00-13:00"


def fill(province: str, most: int) -> list[Service]:
    """`most` services of a province, spread over its districts, each with everything that can be published."""
    places = [None, *Place.objects.filter(parent=province)]
    body = Institution.objects.order_by("code").first()
    hours, kinds = stored(read_hours(WEEK)), ServiceKind.values
    return Service.objects.bulk_create(
        Service(
            code=f"SV-T{province}-{n:03d}", line=f"SV-T{province}-{n:03d}", kind=kinds[n % len(kinds)], provider=body,
            name={"en": f"District centre for women, number {n}", "ur": f"خواتین کے لیے ضلعی مرکز، نمبر {n}"},
            about={"en": "Everything."}, place=places[n % len(places)] or Place.objects.get(pk=province),
            phone=f"042-3000-{n:04d}", staffed_hours=hours, open_hours=hours, languages=["ur", "pa", "skr"],
            sex="female", age_from=12, age_to=60, is_free=True, pack="t",
        )
        for n in range(most)
    )  # fmt: skip
