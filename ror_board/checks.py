"""A system check: every address says who may use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver


def all_patterns(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the program with its view, as (route, pattern)."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


@register()
def every_view_says_who_may(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Fail where a view has no `@allow(...)`: access is never decided by forgetting."""
    return [
        Error(
            f"The view at “{route}” does not say who may use it.",
            hint="Put @allow(...) from cooperation.web on it; @allow(anyone) makes it public.",
            id="ror_board.E001",
        )
        for route, pattern in all_patterns(get_resolver().url_patterns)
        if getattr(pattern.callback, "allowed", None) is None
    ]
