"""A person's keys, a body's keys and its roster: one event each, nobody in by her own word, nothing secret kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from mizan.institutions import services as rooms
from mizan.institutions import verbs
from mizan.institutions.models import BodyKeys, Drill, Institution, Membership, PersonKeys, RosterPost, Tie
from mizan.institutions.services import keys
from mizan.kit.actors import Role, system
from mizan.kit.refusal import Refused
from mizan.kit.wording import worded_codes
from mizan.ledger.auditing import audit
from mizan.ledger.models import Event
from mizan.ledger.verbs import Verb
from mizan.sealing.readers import new_keys
from tests.cast import make_body, make_member
from tests.institutions.keyring import CHEAP, PASSPHRASE, Held, day, enrol, enrolled

pytestmark = pytest.mark.django_db
ANOTHER = "five words in a longer row"


def refused(code: str, act: Callable[[], object]) -> Refused:
    events = Event.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    assert code in worded_codes()
    assert Event.objects.count() == events
    return caught.value


def body(code: str) -> Institution:
    return Institution.objects.get(pk=code)


def colleague(name: str = "colleague", code: str = "R-IAD", role: Role = Role.INQUIRY) -> Held:
    """Another reader of a body, with keys, on no roster yet."""
    return enrol(make_member(name, body(code), [role]))


def place_of(held: Held) -> RosterPost:
    return RosterPost.objects.get(person_keys=held.keys, until=None)


def tie(held: Held, **ends: Any) -> Tie:
    return keys.declare_tie(held.actor, "relative", **ends)


def gone(held: Held) -> None:
    """Her post in the body ends today."""
    Membership.objects.filter(pk=held.member.post.pk).update(until=day())


def change(held: Held, passphrase: str = ANOTHER) -> None:
    keys.change_passphrase(held.actor, held.mine, passphrase, **CHEAP)


Do = Callable[[Mapping[str, Held]], object]
GOOD: dict[str, tuple[Do, Verb]] = {
    "enrol": (lambda r: colleague(), verbs.KEYS_BEGUN),
    "change_passphrase": (lambda r: change(r["iad"]), verbs.PASSPHRASE_CHANGED),
    "recover": (lambda r: keys.recover(r["iad"].actor, r["iad"].code, ANOTHER, **CHEAP), verbs.KEYS_RECOVERED),
    "give_up": (lambda r: keys.give_up(r["iad"].actor), verbs.KEYS_ENDED),
    "admit": (lambda r: keys.admit(r["iad"].actor, r["iad"].mine, colleague().keys), verbs.ROSTER_JOINED),
    "leave": (lambda r: keys.leave(r["iad"].actor, r["iad"].mine, admitted(r)), verbs.ROSTER_LEFT),
    "ask_drill": (lambda r: keys.ask_drill(r["iad"].actor, key("R-IAD")), verbs.DRILL_ASKED),
    "meet_drill": (lambda r: met(r["iad"]), verbs.DRILL_MET),
    "declare_tie": (lambda r: tie(r["iad"], body=body("R-UNIT")), verbs.TIE_DECLARED),
    "end_tie": (lambda r: keys.end_tie(r["iad"].actor, tie(r["iad"], body=body("R-UNIT"))), verbs.TIE_ENDED),
    "found_body": (lambda r: keys.found_body(*founder(r)), verbs.BODY_KEYS_BEGUN),
}


def key(code: str) -> BodyKeys:
    return BodyKeys.objects.get(institution=code, until=None)


def admitted(ring: Mapping[str, Held]) -> RosterPost:
    return keys.admit(ring["iad"].actor, ring["iad"].mine, colleague().keys)


def met(held: Held) -> Drill:
    return keys.meet_drill(held.actor, held.mine, keys.ask_drill(held.actor, key(held.actor.body)))


def founder(ring: Mapping[str, Held]) -> tuple[Any, Any]:
    held = enrol(make_member("founder", make_body("R-NEW", kind="oversight"), [Role.OVERSIGHT]))
    return held.actor, held.mine


@pytest.mark.parametrize("name", GOOD)
def test_each_verb_of_the_key_store_writes_one_event_at_its_end(ring: Mapping[str, Held], name: str) -> None:
    act, verb = GOOD[name]
    act(ring)
    newest = Event.objects.order_by("at").last()
    assert newest is not None
    assert newest.verb == verb.name
    assert not verb.public
    assert Event.objects.filter(pk=newest.pk, leaf__isnull=False).exists()


def test_every_verb_of_the_key_store_has_a_good_case() -> None:
    assert set(GOOD) == set(keys.__all__) - {"Enrolled", "unlock", "share_of"}


BAD: dict[str, tuple[str, Do]] = {
    "second keys": ("institutions.has_keys", lambda r: keys.enrol(r["iad"].actor, PASSPHRASE, **CHEAP)),
    "short passphrase": ("institutions.passphrase_short", lambda r: change(r["iad"], "too short")),
    "no person": ("institutions.persons_only", lambda r: keys.enrol(system("clock"), PASSPHRASE, **CHEAP)),
    "wrong sheet": ("institutions.sheet_wrong",
                    lambda r: keys.recover(r["iad"].actor, r["ace"].code, ANOTHER, **CHEAP)),
    "another's keys": ("institutions.keys_locked", lambda r: keys.change_passphrase(
        r["iad"].actor, r["ace"].mine, ANOTHER, **CHEAP)),
    "drawn keys": ("institutions.keys_locked", lambda r: keys.found_body(r["iad"].actor, new_keys())),
    "body with keys": ("institutions.body_has_keys", lambda r: keys.found_body(*pair(colleague()))),
    "no reader founds": ("institutions.no_reader", lambda r: keys.found_body(*pair(enrol(make_member(
        "analyst", make_body("R-NEW"), [Role.ANALYST]))))),
    "off the roster": ("institutions.not_on_roster", lambda r: keys.admit(*pair(colleague()), r["iad"].keys)),
    "another body's member": ("institutions.not_a_member",
                              lambda r: keys.admit(*pair(r["iad"]), r["ace"].keys)),
    "no reader": ("institutions.no_reader",
                  lambda r: keys.admit(*pair(r["iad"]), colleague(role=Role.OWNER).keys)),
    "twice": ("institutions.on_roster", lambda r: keys.admit(*pair(r["iad"]), r["iad"].keys)),
    "last one": ("institutions.last_on_roster", lambda r: keys.leave(*pair(r["iad"]), place_of(r["iad"]))),
    "another body's place": ("institutions.place_ended", lambda r: keys.leave(*pair(r["iad"]), place_of(r["ace"]))),
    "another body's drill": ("institutions.not_your_body", lambda r: keys.ask_drill(r["iad"].actor, key("R-ACE"))),
    "no drill of mine": ("institutions.drill_over", lambda r: keys.meet_drill(
        *pair(r["iad"]), keys.ask_drill(r["ace"].actor, key("R-ACE")))),
    "tie without end": ("institutions.tie_one_end", lambda r: tie(r["iad"])),
    "tie of no kind": ("institutions.tie_kind", lambda r: keys.declare_tie(r["iad"].actor, "x", body=body("R-LEA"))),
    "tie to oneself": ("institutions.tie_yourself", lambda r: tie(r["iad"], other=r["iad"].member.user)),
    "another's tie": ("institutions.tie_ended",
                      lambda r: keys.end_tie(r["ace"].actor, tie(r["iad"], body=body("R-LEA")))),
}  # fmt: skip


def pair(held: Held) -> tuple[Any, Any]:
    return held.actor, held.mine


@pytest.mark.parametrize("name", BAD)
def test_a_verb_of_the_key_store_refuses(ring: Mapping[str, Held], name: str) -> None:
    code, act = BAD[name]
    with pytest.raises(Refused) as caught:
        act(ring)
    assert caught.value.code == code
    assert code in worded_codes()


def test_an_unlocking_with_a_wrong_passphrase_or_without_keys_is_refused(ring: Mapping[str, Held]) -> None:
    assert keys.unlock(ring["iad"].id, PASSPHRASE) == ring["iad"].mine
    refused("institutions.passphrase_wrong", lambda: keys.unlock(ring["iad"].id, ANOTHER))
    refused("institutions.passphrase_wrong", lambda: keys.unlock(ring["iad"].id, "x"))
    nobody = make_member("nobody", body("R-LEA"), [Role.OWNER])
    refused("institutions.no_keys", lambda: keys.unlock(nobody.user.pk, PASSPHRASE))


def test_a_new_passphrase_takes_the_place_of_the_old_and_the_sheet_stays_good(ring: Mapping[str, Held]) -> None:
    held = ring["iad"]
    change(held)
    refused("institutions.passphrase_wrong", lambda: keys.unlock(held.id, PASSPHRASE))
    assert keys.unlock(held.id, ANOTHER) == held.mine
    assert keys.recover(held.actor, held.code.lower(), PASSPHRASE, **CHEAP) == held.mine
    assert keys.unlock(held.id, PASSPHRASE) == held.mine


def test_the_box_of_an_older_passphrase_cannot_be_put_back_unseen(ring: Mapping[str, Held]) -> None:
    """Whoever learned a passphrase that she changed since, and has the database, would read with her keys again."""
    held = ring["iad"]
    older = bytes(PersonKeys.objects.get(pk=held.keys.pk).locked)
    change(held)
    keys.recover(held.actor, held.code.lower(), "six words in a longer row still", **CHEAP)
    assert audit().faults == []
    PersonKeys.objects.filter(pk=held.keys.pk).update(locked=older)
    assert keys.unlock(held.id, PASSPHRASE) == held.mine
    assert [(fault.code, fault.key) for fault in audit().faults] == [("not_as_told", str(held.keys.pk))]


def test_keys_from_before_their_box_was_told_are_counted_until_they_are_locked_anew(
    ring: Mapping[str, Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = audit().before_log
    with monkeypatch.context() as older, undeclared("locked"):
        older.setattr("mizan.institutions.services.keys.told", lambda _row: {})
        held = colleague()
    assert (audit().faults, audit().before_log) == ([], before + 1)
    change(held)
    assert (audit().faults, audit().before_log) == ([], before)


@contextmanager
def undeclared(fact: str) -> Iterator[None]:
    """The verb by which keys begin, as it was before it named this fact."""
    fields = dict(verbs.KEYS_BEGUN.fields)
    object.__setattr__(verbs.KEYS_BEGUN, "fields", {name: kind for name, kind in fields.items() if name != fact})
    try:
        yield
    finally:
        object.__setattr__(verbs.KEYS_BEGUN, "fields", fields)


def test_whoever_gave_up_her_keys_begins_again_with_others_and_is_off_the_roster(ring: Mapping[str, Held]) -> None:
    held = ring["iad"]
    keys.give_up(held.actor)
    fresh, drill = again(held), keys.ask_drill(held.actor, key("R-IAD"))
    refused("institutions.not_on_roster", lambda: keys.meet_drill(fresh.actor, fresh.mine, drill))
    assert PersonKeys.objects.filter(user=held.member.user, until=None).count() == 1


def again(held: Held) -> Held:
    made = keys.enrol(held.actor, PASSPHRASE, **CHEAP)
    return replace(held, keys=made.keys, mine=keys.unlock(held.id, PASSPHRASE))


def test_a_body_whose_readers_are_all_gone_begins_new_keys(ring: Mapping[str, Held]) -> None:
    old = key("R-IAD")
    newcomer = colleague()
    gone(ring["iad"])
    fresh = keys.found_body(newcomer.actor, newcomer.mine)
    assert (fresh.epoch, fresh.pk != old.pk, fresh.public != old.public) == (1, True, True)
    assert BodyKeys.objects.get(pk=old.pk).until == day()


def test_everybody_on_a_roster_opens_the_same_share_and_nobody_else_does(ring: Mapping[str, Held]) -> None:
    held, other = ring["iad"], colleague()
    keys.admit(held.actor, held.mine, other.keys)
    shares = [keys.share_of(one.actor, one.mine, key("R-IAD")) for one in (held, other)]
    assert shares[0] == shares[1]
    refused("institutions.no_share", lambda: keys.share_of(held.actor, held.mine, key("R-ACE")))
    outsider = colleague("outsider")
    refused("institutions.not_on_roster", lambda: keys.share_of(outsider.actor, outsider.mine, key("R-IAD")))


def test_who_leaves_has_no_share_of_the_new_keys_nor_any_more_of_the_old(ring: Mapping[str, Held]) -> None:
    held, other, old = ring["iad"], colleague(), key("R-IAD")
    place = keys.admit(held.actor, held.mine, other.keys)
    new = keys.leave(held.actor, held.mine, place)
    assert (new.epoch, new.proved_on) == (1, None)
    assert not RosterPost.objects.filter(body_keys=new, person_keys=other.keys).exists()
    refused("institutions.not_on_roster", lambda: keys.share_of(other.actor, other.mine, old))
    assert keys.share_of(held.actor, held.mine, old).report.public == bytes(old.public)
    assert keys.share_of(held.actor, held.mine, new).report.public == bytes(new.public)


def test_a_drill_is_met_once_and_only_by_whoever_opens_it(ring: Mapping[str, Held]) -> None:
    held = ring["iad"]
    drill = keys.ask_drill(held.actor, key("R-IAD"))
    keys.meet_drill(held.actor, held.mine, drill)
    assert key("R-IAD").proved_on == day()
    refused("institutions.drill_over", lambda: keys.meet_drill(held.actor, held.mine, drill))


def test_a_post_that_ended_takes_every_verb_of_the_roster_away_at_once(ring: Mapping[str, Held]) -> None:
    held, other = ring["iad"], colleague()
    gone(held)
    refused("institutions.not_on_roster", lambda: keys.admit(held.actor, held.mine, other.keys))
    refused("institutions.not_on_roster", lambda: keys.share_of(held.actor, held.mine, key("R-IAD")))


def test_no_passphrase_code_or_secret_stands_in_any_row_of_the_database(ring: Mapping[str, Held]) -> None:
    held = ring["iad"]
    share = keys.share_of(held.actor, held.mine, key("R-IAD"))
    secrets = [held.mine.secret, held.mine.seed, share.secret, PASSPHRASE.encode(), held.code.encode(),
               held.code.replace(" ", "").encode()]  # fmt: skip
    found = dump()
    assert bytes(held.keys.public) in found
    for secret in secrets:
        assert secret not in found
        assert secret.hex().encode() not in found


def dump() -> bytes:
    """Every value of every table, as bytes."""
    parts: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                parts += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(parts)


def test_verbs_of_members_stay_what_they_were() -> None:
    members = {"admit", "declare_interests", "end_post", "reinstate", "suspend"}
    assert set(rooms.__all__) == members | {"NewBody", "list_body", "may_list"}  # and none of the keys' verbs


def test_keys_of_one_body_say_nothing_in_another(ring: Mapping[str, Held]) -> None:
    other = enrolled("stranger", make_body("R-OTHER", kind="oversight"), [Role.OVERSIGHT])
    refused("institutions.place_ended", lambda: keys.leave(other.actor, other.mine, place_of(ring["iad"])))
