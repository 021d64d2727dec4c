"""The docket's two pictures: duties by week, and one year of the cascade."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mizan.charts import Chart, Pair, paired_bars
from mizan.integrity.docket.words import OTHERS, STAGES
from mizan.integrity.rules.cascade import Voice, Year
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World


def year_chart(year: Year, world: World) -> Chart:
    """All six stages of a year: the state's bar beside society's, and that of other sources where there are any.

    A stage whose figures make no one figure has no bar, as one without any has none; the note says where they are.
    """
    label = "–".join(dict.fromkeys(str(one) for one in year.years))
    caption = _("How far officials were followed, {year}: number of officials").format(year=label)
    set_in = frame("cascade", caption, world)
    words = replace(set_in.words, label=pgettext("of the cascade", "Stage"), desk=str(OTHERS), status=_("Who says so"))
    rows = [row for row in year.cells.values() for row in row.values()]
    if any(cell.is_unlike for cell in rows):
        set_in = set_in.noting(_("No bar where figures were counted in different ways: they stand in the table."))
    pairs = [
        Pair(str(STAGES[stage]), row[Voice.STATE].amount, row[Voice.SOCIETY].amount, row[Voice.OTHER].amount)
        for stage, row in year.cells.items()
    ]
    others = any(row[Voice.OTHER].accounts for row in year.cells.values())
    return sized(lambda one: paired_bars(one, pairs, with_desk=others), replace(set_in, words=words))
