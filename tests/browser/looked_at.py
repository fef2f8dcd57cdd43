"""Pages as somebody who is signed in sees them: what axe finds in light and in dark, and what is wider than a phone."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from cooperation.models import User
from tests.browser.accessibility import findings
from tests.browser.conftest import session_cookie
from tests.browser.test_pages import DESK, PHONE


def looked_at(browser, live_server, who: str, addresses: Iterable[str]) -> list[str]:
    """What is wrong with these pages, for the demo's user of this name."""
    wrong: list[str] = []
    context = browser.new_context(viewport=DESK)
    context.add_cookies([session_cookie(User.objects.get(email=f"{who}@example.no"), live_server.url)])
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "nb", "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for address in addresses:
        page.set_viewport_size(DESK)
        answer = page.goto(live_server.url + address)
        if answer is None or answer.status != 200:
            wrong.append(f"{address}: {answer and answer.status}")
        wrong += [f"{address} {finding}" for finding in findings(page)]
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address}: wider than a phone")
    context.close()
    return wrong
