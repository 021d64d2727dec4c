"""What a campaign named, and whether it could cope: contacts of help lines, places and queues of programmes."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mizan.prevention.models import Campaign, FrozenCount, Programme, Service, ServiceLoad
from mizan.prevention.queries.places import offered
from mizan.prevention.rules.coping import Carried, Coping, Load, before_and_during, coping
from mizan.prevention.rules.counting import days_of


@dataclass(frozen=True)
class LineLoad:
    """One help line that a campaign names; `service` as it stands today, None: not known here, or ended."""

    code: str
    service: Service | None
    before: Carried | None
    during: Carried | None

    @property
    def verdict(self) -> Coping:
        return coping(self.before, self.during)


@dataclass(frozen=True)
class QueueLoad:
    """One programme: places offered now, and who waited in the last frozen quarter before the campaign and in the
    newest since; None is not known or too few to be shown."""

    programme: Programme
    places: int
    before: int | None
    since: int | None


def lines_named(campaigns: Sequence[Campaign]) -> dict[str, list[LineLoad]]:
    """`campaign -> its help lines`, three queries for all. A code is that of any row of a line."""
    codes = {code for row in campaigns for code in row.services}
    line_of = dict(Service.objects.filter(pk__in=codes).values_list("code", "line"))
    today = Service.objects.filter(line__in=line_of.values(), ended_on=None, retired_at=None)
    services = {row.line: row for row in today.order_by("line", "code")}
    loads = loads_of(line_of.values())
    return {
        row.pk: [
            LineLoad(
                code, services.get(line_of.get(code, "")),
                *before_and_during(loads.get(line_of.get(code, ""), ()), row.starts_on, row.last_day),
            )
            for code in row.services
        ]
        for row in campaigns
    }  # fmt: skip


def loads_of(lines: Collection[str]) -> Mapping[str, list[Load]]:
    """The newest word on each month of each line."""
    newest: dict[tuple[str, str], Load] = {}
    rows = ServiceLoad.objects.filter(service__line__in=lines).order_by("at", "id")
    for line, month, received, answered in rows.values_list("service__line", "month", "received", "answered"):
        newest[line, month] = Load(*_days(month), received, answered)
    found: dict[str, list[Load]] = defaultdict(list)
    for (line, _month), load in newest.items():
        found[line].append(load)
    return found


def _days(month: str) -> tuple[date, date]:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def queues_named(campaign: Campaign) -> list[QueueLoad]:
    """The programmes that a campaign names, by the frozen counts of their queues."""
    rows = list(campaign.programmes.filter(retired_at=None).order_by("code"))
    offers = offered([row.pk for row in rows])
    counts: dict[str, dict[str, int | None]] = defaultdict(dict)
    frozen = FrozenCount.objects.filter(
        subject__in=[row.pk for row in rows], measure="waiting", split="", world=campaign.world
    )
    for subject, quarter, value in frozen.values_list("subject", "quarter", "value"):
        counts[subject][quarter] = value
    return [
        QueueLoad(
            row, sum(one.places for one in offers.get(row.pk, {}).values()),
            *_before_and_since(counts[row.pk], campaign.starts_on),
        )
        for row in rows
    ]  # fmt: skip


def _before_and_since(counts: Mapping[str, int | None], starts: date) -> tuple[int | None, int | None]:
    before = [quarter for quarter in sorted(counts) if days_of(quarter)[1] < starts]
    since = [quarter for quarter in sorted(counts) if days_of(quarter)[1] >= starts]
    return (counts[before[-1]] if before else None, counts[since[-1]] if since else None)
