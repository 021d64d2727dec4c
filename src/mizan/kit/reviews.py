"""Who answers for wording about safety, consent and rights, in which language and since when.

Such wording stands in templates as `{% reviewed "key" %}...{% endreviewed %}`. `reviews.yaml` holds, per key and
language, the reviewer, the day, and the digest of the wording that was read: a changed wording lapses its review.
The demonstration marks unreviewed wording; production refuses to start while `unreviewed(language)` is not empty.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, override

REGISTRY = Path(__file__).with_name("reviews.yaml")
TEMPLATES = Path(__file__).parents[1]
ABOUT = frozenset({"safety", "consent", "rights"})
_DIGEST_LETTERS = 16
_BLOCK = re.compile(r"\{% *reviewed .*?\{% *endreviewed *%\}", re.DOTALL)


@dataclass(frozen=True)
class Review:
    """One person's answer for one wording in one language. `wording` is the digest of the text that was read."""

    reviewer: str
    day: date
    wording: str


@dataclass(frozen=True)
class Entry:
    """One key: what the wording is about, its reviews by language, and msgids that stand outside templates."""

    about: str
    reviews: Mapping[str, Review]
    msgids: tuple[str, ...] = ()


@cache
def registry(path: Path = REGISTRY) -> Mapping[str, Entry]:
    """The registry file; a malformed entry stops loudly with its key."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {key: _entry(key, value) for key, value in entries.items()}


def _entry(key: str, value: Mapping[str, Any]) -> Entry:
    if value.get("about") not in ABOUT:
        raise ValueError(f"{key}: about must be one of {sorted(ABOUT)}")
    found = {language: _review(f"{key}.{language}", given) for language, given in (value.get("reviews") or {}).items()}
    return Entry(value["about"], found, tuple(value.get("msgids") or ()))


def _review(where: str, given: Mapping[str, Any]) -> Review:
    if set(given) != {"reviewer", "day", "wording"} or not isinstance(given["day"], date) or not given["reviewer"]:
        raise ValueError(f"{where}: a review names its reviewer, its day and the digest of the wording")
    return Review(str(given["reviewer"]), given["day"], str(given["wording"]))


def wording(language: str, msgids: Iterable[str]) -> str:
    """What a reader of `language` reads for these msgids, one per line."""
    with override(language):
        return "\n".join(gettext(msgid) for msgid in msgids)


def digest(language: str, msgids: Iterable[str]) -> str:
    """The digest that a review of today's wording must carry."""
    return hashlib.sha256(wording(language, msgids).encode()).hexdigest()[:_DIGEST_LETTERS]


def is_reviewed(key: str, language: str, msgids: Iterable[str]) -> bool:
    """Whether today's wording of `key` in `language` is the one that was reviewed."""
    entry = registry().get(key)
    review = entry.reviews.get(language) if entry else None
    return review is not None and review.wording == digest(language, msgids)


def unreviewed(language: str, used: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    """Keys of wording in use that nobody answers for in `language`. Production start-up refuses a non-empty list."""
    wordings = used_wordings() if used is None else used
    return sorted(key for key, msgids in wordings.items() if not is_reviewed(key, language, msgids))


def used_wordings(root: Path = TEMPLATES) -> dict[str, tuple[str, ...]]:
    """key -> msgids: of every `reviewed` block in the templates of all rooms, and those the registry lists."""
    found = {key: entry.msgids for key, entry in registry().items() if entry.msgids}
    for path in sorted(root.glob("*/templates/**/*.html")):
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            node = template.Template("{% load i18n kit %}" + block).nodelist.get_nodes_by_type(ReviewedNode)[0]
            if found.setdefault(node.key, node.msgids) != node.msgids:
                raise ValueError(f"{path.name}: {node.key} stands for two wordings; give each its own key")
    return found


def reviewed(parser: Parser, token: Token) -> ReviewedNode:
    """The tag `{% reviewed "key" %}{% translate "..." %}{% endreviewed %}`; inside stand translate tags and markup."""
    words = token.split_contents()
    body = parser.parse(("endreviewed",))
    parser.delete_first_token()
    msgids = tuple(_msgids(body))
    if len(words) != 2 or words[1][0] not in "\"'" or not msgids:
        raise template.TemplateSyntaxError("reviewed takes one key in quotes and encloses translate tags")
    return ReviewedNode(words[1].strip("\"'"), body, msgids)


class ReviewedNode(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, key: str, nodelist: NodeList, msgids: tuple[str, ...]) -> None:
        self.key = key
        self.nodelist = nodelist
        self.msgids = msgids

    def render(self, context: Context) -> SafeString:
        body = self.nodelist.render(context)
        language = (get_language() or "").split("-")[0]
        if is_reviewed(self.key, language, self.msgids):
            return body
        return format_html('{}<small class="unreviewed" role="note">{}</small>', body, _not_yet(language))


def _not_yet(language: str) -> str:
    name = gettext(get_language_info(language)["name"])
    return gettext("{language} wording not yet reviewed").format(language=name)


def _msgids(nodelist: NodeList) -> Iterator[str]:
    for node in nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
        if isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0]
        elif node.filter_expression.var.literal is None:
            raise template.TemplateSyntaxError("reviewed wording is written out, not taken from a variable")
        else:
            yield str(node.filter_expression.var.literal).replace("%", "%%")
