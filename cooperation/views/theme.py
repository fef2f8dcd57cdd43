"""What the cooperation looks like: its colour as a style sheet, its logo. Open to all, as the sign-in page is."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cooperation.access import anyone
from cooperation.models import Cooperation
from cooperation.rules.colour import dark_scale, light_scale
from cooperation.web import allow

# Part of the address, which is kept for a year: raise it when the rules behind the scale change.
EDITION = 1
A_YEAR = 31_536_000

SHEET = """\
:root, [data-color-scheme="light"] {{ {light} }}
[data-color-scheme="dark"] {{ {dark} }}
@media (prefers-color-scheme: dark) {{ [data-color-scheme="auto"] {{ {dark} }} }}
@media print {{ :root, [data-color-scheme] {{ {light} }} }}
"""


def _properties(scale: dict[str, str]) -> str:
    return " ".join(f"--ds-color-accent-{name}: {colour};" for name, colour in scale.items())


@allow(anyone)
@require_GET
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def theme(_request: HttpRequest, colour: str) -> HttpResponse:
    """The scale of one colour (six hexadecimal digits). The address says all, so it never goes out of date."""
    accent = f"#{colour}"
    sheet = SHEET.format(light=_properties(light_scale(accent)), dark=_properties(dark_scale(accent)))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@allow(anyone)
@require_GET
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(_request: HttpRequest, revision: int) -> FileResponse:  # only part of the address
    """The cooperation's logo. `revision` is in the address so that a new picture is fetched at once."""
    cooperation = Cooperation.objects.current()
    if not cooperation.logo:
        raise Http404
    kind = "image/png" if str(cooperation.logo).lower().endswith(".png") else "image/jpeg"
    return FileResponse(cooperation.logo.open("rb"), content_type=kind)
