"""Pillars, clusters, instruments, obligations, questions and desk readings of a pack."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mizan.framework.models import Cluster, DeskReading, Instrument, Obligation, Pillar, Question
from mizan.framework.rules.answers import desk_score
from mizan.web.packs import rows
from mizan.web.packs.bundle import Bundle
from mizan.web.packs.common import sourced
from mizan.web.packs.sync import Line, Tally, sync
from mizan.web.packs.words import TextOf

ASIDE = 10_000  # beyond any place that a pack gives, within a small integer


def write_promises(bundle: Bundle, pack: rows.PackInfo, text: TextOf, tally: Tally, *, now: datetime) -> None:
    """Everything that says what was promised, in the order in which rows name each other."""

    def mine(content: tuple[Any, ...]) -> list[Any]:
        return [row for row in content if row.pack == pack.code]

    def write(model: Any, lines: list[Line]) -> None:
        sync(model, pack.code, lines, tally, now=now)

    pillars = [_pillar(row, order, text) for order, row in enumerate(mine(bundle.pillars), 1)]
    _make_way(pillars, pack.code)
    write(Pillar, pillars)
    write(Cluster, [_cluster(row, text) for row in mine(bundle.clusters)])
    statuses = {row.instrument: row for row in bundle.statuses}
    write(Instrument, [_instrument(row, statuses.get(row.code), text) for row in mine(bundle.instruments)])
    write(Obligation, [_obligation(row, order, text) for order, row in enumerate(mine(bundle.obligations), 1)])
    write(Question, [_question(row, text) for row in mine(bundle.questions)])
    write(DeskReading, [_desk(row, text) for row in mine(bundle.desk_readings)])


def _make_way(pillars: list[Line], pack: str) -> None:
    """Pillars that change places or leave first step aside: no two may hold one place, not even half-way through."""
    wanted = {line.key: line.fields["order"] for line in pillars}
    for pillar in Pillar.objects.filter(pack=pack):
        if pillar.order < ASIDE and pillar.order != wanted.get(pillar.code):
            Pillar.objects.filter(pk=pillar.pk).update(order=ASIDE + pillar.order)


def _pillar(row: rows.Pillar, order: int, text: TextOf) -> Line:
    return Line(row.code, {"name": text(row.name), "meaning": text(row.meaning), "pan": row.side.value, "order": order})


def _cluster(row: rows.Cluster, text: TextOf) -> Line:
    articles = {one.instrument: list(one.articles) for one in row.articles}
    return Line(row.code, {
        "name": text(row.name), "articles": articles, "articles_basis": row.articles_basis.value, **sourced(row, text),
    })  # fmt: skip


def _instrument(row: rows.Instrument, status: rows.Status | None, text: TextOf) -> Line:
    """A country's own standing, where the country pack gives one, brings its own source and note."""
    facts = {**sourced(row, text), **(sourced(status, text) if status else {})}
    return Line(row.code, {
        "title": text(row.title), "level": row.level.value, "kind": row.kind.value, "adopted": row.adopted or "",
        "in_force": row.in_force or "", "status": text(status.status if status else None),
        "verified": bool((status or row).verified), **facts,
    })  # fmt: skip


def _obligation(row: rows.Obligation, order: int, text: TextOf) -> Line:
    fields = {
        "instrument_id": row.instrument, "article": row.article, "paragraph": row.paragraph or "", "order": order,
        "title": text(row.title), "summary": text(row.summary), "wording": row.wording.value,
        "strength": row.strength.value, "cluster_id": row.cluster, "pillar_id": row.pillar,
        "pillar_was": row.pillar_was or "", "pillar_reason": text(row.pillar_reason),
        "text_basis": row.text_basis.value, **sourced(row, text),
    }  # fmt: skip
    return Line(row.id, fields, {"also_pillars": row.also_pillars})


def _question(row: rows.Question, text: TextOf) -> Line:
    fields = {
        "cluster_id": row.cluster, "state_question": text(row.state_question),
        "society_prompt": text(row.society_prompt), "answer_type": row.answer_type.value,
        "verified": row.checked.value, "source": row.basis, "grade": row.grade.value,
    }  # fmt: skip
    return Line(row.id, fields, {"obligations": row.obligations})


def _desk(row: rows.DeskReading, text: TextOf) -> Line:
    fields = {
        "obligation_id": row.obligation, "law_id": row.law, "provision": text(row.provision),
        "status": row.letter_status.value, "score": desk_score(row.letter_status.value), **sourced(row, text),
    }  # fmt: skip
    return Line(f"{row.law}:{row.obligation}", fields)
