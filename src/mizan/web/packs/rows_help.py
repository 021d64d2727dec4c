"""The rows of what a person in need finds: services, with when somebody answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from mizan.web.packs.rows import Fact, Words
from mizan.web.packs.specs import Code, Day, Number, Prose, Ref, Text


class ServiceKind(StrEnum):
    HOTLINE = "hotline"
    POLICE = "police"
    SHELTER = "shelter"
    CHILD_PROTECTION = "child_protection"
    HEALTH = "health"
    COUNSELLING = "counselling"
    LEGAL_AID = "legal_aid"
    LABOUR = "labour"
    DOCUMENTS = "documents"
    CASH = "cash"


class Whom(StrEnum):
    ANY = "any"
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, kw_only=True)
class Service(Fact):
    """`place`: a province or district; null: the whole country. Hours as `mon-fri 09:00-17:00; sat 09:00-13:00` or
    `24/7`; null: not published. Never the address of a shelter."""

    code: Annotated[str, Code("service")]
    kind: ServiceKind
    provider: Annotated[str, Ref("institution")]
    name: Words
    place: Annotated[str | None, Ref("place")]
    phone: Annotated[str | None, Text(pattern=r"[0-9+][0-9 -]{1,22}[0-9]", digits_ok=True)]
    staffed: Annotated[str | None, Text()]
    about: Annotated[str | None, Prose(max_words=60)] = None
    opens: Annotated[str | None, Text()] = None
    answered_by: Annotated[str | None, Prose(max_words=20)] = None
    web: Annotated[str | None, Text(pattern=r"https?://[^\s]{4,150}")] = None
    address: Annotated[str | None, Text(pattern=r".{3,160}")] = None
    languages: tuple[Annotated[str, Text(pattern=r"[a-z]{2,3}")], ...] = ()
    sex: Whom | None = None
    age_from: Annotated[int | None, Number(low=0, high=120)] = None
    age_to: Annotated[int | None, Number(low=0, high=120)] = None
    needs: tuple[Annotated[str, Ref("mechanism")], ...] = ()
    free: bool | None = None
    checked_on: Annotated[str | None, Day()] = None


class MaterialKind(StrEnum):
    RIGHTS = "rights"
    LEAFLET = "leaflet"
    POSTER = "poster"
    RECORDING = "recording"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class LawPoint:
    """One thing that the law says, with its instrument and the provision in it (`s.6`, `article 3(b)`)."""

    text: Words
    instrument: Annotated[str, Ref("instrument")]
    provision: Annotated[str | None, Text(pattern=r".{1,40}", digits_ok=True)] = None


@dataclass(frozen=True, kw_only=True)
class Material(Fact):
    """A text of the library: what the law says, and what somebody can do. Each translation is a version of its own;
    nobody is named as its reviewer in a pack, since a pack cannot show who read a translation."""

    code: Annotated[str, Code("material")]
    kind: MaterialKind
    name: Words
    about: Words
    licence: Annotated[str, Text(pattern=r".{2,80}")]
    law: tuple[LawPoint, ...]
    steps: tuple[Words, ...]
    order: Annotated[int, Number(low=0, high=999)] = 0
