"""What the docket's tables show, row by row, and the columns of its files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mizan.integrity.docket.reported import Told
from mizan.integrity.docket.words import (
    STAGES,
    amount_text,
    figure_text,
    voice_text,
    who_text,
    years_code,
    years_text,
)
from mizan.integrity.rules.cascade import Account, Cell, Contradiction, Stage, Voice, Year
from mizan.kit.listing import Column
from mizan.kit.pages import rows_address
from mizan.kit.texts import plain
from mizan.ledger.public.words import KINDS

Shown = dict[str, Any]


def by_year(request: HttpRequest, told: Told) -> Iterator[Shown]:
    """A line for each voice of each year: the state and society always, others where they say something. A year of
    which nobody told any stage has one line."""
    for year in told.cascade.years:
        voices = [voice for voice in Voice if voice is not Voice.OTHER or year.told(voice)] if year.told() else []
        for voice in voices or [Voice.OTHER]:
            cells = [_cell(request, told, stage, row[voice]) for stage, row in year.cells.items()]
            yield {"years": years_text(year.years), "code": years_code(year.years), "cells": cells,
                   "voice": voice_text(voice) if voices else _("nobody")}  # fmt: skip


def _cell(request: HttpRequest, told: Told, stage: Stage, cell: Cell) -> Shown:
    """One figure with the way to its readings; or, where there is no one figure, each of them."""
    shown = [
        {"text": amount_text(one.reading.amount), "url": _readings_of(request, told, one)} for one in cell.accounts
    ]
    if not cell.is_unlike and shown:
        shown = [{"text": amount_text(cell.amount), "url": shown[0]["url"]}]
    return {"stage": STAGES[stage], "figures": shown, "contested": cell.is_contested, "unlike": cell.is_unlike}


def _readings_of(request: HttpRequest, told: Told, account: Account) -> str:
    return rows_address(request, "framework:indicator", str(told.row(account).indicator_id))


def stage_figures(told: Told) -> Iterator[Shown]:
    """Every figure behind the stages, the newest year first."""
    for year in told.cascade.years:
        for stage, row in year.cells.items():
            for cell in row.values():
                yield from (_figure(told.row(one), stage) for one in cell.accounts)


def beside(told: Told) -> Iterator[Shown]:
    """What was said about officials and is no stage, the newest year first; last what has no year."""
    for year in told.cascade.years:
        yield from (_figure(told.row(one), None) for one in reversed(year.beside))
    yield from (_figure(row, None) for row in told.undated)


def _figure(row: Any, stage: Stage | None) -> Shown:
    return {"row": row, "stage": STAGES[stage] if stage else "", "figure": figure_text(row), "who": who_text(row)}


def contradictions(told: Told) -> list[Shown]:
    """What several sources count differently, with every figure and whose it is."""
    return [_contradiction(told, one) for one in told.cascade.contradictions]


def _contradiction(told: Told, found: Contradiction) -> Shown:
    rows = [told.row(one) for one in found.accounts]
    years = {year for one in found.accounts for year in one.years}
    figures = [{"figure": figure_text(row), "who": who_text(row)} for row in rows]
    return {"name": rows[0].indicator.name, "scope": rows[0].scope, "years": years_text((min(years), max(years))),
            "figures": figures}  # fmt: skip


def week_columns() -> list[Column]:
    """One row per week: the Monday, then the line of the log."""
    heads = {"opened": _("opened"), "open": _("open"), "met": _("met in time"), "late": _("met late"),
             "extended": _("extended"), "escalated": _("escalated"), "overdue": _("overdue")}  # fmt: skip
    return [Column(_("Week from Monday"), lambda row: row[0]), *(Column(heads[name], _of_line(name)) for name in heads)]


def _of_line(name: str) -> Any:
    def cell(row: Any) -> int:
        line = row[1]
        return int(line.opened if name == "opened" else line.verdicts[name])

    return cell


StageRow = tuple[Year, Stage, Voice, Cell]


def stage_rows(told: Told) -> Iterator[StageRow]:
    """Year by stage by voice, with the unknown ones."""
    for year in told.cascade.years:
        for stage, row in year.cells.items():
            yield from ((year, stage, voice, cell) for voice, cell in row.items())


def stage_columns() -> list[Column]:
    """Unknown is an empty figure with its word beside it."""
    return [
        Column(_("year"), lambda row: years_code(row[0].years)),
        Column(pgettext("of the cascade", "Stage"), lambda row: str(STAGES[row[1]])),
        Column(_("who says so"), lambda row: row[2].value),
        Column(_("value"), lambda row: _bare(row[3].amount.value)),
        Column(_("lowest"), lambda row: _bare(row[3].amount.low)),
        Column(_("highest"), lambda row: _bare(row[3].amount.high)),
        Column(_("what is known"), lambda row: _known(row[3])),
    ]


def _bare(figure: Decimal | None) -> str | None:
    """Without the zeros that the column of the table fills up with."""
    return None if figure is None else f"{figure.normalize():f}"


def _known(cell: Cell) -> str:
    if not cell.accounts:
        return _("not known")
    if cell.is_unlike:
        return _("counted in different ways")
    return _("sources differ") if cell.is_contested else _("reported")


def figure_columns() -> list[Column]:
    """Every figure of the page with its source."""

    def of_row(head: str, name: str) -> Column:
        return Column(head, lambda one: getattr(one["row"], name))

    return [
        of_row(_("period"), "period"),
        Column(pgettext("of the cascade", "Stage"), lambda one: str(one["stage"]) or _("no stage")),
        Column(_("indicator"), lambda one: plain(one["row"].indicator.name)),
        Column(_("value"), lambda one: _bare(one["row"].value) or plain(one["row"].value_text)),
        Column(_("lowest"), lambda one: _bare(one["row"].low)),
        Column(_("highest"), lambda one: _bare(one["row"].high)),
        Column(_("scope"), lambda one: plain(one["row"].scope)),
        Column(_("reported by"), lambda one: one["row"].reported_by or one["row"].author_body_id or ""),
        of_row(_("side"), "side"),
        of_row(_("counting rule"), "counting_rule"),
        of_row(_("source"), "source"),
        of_row(_("as of"), "as_of"),
        of_row(_("source grade"), "grade"),
        Column(_("note"), lambda one: plain(one["row"].note)),
    ]


def kind_rows(kinds: Any) -> list[tuple[Any, Any]]:
    """The duties of reports by kind, in the log's order and in words."""
    return [(KINDS[kind], line) for kind, line in kinds.items()]
