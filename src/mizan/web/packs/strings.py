"""What people read in a pack: its English texts for translators, and the check of what they send back.

Translations live in `locale/<language>/pack.po`, keyed by the exact English text. `extract` writes the template.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import polib

from mizan.web.packs.files import FILE_OF, FOREIGN, LOCALE_FILE, Fault, Faults
from mizan.web.packs.reading import Pack, read_pack
from mizan.web.packs.schema import Shape, shapes_of
from mizan.web.packs.specs import Cite, Prose
from mizan.web.packs.trees import Node, read_yaml

PLACEHOLDER = re.compile(r"%\([a-zA-Z_]\w*\)[a-zA-Z]|%[sdifr]\b|\{[a-zA-Z_]?\w*\}")
ADDRESS = re.compile(r"[a-z]+:\S+")
SAID = frozenset({"name", "label", "unknown", "mechanism", "source", "owner", "caveat", "reason"})  # of foreign files
NAME_KEYS = ("code", "id", "pcode", "instrument", "institution", "obligation")


@dataclass(frozen=True)
class Message:
    """One English text: where it stands, and in which key of which row."""

    text: str
    file: str
    row: str
    key: str


def messages_of(pack: Pack) -> Iterator[Message]:
    """Every text of a pack that people read, in file order; the same text may come more than once."""
    if pack.info is not None:
        yield from _messages(pack.info, "pack.yaml", pack.code)
    for content in pack.rows:
        for row in pack.rows[content]:
            name = next((str(getattr(row, key)) for key in NAME_KEYS if hasattr(row, key)), "")
            yield from _messages(row, row.file, name)
    yield from _foreign(pack)


def _foreign(pack: Pack) -> Iterator[Message]:
    """Texts of the files that other rooms read. Their schemas live there; here only the keys that hold prose count."""
    for content in FOREIGN:
        file = FILE_OF[content]
        tree = read_yaml(pack.folder.texts.get(file, ""), Faults(file))
        if tree is not None:
            yield from _said(tree, file, content)


def _said(node: Node, file: str, row: str) -> Iterator[Message]:
    if isinstance(node.value, list):
        for item in node.value:
            yield from _said(item, file, row)
    elif isinstance(node.value, dict):
        row = str(node.value["id"].value) if "id" in node.value else row
        for key, held in node.value.items():
            if key in SAID and isinstance(held.value, str):
                yield Message(held.value, file, row, key)
            else:
                yield from _said(held, file, row)


def _messages(row: Any, file: str, name: str) -> Iterator[Message]:
    kind: type = type(row)
    for shape in shapes_of(kind):
        for text in _texts(shape, getattr(row, shape.name)):
            if isinstance(text, str):
                yield Message(text, file, name, shape.name)
            else:
                yield from _messages(text, file, name)


def _texts(shape: Shape, value: Any) -> Iterator[Any]:
    """Texts of a field, and nested entries to look into."""
    specs = shape.specs + (shape.many.specs if shape.many else ())
    prose = any(isinstance(spec, Prose) for spec in specs)
    cited = any(isinstance(spec, Cite) for spec in specs)
    for item in value if isinstance(value, tuple) else (value,):
        text = type(item) is str and (prose or (cited and _is_words(item)))
        if text or (is_dataclass(item) and fields(item)):
            yield item


def _is_words(source: str) -> bool:
    """A source given in words, unlike an address or the name of a repository, is translated."""
    return ADDRESS.match(source) is None


def template(pack: Pack) -> str:
    """The gettext template of a pack. No date in it: the same pack gives the same bytes."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": f"Mizan pack {pack.code}",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    entries: dict[str, polib.POEntry] = {}
    for message in messages_of(pack):
        entry = entries.get(message.text)
        if entry is None:
            entry = entries[message.text] = polib.POEntry(msgid=message.text, comment=f"{message.row} {message.key}")
            catalogue.append(entry)
        if (message.file, "") not in entry.occurrences:
            entry.occurrences.append((message.file, ""))
    return str(catalogue).rstrip("\n") + "\n"


def extract(path: Path) -> Path:
    """Write `locale/pack.pot` of the pack in this folder.

    Raises: ValueError when the pack has a fault of its own, because a half-read pack would lose texts.
    """
    pack = read_pack(path)
    if pack.faults:
        raise ValueError("\n".join(str(fault) for fault in pack.faults))
    target = path / "locale" / "pack.pot"
    target.parent.mkdir(exist_ok=True)
    target.write_text(template(pack), encoding="utf-8")
    return target


def translation_faults(pack: Pack) -> Iterator[Fault]:
    """Languages that were not declared, catalogues that cannot be read, placeholders that were lost or added."""
    for path, text in sorted(pack.folder.texts.items()):
        match = LOCALE_FILE.match(path)
        if match is None:
            continue
        faults = Faults(pack.folder.label(path))
        language = match["language"]
        if pack.info is not None and language not in pack.info.languages:
            faults.add(1, f'pack.yaml does not declare the language "{language}".')
        _catalogue(text, faults)
        yield from faults.found


def _catalogue(text: str, faults: Faults) -> None:
    try:
        # The final newline keeps polib from taking the text for the name of a file and opening it.
        catalogue = polib.pofile(text + "\n")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        line = re.search(r"line (\d+)", str(error))
        faults.add(int(line[1]) if line else 1, "The translation file cannot be read here.")
        return
    met: set[tuple[str | None, str]] = set()
    for entry in catalogue:
        if entry.obsolete:
            continue
        key = (entry.msgctxt, entry.msgid)
        if key in met:
            faults.add(entry.linenum or 1, f'"{entry.msgid[:60]}" is translated twice.')
        met.add(key)
        if entry.msgstr and Counter(PLACEHOLDER.findall(entry.msgid)) != Counter(PLACEHOLDER.findall(entry.msgstr)):
            faults.add(entry.linenum or 1, f'The placeholders of "{entry.msgid[:60]}" differ in the translation.')
