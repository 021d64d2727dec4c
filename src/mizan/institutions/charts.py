"""The coverage board as a picture."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mizan.charts.frame import Chart
from mizan.charts.stacks import Part, Stack, stacked_counts
from mizan.institutions.models import UnitKind
from mizan.institutions.queries.coverage import CoverageCounts
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World

CHARTED = ("operational", "staffed", "mandated", "absent", "unknown")


def coverage_chart(counts: CoverageCounts, world: World) -> Chart:
    """Owed units by state, one row per kind of unit."""
    words = {
        "operational": (_("operational"), "5"),
        "staffed": (_("staffed"), "4"),
        "mandated": (_("on paper"), "2"),
        "absent": (_("absent"), "1"),
        "unknown": (_("not known"), "unknown"),
    }
    parts = [Part(state, *words[state]) for state in CHARTED]
    rows = [Stack(str(kind.label), dict(counts.by_kind[kind])) for kind in UnitKind]
    set_in = frame("coverage", _("Units that are owed, by how far they exist"), world)
    return sized(lambda one: stacked_counts(one, parts, rows), set_in)
