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
    """{% kept NAME [OF ...] [by BY ...] [live VARIABLE ...] %} … {% endkept %}

    NAME and OF say which part it is: of which case, for which kind of reader; the language is added. It is shown as it was
    made until one of the BY has changed; then the new one takes its place. Where an OF or a BY is None or missing, nothing
    is kept. What is every reader's own is named as `live`: `csrf_token` always is, and a live variable can only be
    printed, not asked.
    """
    tag, *given = token.split_contents()
    if not given:
        raise TemplateSyntaxError(f"{tag} takes the name of the part")
    given, live = _split(given, "live")
    part, by = _split(given, "by")
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return KeptNode(
        [parser.compile_filter(one) for one in part], [parser.compile_filter(one) for one in by], live, nodelist
    )


def _split(words: list[str], at: str) -> tuple[list[str], list[str]]:
    return (words[: words.index(at)], words[words.index(at) + 1 :]) if at in words else (words, [])


class KeptNode(Node):
    def __init__(
        self, part: Sequence[FilterExpression], by: Sequence[FilterExpression], live: Sequence[str], nodelist: NodeList
    ) -> None:
        self.part, self.by, self.nodelist = part, by, nodelist
        self.live = {name: mark_safe(f"{name}-{_SECRET}") for name in ("csrf_token", *live)}  # noqa: S308  # letters and digits

    def render(self, context: Context) -> SafeString:
        part = [one.resolve(context, ignore_failures=True) for one in self.part]
        by = [one.resolve(context, ignore_failures=True) for one in self.by]
        if None in part or None in by:
            return self.nodelist.render(context)
        kept = caches["pages"]
        key, decided = f"kept-{_hashed(get_language(), part)}", _hashed(by)
        made: tuple[str, str] | None = kept.get(key)
        if made is not None and made[0] == decided:
            html = made[1]
        else:
            with context.push(**self.live):
                html = str(self.nodelist.render(context))
            kept.set(key, (decided, html), FOR_A_DAY)
        for name, mark in self.live.items():
            if mark in html:
                html = html.replace(mark, escape(context.get(name, "")))
        return mark_safe(html)  # noqa: S308  # what the part's own nodes have rendered


def _hashed(*facts: object) -> str:
    return blake2b(repr(facts).encode(), digest_size=20).hexdigest()
