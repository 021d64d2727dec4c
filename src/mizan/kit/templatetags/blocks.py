"""Parts that enclose: a table in its scroll region, a figure with its data, one pan of the scales."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mizan.kit import stacking

register = template.Library()


class EnclosingNode(template.Node):
    """Renders `kit/parts/<name>.html` with the named values, and what it encloses as `body`."""

    child_nodelists = ("nodelist",)

    def __init__(self, name: str, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        body = self.nodelist.render(context)
        if self.name == "table" and len(stacking.columns(body)) >= stacking.STACKED_FROM:
            values, body = {**values, "stacked": True}, stacking.labelled(body)
        return render_to_string(f"kit/parts/{self.name}.html", {**values, "body": body})


def _enclosing(name: str, required: frozenset[str], allowed: frozenset[str]) -> None:
    def compiled(parser: Parser, token: Token) -> EnclosingNode:
        words = token.split_contents()[1:]
        values = token_kwargs(words, parser)
        given = frozenset(values)
        if words or not required <= given <= required | allowed:
            wanted = ", ".join([*sorted(required), *(f"[{name}]" for name in sorted(allowed))])
            raise template.TemplateSyntaxError(f"{name} takes named values only: {wanted}")
        body = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return EnclosingNode(name, values, body)

    register.tag(name, compiled)


# {% table caption=_("...") id="actions" note=... csv=url %} thead, tbody {% endtable %}
_enclosing("table", frozenset({"caption", "id"}), frozenset({"note", "csv"}))
# {% figure caption=... id=... svg=chart csv=url note=... %} the data table {% endfigure %}
_enclosing("figure", frozenset({"caption", "id", "svg"}), frozenset({"csv", "note"}))
# {% pan side="state" title=... %} ... {% endpan %}
_enclosing("pan", frozenset({"side", "title"}), frozenset({"id"}))
