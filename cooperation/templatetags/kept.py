"""{% kept %}: a part of a page that is made once and shown again as long as all that decides it is the same."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import blake2b

from django.core.cache import caches
from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()

FOR_A_DAY = 24 * 60 * 60
# What stands in a kept part for a value that is every reader's own. Nobody can write it in a text, because nobody
# outside this process knows it.
_SECRET = secrets.token_hex(16)


@register.tag("kept")
def do_kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept NAME BY ... [live VARIABLE ...] %} … {% endkept %}

    NAME is the part's own, each BY something that decides what it shows; the language is added. While those are the
    same, the part is shown as it was made. Where one of them is None or missing, nothing is kept. What is every
    reader's own is named as `live`: `csrf_token` always is, and a live variable can only be printed, not asked.
    """
    tag, *given = token.split_contents()
    given, live = (given[: given.index("live")], given[given.index("live") + 1 :]) if "live" in given else (given, [])
    if len(given) < 2:
        raise TemplateSyntaxError(f"{tag} takes a name and what the part is kept by")
    name, *by = (parser.compile_filter(one) for one in given)
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return KeptNode(name, by, ("csrf_token", *live), nodelist)


class KeptNode(Node):
    def __init__(
        self, name: FilterExpression, by: Sequence[FilterExpression], live: Sequence[str], nodelist: NodeList
    ) -> None:
        self.name, self.by, self.nodelist = name, by, nodelist
        self.live = {name: mark_safe(f"{name}-{_SECRET}") for name in live}  # noqa: S308  # letters and digits

    def render(self, context: Context) -> SafeString:
        by = [one.resolve(context, ignore_failures=True) for one in self.by]
        if None in by:
            return self.nodelist.render(context)
        kept = caches["pages"]
        decided = f"{self.name.resolve(context)} {get_language()} {by!r}"
        key = f"kept-{blake2b(decided.encode(), digest_size=20).hexdigest()}"
        html: str | None = kept.get(key)
        if html is None:
            with context.push(**self.live):
                html = str(self.nodelist.render(context))
            kept.set(key, html, FOR_A_DAY)
        for name, mark in self.live.items():
            if mark in html:
                html = html.replace(mark, escape(context.get(name, "")))
        return mark_safe(html)  # noqa: S308  # what the part's own nodes have rendered
