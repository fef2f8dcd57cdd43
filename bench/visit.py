"""What a first visit to a meeting's page brings over the line, in a real browser with nothing kept."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Response, sync_playwright

from cooperation.models import User

from .client import signed_in_session
from .fill import meeting_of_december
from .report import figure, section
from .server import Server

MOST_BYTES = 600_000
MOST_REQUESTS = 15
CHROMIUM = "/usr/bin/chromium"
PLAIN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def measure_visit(server: Server, secretary: User) -> None:
    section("First visit, headless Chromium, empty cache")
    case = meeting_of_december().cases.get(number=4)
    paths = {
        "meeting page": reverse("meetings:meeting_page", args=[case.meeting_id]),
        "case page, to write in": reverse("meetings:case_edit", args=[case.pk]),
    }
    for name, path in paths.items():
        responses = _visit(server.url + path, signed_in_session(secretary))
        plain = sum(len(body) for body, _line in responses)
        line = sum(line for _body, line in responses)
        goal = name == "meeting page"
        figure(
            name,
            f"{plain / 1000:.0f} kB uncompressed ({line / 1000:.0f} kB on the line) in {len(responses)} requests",
            goal=f"{MOST_BYTES // 1000} kB in {MOST_REQUESTS}" if goal else "",
            met=plain <= MOST_BYTES and len(responses) <= MOST_REQUESTS if goal else None,
        )


def _visit(url: str, session: str) -> list[tuple[bytes, int]]:
    """Each response's body as the page sees it, and the bytes that came over the line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=PLAIN)
        context = browser.new_context()
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        responses: list[Response] = []
        page = context.new_page()
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  # it marks the function
        page.goto(url, wait_until="networkidle")
        from_server = [response for response in responses if response.url.startswith("http")]
        sizes = [(response.body(), response.request.sizes()["responseBodySize"]) for response in from_server]
        browser.close()
    return sizes
