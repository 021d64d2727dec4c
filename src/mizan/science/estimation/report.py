"""The analysts' report: one self-contained HTML file in English and Urdu. It holds small cells: not for publication."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from . import words
from .disclosure import public_view
from .plot import svg
from .results import Estimate
from .studies import Study

_STYLE = """
body { font: 16px/1.6 "Noto Sans", "Noto Naskh Arabic", sans-serif; color: #1c2b33; max-inline-size: 60rem;
  margin-inline: auto; padding-inline: 1rem; }
[lang=ur] { font-family: "Noto Nastaliq Urdu", "Mizan Plot Urdu", "Noto Naskh Arabic", serif; line-height: 2.1; }
.analysts { border: 2px solid #8a1c1c; color: #8a1c1c; padding: .5rem 1rem; font-weight: bold; }
table { border-collapse: collapse; margin-block: 1rem; inline-size: 100%; }
caption { text-align: start; font-weight: bold; }
th, td { border-block-end: 1px solid #c4ccd0; padding: .3rem .6rem; text-align: start; vertical-align: top; }
td.n { font-variant-numeric: tabular-nums; }
svg { inline-size: 100%; block-size: auto; }
"""


def html(study: Study, *, command: str = "", languages: Sequence[str] = words.LANGUAGES) -> str:
    """The report. `command`: the exact command line that made it, shown so that anyone can run it again."""
    parts = [_marked(languages), *(_verdict(study, lang) for lang in languages), svg(study, languages=languages)]
    parts += [_estimates(study, languages), _left_out(study, languages), _overlaps(study, languages)]
    parts += [_cells(study, languages), _public(study, languages), _reproduce(study, command, languages)]
    first = languages[0]
    return (
        f'<!DOCTYPE html>\n<html lang="{first}" dir="{"rtl" if first == "ur" else "ltr"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{_say("title", languages)}</title>'
        f"<style>{_STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _tag(lang: str) -> str:
    return f'lang="{lang}" dir="{"rtl" if lang == "ur" else "ltr"}"'


def _say(key: str, languages: Sequence[str]) -> str:
    return " / ".join(escape(words.say(key, lang)) for lang in languages)


def _spans(key: str, languages: Sequence[str]) -> str:
    """The same words in each language, each with its own direction."""
    return " ".join(f"<bdi {_tag(lang)}>{escape(words.say(key, lang))}</bdi>" for lang in languages)


def _marked(languages: Sequence[str]) -> str:
    titles = "".join(f"<h1 {_tag(lang)}>{escape(words.say('title', lang))}</h1>" for lang in languages[:1])
    others = "".join(f"<p {_tag(lang)}>{escape(words.say('title', lang))}</p>" for lang in languages[1:])
    marks = "".join(f"<div {_tag(lang)}>{escape(words.say('analysts', lang))}</div>" for lang in languages)
    return f'{titles}{others}<div class="analysts">{marks}</div>'


def _verdict(study: Study, lang: str) -> str:
    lines = []
    if study.disagreement is not None:
        lines.append(f"<p>{escape(words.say('ratio', lang, ratio=f'{study.disagreement:.2f}'))}</p>")
    if study.headline is not None:
        lines.append(f"<p><strong>{escape(words.headline(study.headline, lang))}</strong></p>")
    else:
        items = "".join(f"<li>{escape(words.reason(r, lang))}</li>" for r in study.reasons)
        lines.append(f"<p>{escape(words.say('no_headline', lang))}</p><ul>{items}</ul>")
    return f"<section {_tag(lang)}>{''.join(lines)}</section>"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{h}</th>' for h in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f'<td class="n">{cell}</td>' for cell in row[1:]) + "</tr>"
        for row in rows
    )
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _estimates(study: Study, languages: Sequence[str]) -> str:
    keys = ("method", "total", "unseen", "interval", "model", "notes")
    rows = [_estimate(e, languages) for e in study.estimates]
    return _table(_spans("title", languages), [_spans(k, languages) for k in keys], rows)


def _estimate(e: Estimate, languages: Sequence[str]) -> list[str]:
    name = " ".join(f"<bdi {_tag(lang)}>{escape(words.method(e.method, lang))}</bdi>" for lang in languages)
    name += f" <bdi>{escape(' + '.join(e.pair))}</bdi>" if e.pair else ""
    name += f" ({_spans('lower', languages)})" if e.bound == "lower" else ""
    ends = "; ".join(f"{level:g} %: {low:,.0f} – {high:,.0f}" for level, (low, high) in (e.ci or {}).items())
    return [
        name,
        _people(e.n_hat, languages),
        _people(e.dark_figure, languages),
        f"<bdi>{ends}</bdi>" if ends else "–",
        f"<bdi>{escape(', '.join(e.model))}</bdi>" if e.model else "–",
        f'<bdi lang="en" dir="ltr">{escape("; ".join(e.warnings))}</bdi>',
    ]


def _people(value: float | None, languages: Sequence[str]) -> str:
    return _spans("withheld", languages) if value is None else f"<bdi>{value:,.0f}</bdi>"


def _left_out(study: Study, languages: Sequence[str]) -> str:
    if not study.left_out:
        return ""
    rows = [
        [f"<bdi>{escape(v.change)}</bdi>", _people(v.n_hat, languages), _people(v.dark_figure, languages)]
        for v in study.left_out
    ]
    return _table(_spans("left_out", languages), [_spans(k, languages) for k in ("change", "total", "unseen")], rows)


def _overlaps(study: Study, languages: Sequence[str]) -> str:
    rows = [[f"<bdi>{escape(o.first)} + {escape(o.second)}</bdi>", f"{o.cases:g}"] for o in study.table.overlaps()]
    return _table(_spans("overlaps", languages), [_spans(k, languages) for k in ("history", "people")], rows)


def _cells(study: Study, languages: Sequence[str]) -> str:
    table = study.table
    rows = [[f"<bdi>{escape(table.label(w))}</bdi>", f"{c:g}"] for w, c in enumerate(table.counts) if c]
    return _table(_spans("cells", languages), [_spans(k, languages) for k in ("history", "people")], rows)


def _public(study: Study, languages: Sequence[str]) -> str:
    lines = "".join(f"<p {_tag(lang)}>{escape(public_view(study, lang).sentence)}</p>" for lang in languages)
    return f"<h2>{_spans('public', languages)}</h2>{lines}"


def _reproduce(study: Study, command: str, languages: Sequence[str]) -> str:
    shown = f'<pre dir="ltr">{escape(command)}</pre>' if command else ""
    return f'<h2>{_spans("reproduce", languages)}</h2>{shown}<p><bdi dir="ltr">{escape(str(study.options))}</bdi></p>'
