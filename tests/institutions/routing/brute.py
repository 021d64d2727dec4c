"""A second implementation of the rules of docs/routing.md, slow and plain, written from the words, not from the code.

It asks of every body, one at a time, whether any rule keeps it out, by walking lists. It shares with the platform only
the input types. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mizan.institutions.rules import Body
from mizan.institutions.rules.routing import Accused, Case, Heads, Policy, Rosters, Seat, Tie


@dataclass
class Found:
    now: set[str]
    later: list[tuple[str, set[str]]]
    refused: str
    kept_out: set[str]
    blind: set[str]  # people


@dataclass
class Brute:
    bodies: Sequence[Body]
    rosters: Rosters
    policy: Policy
    today: date

    # -- the graph, by walking --

    def get(self, code: str) -> Body:
        return next(b for b in self.bodies if b.code == code)

    def line(self, code: str) -> list[str]:
        """The body and everybody above it."""
        parent = self.get(code).parent
        return [code] + (self.line(parent) if parent else [])

    def is_under(self, lower: str, upper: str) -> bool:
        return lower != upper and upper in self.line(lower)

    def institution(self, code: str) -> str:
        """The topmost body reached by a link that makes one institution: under a law-enforcement body, or from a body
        that watches to what it watches."""
        found, line = code, self.line(code)
        for lower, upper in pairwise(line):
            watches = self.get(lower).kind in ("internal_affairs", "anti_corruption")
            if watches or self.get(upper).kind == "lea":
                found = upper
        return found

    def watchdogs(self, whole: str, kind: str = "") -> list[str]:
        kinds = [kind] if kind else ["internal_affairs", "anti_corruption"]
        inside = [b.code for b in self.bodies if self.institution(b.code) == whole and b.code != whole]
        return [code for code in inside if self.get(code).kind in kinds]

    def posts(self, person: str) -> set[str]:
        listed = {code for code, one in self.rosters.enrolled.items() if person in one.staff}
        return listed | set(self.rosters.posts.get(person, ()))

    # -- who is accused --

    def everybody_accused(self, case: Case) -> list[Accused]:
        found = list(case.accused)
        for one in case.accused:
            if one.person:
                found += [Accused(b, b, one.band, one.person) for b in self.posts(one.person)]
            if one.unit and one.institution and one.institution not in self.line(one.unit):
                found.append(Accused(one.institution, "", one.band, one.person))
        return found

    def workplace(self, one: Accused) -> str:
        return one.unit if one.unit else one.institution

    def shuts_agency(self, one: Accused, case: Case) -> bool:
        place = self.workplace(one)
        whole = self.institution(place)
        near = [w for w in self.watchdogs(whole) if w == place or self.is_under(w, place) or self.is_under(place, w)]
        heads = self.policy.bands.get(one.band, Heads.AGENCY)
        return (
            not one.unit
            or heads == Heads.AGENCY
            or (heads == Heads.UNIT and place == whole)
            or bool(near)
            or any(code in self.policy.accuses_internal for code in case.serious)
        )

    def is_out(self, body: str, case: Case) -> bool:
        for one in self.everybody_accused(case):
            place = self.workplace(one)
            if not place:
                continue
            if body == place or self.is_under(body, place) or self.is_under(place, body):
                return True
            whole = self.institution(place)
            same = self.institution(body) == whole or self.is_under(body, whole)
            if same and self.shuts_agency(one, case):
                return True
        return False

    def works_with_accused(self, person: str, case: Case) -> bool:
        """Whether somebody unnamed may be this person's relation: she works where the accused does."""
        return any(self.is_workplace(body, case) for body in self.posts(person))

    def is_workplace(self, body: str, case: Case) -> bool:
        for one in self.everybody_accused(case):
            place = self.workplace(one)
            if not place:
                continue
            if body == place:
                return True
            whole = self.institution(place)
            heads = self.policy.bands.get(one.band, Heads.AGENCY)
            wide = not one.unit or heads == Heads.AGENCY or (heads == Heads.UNIT and place == whole)
            if wide and (self.institution(body) == whole or self.is_under(body, whole)):
                return True
        return False

    def is_blind(self, person: str, case: Case) -> bool:
        named = [one.person for one in self.everybody_accused(case) if one.person]
        if person in named or any(self.is_out(body, case) for body in self.posts(person)):
            return True
        return any(self.is_tied(person, tie, named, case) for tie in self.rosters.ties)

    def is_tied(self, person: str, tie: Tie, named: list[str], case: Case) -> bool:
        if tie.person == person:
            to_body = bool(tie.body) and self.is_workplace(tie.body, case)
            return tie.other in named or to_body or self.works_with_accused(tie.other, case)
        if tie.other == person:
            return tie.person in named or self.works_with_accused(tie.person, case)
        return False

    # -- who could read --

    def free(self, body: str, case: Case) -> set[str]:
        one = self.rosters.enrolled.get(body)
        free = {p for p in one.staff if not self.is_blind(p, case)} if one else set()
        carried = one is not None and one.offline  # any carrier could be the one who takes the copy
        return set() if carried and len(free) < len(one.staff) else free

    def can(self, body: str, case: Case) -> bool:
        one = self.rosters.enrolled.get(body)
        if one is None or one.proved_on is None or body in case.vetoes or self.is_out(body, case):
            return False
        return 0 <= (self.today - one.proved_on).days <= self.policy.key_proof_days and bool(self.free(body, case))

    def known(self, case: Case) -> set[str]:
        accused = self.everybody_accused(case)
        if not accused or any(not self.workplace(one) for one in accused):
            return set()
        return {self.institution(self.workplace(one)) for one in accused}

    def hears(self, seat: Seat, case: Case) -> bool:
        known = self.known(case)
        if seat.covers is not None and (not known or any(whole not in seat.covers for whole in known)):
            return False
        return seat.places is None or any(place in seat.places for place in case.places)

    def take(self, kind: str, n: int, reading: set[str], case: Case) -> set[str]:
        taken: set[str] = set()
        for rung in self.policy.rungs:
            for seat in rung.seats if rung.kind == kind else ():
                met = {self.institution(b) for b in reading | taken}
                if len(taken) < n and self.hears(seat, case) and self.institution(seat.body) not in met:
                    taken |= {seat.body} if self.can(seat.body, case) else set()
        return taken

    def outside_only(self, case: Case) -> bool:
        accused = [one for one in self.everybody_accused(case) if self.workplace(one)]
        return len(self.known(case)) != 1 or any(self.shuts_agency(one, case) for one in accused)

    def inside(self, case: Case) -> set[str]:
        if self.outside_only(case):
            return set()
        (whole,) = self.known(case)
        for kind in ("internal_affairs", "anti_corruption"):
            own = {w for w in self.watchdogs(whole, kind) if self.can(w, case)}
            if own and any(rung.kind == kind for rung in self.policy.rungs):
                return own
        return set()

    def serious(self, case: Case) -> bool:
        by_class = any(code in self.policy.serious for code in case.serious)
        return by_class or any(one.band in self.policy.serious_bands for one in case.accused)

    def first(self, case: Case) -> tuple[set[str], set[str]]:
        """Readers that are not oversight, and oversight."""
        now = self.inside(case)
        if not now:
            return set(), self.take("oversight", 2, set(), case)
        now |= self.take("anti_corruption", 1, now, case)
        alone = len({self.institution(b) for b in now}) == 1
        return now, self.take("oversight", 1, now, case) if alone or self.serious(case) else set()

    def route(self, case: Case) -> Found:
        now, over = self.first(case)
        kept = {b.code for b in self.bodies if self.is_out(b.code, case)}
        people = {p for one in self.rosters.enrolled.values() for p in one.staff}
        blind = {p for p in people if self.is_blind(p, case)}
        refused = self.refused(case, now, over)
        if refused:
            return Found(set(), [], refused, kept, blind)
        return Found(now | over, self.later(case, now | over), "", kept, blind)

    def refused(self, case: Case, now: set[str], over: set[str]) -> str:
        two = len({self.institution(b) for b in now}) > 1
        if over or (two and not self.serious(case)):
            return ""
        if not case.vetoes:
            return "no_oversight"
        free = Case(case.accused, case.serious, case.places)
        if self.refused(free, *self.first(free)):
            return "no_oversight"
        return "" if two else "last_reader"

    def later(self, case: Case, reading: set[str]) -> list[tuple[str, set[str]]]:
        steps: list[tuple[str, set[str]]] = []
        for rung in self.policy.rungs:
            if rung.kind == "docket":
                steps.append(("docket", set()))
            elif rung.kind in ("oversight", "parliament"):
                added = self.take(rung.kind, rung.take, reading, case)
                reading = reading | added
                steps += [(rung.kind, added)] if added else []
        return steps
