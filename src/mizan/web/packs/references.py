"""Codes are unique, references resolve, chains end."""

from __future__ import annotations

from collections.abc import Iterator

from mizan.web.packs import rows
from mizan.web.packs.files import FILE_OF, FOREIGN, PACK_FILE, Fault
from mizan.web.packs.reading import Pack
from mizan.web.packs.world import CONTENT_OF_SPACE, World, fault


def reference_faults(world: World) -> Iterator[Fault]:
    yield from _duplicates(world)
    yield from _dangling(world)
    yield from _dependencies(world)
    yield from _circles(world)


def _duplicates(world: World) -> Iterator[Fault]:
    first: dict[tuple[str, str], str] = {}
    for pack in world.packs:
        for content, mentions in pack.mentions.items():
            where = pack.folder.label(FILE_OF[content])
            for mention in mentions:
                key = (mention.space, mention.code)
                if not mention.defines:
                    continue
                if key in first:
                    reason = f'The {mention.space} "{mention.code}" is already defined in {first[key]}.'
                    yield Fault(where, mention.line, reason)
                else:
                    first[key] = f"{where} line {mention.line}"


def _dangling(world: World) -> Iterator[Fault]:
    for pack in world.packs:
        if not world.whole(pack):
            continue  # what is missing has its own fault; judging references would only repeat it
        seen = world.seen_by(pack)
        unread = {content for one in seen for content in one.unread}
        known = {
            (mention.space, mention.code)
            for one in seen
            for mentions in one.mentions.values()
            for mention in mentions
            if mention.defines
        }
        for content, mentions in pack.mentions.items():
            for mention in mentions:
                judged = not mention.defines and CONTENT_OF_SPACE[mention.space] not in unread
                if judged and (mention.space, mention.code) not in known:
                    reason = f'"{mention.key}" names the {mention.space} "{mention.code}", which no pack defines here.'
                    yield Fault(pack.folder.label(FILE_OF[content]), mention.line, reason)


def _dependencies(world: World) -> Iterator[Fault]:
    for pack in world.packs:
        info = pack.info
        if info is None:
            continue
        for name in info.depends:
            other = world.by_name.get(name)
            if other is None:
                yield fault(pack, info, "depends", f'The pack "{name}" is not found beside this one.')
            elif other is pack or pack in world.seen_by(other):
                yield fault(pack, info, "depends", f'"depends" leads in a circle through "{name}".')


def _circles(world: World) -> Iterator[Fault]:
    bodies = {code: row.parent for code, row in world.institutions.items()}
    for pack, body in world.rows_of("institutions", rows.Institution):
        if _returns(body.code, bodies):
            yield fault(pack, body, "parent", f'"parent" leads in a circle back to "{body.code}".')
    areas = {code: row.parent for code, row in world.places.items()}
    for pack, place in world.rows_of("places", rows.Place):
        if _returns(place.pcode, areas):
            yield fault(pack, place, "parent", f'"parent" leads in a circle back to "{place.pcode}".')


def _returns(start: str, parents: dict[str, str | None]) -> bool:
    met: set[str] = set()
    here = parents.get(start)
    while here is not None and here not in met:
        if here == start:
            return True
        met.add(here)
        here = parents.get(here)
    return False


def contents_faults(pack: Pack) -> Iterator[Fault]:
    """A pack holds exactly the files it declares; a file of another room may come undeclared, its owner checks it."""
    info = pack.info
    if info is None:
        return
    declared = set(info.contents)
    for name in info.contents:
        if name not in FILE_OF:
            yield fault(pack, info, "contents", f'"contents" names "{name}", which is no content of a pack.')
        elif FILE_OF[name] not in pack.folder.texts and FILE_OF[name] not in pack.folder.refused:
            yield fault(pack, info, "contents", f'"contents" declares "{name}", but there is no {FILE_OF[name]}.')
    for name, path in FILE_OF.items():
        if path in pack.folder.texts and name not in declared and name not in FOREIGN:
            yield Fault(pack.folder.label(path), 1, f'{PACK_FILE} does not declare "{name}" in "contents".')
