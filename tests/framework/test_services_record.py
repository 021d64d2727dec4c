"""Every verb of the framework: one event in the same transaction, no event when refused, no row ever rewritten."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.framework import services, verbs
from mizan.framework.files import NewEvidence
from mizan.framework.models import DeskReading, Evidence, Indicator, Milestone, Pillar, Reading
from mizan.framework.services.actions import NewAction
from mizan.framework.services.answers import Answer
from mizan.framework.services.measures import NewReading
from mizan.institutions.models import Institution
from mizan.kit.actors import Actor, Role
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.ledger.verbs import Verb
from tests.framework.cast import DAY, Cast, body, both_accept, evidence_of, make_action, voice

TEXT = {"en": "so it is"}
# Done inside another room's act and for its one event: the tests of that room hold them (tests/council).
LENT = {
    "decided.py": "a committee's decision", "returned.py": "an approved return",
    "keep_evidence": "a paper before a committee", "keep_file": "its file, before any transaction",
    "NewEvidence": "what both take",
}  # fmt: skip


def services_of_the_room() -> dict[str, Callable[..., Any]]:
    """Every public function of the room's services whose first parameter is the actor."""
    found = {}
    for info in pkgutil.iter_modules(services.__path__):
        if info.name.startswith("_") or f"{info.name}.py" in LENT:
            continue
        module = importlib.import_module(f"{services.__name__}.{info.name}")
        for name, one in inspect.getmembers(module, inspect.isfunction):
            if one.__module__ == module.__name__ and not name.startswith("_") and name not in LENT:
                assert next(iter(inspect.signature(one).parameters)) == "actor", f"{name} does not begin with its actor"
                found[name] = one
    return found


@dataclass
class Scene:
    """The cast after both leads accepted, with one claim, one answer and one piece of evidence."""

    cast: Cast
    claim: Any = None
    proof: Any = None
    answer: Any = None
    figure: Any = None
    real: Any = None  # a body of the real world
    real_proof: Any = None
    unled: Any = None  # an action that names nobody


@pytest.fixture
def scene(cast: Cast) -> Scene:
    both_accept(cast)
    proof = evidence_of(cast.owner)
    return Scene(
        cast=cast,
        proof=proof,
        claim=services.claim_progress(cast.owner, cast.action, text=TEXT, evidence=[proof], on=DAY),
        answer=services.assess(cast.society, Answer(cast.obligation, "letter", 2, TEXT, "2026")),
        figure=services.add_reading(cast.owner, figure(value=Decimal(1))),
        real=(real := body("T-REAL", "state", world="real", kind="lea")),
        real_proof=evidence_of(voice(real)),
        unled=make_action("T-02"),
    )


def figure(**more: Any) -> NewReading:
    fields = {"indicator": Indicator.objects.all()[0], "period": "2026", "scope": TEXT, "source": "own count"}
    return NewReading(**{**fields, **more})


def answer_of(s: Scene, **more: Any) -> Answer:
    fields = {"obligation": s.cast.obligation, "dimension": "letter", "score": 3, "text": TEXT, "period": "2026"}
    return Answer(**{**fields, **more})


def action_of(s: Scene, **more: Any) -> NewAction:
    fields = {
        "code": "T-NEW", "title": TEXT, "description": TEXT, "pillar": Pillar.objects.all()[0], "level": "national",
        "mode": "proactive", "lead": institution("T-OWNER"), "co_lead": institution("T-SOC"),
    }  # fmt: skip
    return NewAction(**{**fields, **more})


def proof_of(**more: Any) -> NewEvidence:
    return NewEvidence(**{"kind": "report", "title": TEXT, "captured_on": DAY, "url": "https://a.example/", **more})


def institution(code: str) -> Institution:
    return Institution.objects.get(pk=code)


def real_reading(s: Scene) -> DeskReading:
    return DeskReading.objects.all()[0]


def claimed(s: Scene, **more: Any) -> Any:
    fields = {"text": TEXT, "evidence": [s.proof], "on": DAY}
    action = more.pop("action", s.cast.action)
    return services.claim_progress(more.pop("actor", s.cast.owner), action, **{**fields, **more})


def operator(actor: Actor) -> Actor:
    """The same member with a role that only keeps the machine running."""
    return replace(actor, roles=frozenset({Role.OPERATOR}))


Do = Callable[[Scene], Any]
GOOD: dict[str, tuple[Do, Verb]] = {
    "add_action": (lambda s: services.add_action(s.cast.ngo, action_of(s)), verbs.ACTION_ADDED),
    "answer_lead": (lambda s: services.answer_lead(s.cast.owner, s.cast.lead, accepts=False), verbs.LEAD_DECLINED),
    "claim_progress": (lambda s: claimed(s, percent=40), verbs.PROGRESS_CLAIMED),
    "answer_progress": (
        lambda s: services.answer_progress(s.cast.society, s.claim, confirms=True, text={}, evidence=[s.proof]),
        verbs.PROGRESS_ANSWERED,
    ),
    "assess": (
        lambda s: services.assess(s.cast.society, answer_of(s, evidence=[s.proof], supersedes=s.answer)),
        verbs.ASSESSED,
    ),
    "adopt_headline": (lambda s: services.adopt_headline(s.cast.society, s.answer), verbs.HEADLINE_ADOPTED),
    "add_evidence": (lambda s: services.add_evidence(s.cast.ngo, proof_of(content=b"a")), verbs.EVIDENCE_ADDED),
    "check_evidence": (
        lambda s: services.check_evidence(s.cast.society, s.proof, finding="holds"), verbs.EVIDENCE_CHECKED,
    ),
    "add_reading": (lambda s: services.add_reading(s.cast.owner, figure(supersedes=s.figure)), verbs.READING_ADDED),
    "set_target": (
        lambda s: services.set_target(s.cast.owner, figure().indicator, value=Decimal(9), due="2027"), verbs.TARGET_SET,
    ),
}  # fmt: skip

BAD: list[tuple[str, str, Do]] = [
    ("add_action", "framework.lead_missing", lambda s: services.add_action(s.cast.ngo, action_of(s, lead=None))),
    ("add_action", "framework.lead_is_state",
     lambda s: services.add_action(s.cast.ngo, action_of(s, lead=institution("T-NGO")))),
    ("add_action", "framework.co_lead_is_society",
     lambda s: services.add_action(s.cast.ngo, action_of(s, co_lead=institution("T-MIN")))),
    ("add_action", "framework.employer_may_not",
     lambda s: services.add_action(s.cast.ngo, action_of(s, co_lead=institution("T-EMP"), industry="brick_kilns"))),
    ("add_action", "framework.other_world",
     lambda s: services.add_action(s.cast.ngo, action_of(s, lead=s.real))),
    ("add_action", "framework.code_taken", lambda s: services.add_action(s.cast.ngo, action_of(s, code="T-01"))),
    ("add_action", "framework.due_before_start",
     lambda s: services.add_action(s.cast.ngo, action_of(s, starts_on=DAY, due_on=DAY - timedelta(1)))),
    ("answer_lead", "framework.not_the_named_body",
     lambda s: services.answer_lead(s.cast.ministry, s.cast.lead, accepts=True)),
    ("answer_lead", "framework.part_answered", lambda s: services.answer_lead(s.cast.owner, s.cast.lead, accepts=True)),
    ("claim_progress", "framework.not_the_owner", lambda s: claimed(s, actor=s.cast.ministry)),
    ("claim_progress", "framework.no_lead", lambda s: claimed(s, action=s.unled)),
    ("claim_progress", "framework.text_needed", lambda s: claimed(s, text={"en": ""})),
    ("claim_progress", "framework.evidence_needed", lambda s: claimed(s, evidence=[])),
    ("claim_progress", "framework.percent_out_of_range", lambda s: claimed(s, percent=101)),
    ("claim_progress", "framework.milestone_of_another",
     lambda s: claimed(s, milestone=Milestone(action=s.unled, title=TEXT))),
    ("claim_progress", "framework.other_world",
     lambda s: claimed(s, evidence=[s.real_proof])),
    ("answer_progress", "framework.not_the_co_lead",
     lambda s: services.answer_progress(s.cast.ngo, s.claim, confirms=True, text={})),
    ("answer_progress", "framework.dispute_needs_words",
     lambda s: services.answer_progress(s.cast.society, s.claim, confirms=False, text={})),
    ("assess", "framework.no_side", lambda s: services.assess(s.cast.foreign, answer_of(s))),
    ("assess", "framework.employer_may_not", lambda s: services.assess(s.cast.employer, answer_of(s))),
    ("assess", "framework.score_out_of_range", lambda s: services.assess(s.cast.society, answer_of(s, score=5))),
    ("assess", "framework.score_out_of_range", lambda s: services.assess(s.cast.society, answer_of(s, score=-1))),
    ("assess", "framework.text_needed", lambda s: services.assess(s.cast.society, answer_of(s, text={}))),
    ("assess", "framework.not_your_answer", lambda s: services.assess(s.cast.owner, answer_of(s, supersedes=s.answer))),
    ("assess", "framework.other_question",
     lambda s: services.assess(s.cast.society, answer_of(s, dimension="spirit", supersedes=s.answer))),
    ("assess", "framework.other_world",
     lambda s: services.assess(s.cast.society, answer_of(s, adopts=real_reading(s)))),
    ("adopt_headline", "framework.other_side", lambda s: services.adopt_headline(s.cast.ministry, s.answer)),
    ("adopt_headline", "framework.not_the_focal_body", lambda s: services.adopt_headline(s.cast.ngo, s.answer)),
    ("add_evidence", "framework.evidence_url_or_file", lambda s: services.add_evidence(s.cast.ngo, proof_of(url=""))),
    ("add_evidence", "framework.evidence_too_large",
     lambda s: services.add_evidence(s.cast.ngo, proof_of(content=bytes(20 * 1024 * 1024 + 1)))),
    ("add_evidence", "framework.no_side", lambda s: services.add_evidence(s.cast.foreign, proof_of())),
    ("add_evidence", "framework.role_needed", lambda s: services.add_evidence(operator(s.cast.ngo), proof_of())),
    ("check_evidence", "framework.role_needed",
     lambda s: services.check_evidence(operator(s.cast.society), s.proof, finding="holds")),
    ("check_evidence", "framework.no_such_finding",
     lambda s: services.check_evidence(s.cast.society, s.proof, finding="perhaps")),
    ("check_evidence", "framework.own_evidence",
     lambda s: services.check_evidence(s.cast.ministry, s.proof, finding="holds")),
    ("check_evidence", "framework.no_side",
     lambda s: services.check_evidence(s.cast.foreign, s.proof, finding="holds")),
    ("add_reading", "framework.bounds_crossed",
     lambda s: services.add_reading(s.cast.owner, figure(low=Decimal(5), high=Decimal(4)))),
    ("add_reading", "framework.value_outside_bounds",
     lambda s: services.add_reading(s.cast.owner, figure(value=Decimal(3), low=Decimal(5), high=Decimal(9)))),
    ("add_reading", "framework.period_unreadable",
     lambda s: services.add_reading(s.cast.owner, figure(period="2026-13"))),
    ("add_reading", "framework.period_unreadable",
     lambda s: services.add_reading(s.cast.owner, figure(period="2026/2025"))),
    ("add_reading", "framework.source_needed", lambda s: services.add_reading(s.cast.owner, figure(source=" "))),
    ("add_reading", "framework.not_your_figure",
     lambda s: services.add_reading(s.cast.ministry, figure(supersedes=s.figure))),
    ("add_reading", "framework.other_world",
     lambda s: services.add_reading(s.cast.owner, figure(supersedes=Reading.objects.filter(world="real")[0]))),
    ("set_target", "framework.no_side",
     lambda s: services.set_target(s.cast.foreign, figure().indicator, value=Decimal(1), due="2027")),
]  # fmt: skip


def test_no_service_escapes_this_table() -> None:
    room = services_of_the_room()
    assert set(room) == set(GOOD) == {name for name, _code, _do in BAD}
    assert set(services.__all__) == set(room) | set(LENT) - {"decided.py", "returned.py"}


def test_every_verb_of_the_room_is_written_by_a_service_here() -> None:
    written = {verb.name for _do, verb in GOOD.values()} | {verbs.LEAD_ACCEPTED.name}  # every scene begins with it
    assert written == {one.name for one in vars(verbs).values() if isinstance(one, Verb)}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_I5_a_service_writes_exactly_one_event_in_one_transaction(name: str, scene: Scene) -> None:
    do, verb = GOOD[name]
    before = set(Event.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        do(scene)
    (event,) = Event.objects.exclude(pk__in=before)
    assert (event.verb, event.world) == (verb.name, "exercise")
    assert sum(sql.startswith("SAVEPOINT") for sql in statements(queries)) >= 1
    writes = [n for n, sql in enumerate(statements(queries)) if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    opened = next(n for n, sql in enumerate(statements(queries)) if sql.startswith("SAVEPOINT"))
    closed = max(n for n, sql in enumerate(statements(queries)) if sql.startswith("RELEASE"))
    assert all(opened < n < closed for n in writes), "something was written outside the transaction of the event"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_I7_a_service_only_ever_adds_rows(name: str, scene: Scene) -> None:
    with CaptureQueriesContext(connection) as queries:
        GOOD[name][0](scene)
    assert {sql.split()[0] for sql in statements(queries)} <= {"SELECT", "INSERT", "SAVEPOINT", "RELEASE"}


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"].lstrip() for query in queries.captured_queries]


@pytest.mark.parametrize(("name", "code", "do"), BAD)
def test_I5_a_refused_service_writes_nothing_at_all(name: str, code: str, do: Do, scene: Scene) -> None:
    assert name in GOOD
    with CaptureQueriesContext(connection) as queries, pytest.raises(Refused) as refused:
        do(scene)
    assert refused.value.code == code
    assert not [sql for sql in statements(queries) if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_I5_a_fault_half_way_leaves_neither_row_nor_event(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("mizan.framework.services.evidence.record", broken)
    rows, events = Evidence.objects.count(), Event.objects.count()
    with pytest.raises(RuntimeError, match="disk"):
        services.add_evidence(scene.cast.ngo, proof_of())
    assert (Evidence.objects.count(), Event.objects.count()) == (rows, events)


def test_I5_no_payload_of_the_room_holds_words_that_people_typed(scene: Scene) -> None:
    for name in sorted(GOOD, reverse=True):  # declining comes after what only an owner may do
        GOOD[name][0](scene)
    for payload in Event.objects.filter(verb__startswith="framework.").values_list("payload", flat=True):
        assert TEXT["en"] not in str(payload)
        assert "own count" not in str(payload)
