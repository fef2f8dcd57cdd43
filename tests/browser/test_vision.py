"""The vision in Debian's Chromium: presented, stated, followed from challenge to goal, reported and frozen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from cooperation.models import User
from docs_vision.models import Benefit, LocalState, Solution, VisionSlide
from meetings.models import Case, Exhibit, State
from tests.browser.conftest import session_cookie

LINE = [
    "Gamle arkiver er ikke tilgjengelige",
    "Historisk arkivløsning",
    "Raskere å finne igjen dokumenter",
    "Teknologi som gir gevinst",
]


@pytest.fixture
def open_as(browser, live_server, demo):
    contexts, problems = [], []

    def open_(who, address):
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        contexts.append(context)
        context.add_cookies([session_cookie(User.objects.get(email=f"{who}@example.no"), live_server.url)])
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(live_server.url + address)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def told_lines(page) -> list[list[str]]:
    return [line.get_by_role("link").all_inner_texts() for line in page.locator(".followed .chains > li").all()]


def test_the_leader_presents_in_the_order_arranged(open_as):
    first, second = VisionSlide.objects.all()[1:3]
    page = open_as("leader", reverse("docs_vision:entry_list", args=["slides"]))
    page.locator(".entry-list > li").nth(1).get_by_role("button", name="Down").click()
    page.goto(page.url.partition("/vision/")[0] + reverse("docs_vision:vision_page"))
    page.get_by_role("link", name="Present", exact=True).click()
    page.wait_for_url("**/deck/**")
    page.wait_for_load_state("networkidle")
    shown = []
    for _press in range(2):
        page.keyboard.press("ArrowRight")
        shown.append(page.url.partition("#")[2].rpartition("-")[2])
    assert shown == [str(second.pk), str(first.pk)]


def test_a_municipality_says_where_it_stands(open_as):
    solution = Solution.objects.get(title="Helseplattformen")
    page = open_as("contact", reverse("docs_vision:state_page"))
    page.get_by_role("link", name="Say where we stand").click()
    group = page.get_by_role("group", name="Helseplattformen")
    group.get_by_label("State").select_option("in_use")
    group.get_by_label("Note").fill("Hele helsetjenesten")
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text="Helseplattformen")
    expect(row).to_contain_text("Hele helsetjenesten")
    said = LocalState.objects.get(solution=solution, note="Hele helsetjenesten")
    seen = open_as("leader", reverse("docs_vision:state_page"))
    headings = seen.get_by_role("columnheader").all_inner_texts()
    cells = seen.get_by_role("row").filter(has_text="Helseplattformen").locator("th, td").all_inner_texts()
    assert "Hele helsetjenesten" in cells[headings.index(said.municipality.name)]


def test_a_benefits_line_is_followed_by_keyboard(open_as):
    page = open_as("leader", reverse("docs_vision:vision_page"))
    name = f"Benefit: {LINE[2]} (behind schedule)"
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
            break
    page.keyboard.press("Enter")
    expect(page.locator(".followed")).to_be_visible()
    assert LINE in told_lines(page)
    bright = page.locator(".map-box.is-followed").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert name in bright
    assert page.locator(".map-box[aria-current=true]").get_attribute("aria-label") == name
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == LINE[3]:
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=LINE[3])).to_be_visible()


def test_a_benefits_line_is_followed_by_mouse(open_as):
    page = open_as("leader", reverse("docs_vision:vision_page"))
    page.locator(f".map-benefit[aria-label*='{LINE[2]}'] rect").click()
    assert LINE in told_lines(page)
    page.get_by_role("link", name="Show all lines").click()
    expect(page.locator(".followed")).to_have_count(0)


def test_a_screen_reader_is_told_the_map_and_its_table(open_as):
    page = open_as("leader", reverse("docs_vision:vision_page"))
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (node["role"]["value"], node["name"]["value"])
        for node in tree
        if not node["ignored"] and node.get("name", {}).get("value")
    ]
    names = [name for role, name in told if role == "link"]
    kinds = [
        next(name for name in names if name.startswith(kind) and title in name)
        for kind, title in zip(("Challenge", "Solution", "Benefit", "Goal"), LINE, strict=True)
    ]
    assert [names.index(one) for one in kinds] == sorted(names.index(one) for one in kinds)
    assert [name for role, name in told if role == "group"][:1] == ["Benefit map"]
    page.get_by_text("The map as a table").click()
    row = page.get_by_role("table").first.get_by_role("row").filter(has_text=LINE[1])
    assert [title in row.inner_text() for title in LINE] == [True] * 4


def amounts(row) -> list[Decimal]:
    return [Decimal("".join(cell.split()).replace(",", ".").replace("–", "0")) for cell in row[2:]]


def test_the_report_is_frozen_with_the_case_and_adds_up(open_as):
    case = Case.objects.filter(meeting__state=State.PLANNED).exclude(title="").first()
    page = open_as("leader", reverse("docs_vision:report_page"))
    page.get_by_label("With the case").select_option(str(case.pk))
    page.get_by_role("button", name="Freeze").click()
    expect(page.get_by_role("table", name="Hva det er verdt")).to_be_visible()
    frozen = list(Exhibit.objects.filter(case=case, kind="vision").order_by("pk"))
    assert len(frozen) == 5
    worth = next(one.as_table for one in frozen if one.as_table.caption == "Hva det er verdt")
    signs = [-1 if "Ulempe" in row[1] else 1 for row in worth.rows]
    low, likely, high, realised = amounts(worth.totals)
    parts = [amounts(row) for row in worth.rows]
    assert likely == sum(sign * part[1] for sign, part in zip(signs, parts, strict=True))
    assert realised == sum(sign * part[3] for sign, part in zip(signs, parts, strict=True))
    assert low == sum(part[0] if sign > 0 else -part[2] for sign, part in zip(signs, parts, strict=True))
    assert high == sum(part[2] if sign > 0 else -part[0] for sign, part in zip(signs, parts, strict=True))

    benefit = Benefit.objects.get(title=LINE[2])
    shown = page.get_by_role("table", name="Kommer gevinstene?").inner_text()
    page.goto(page.url.partition("/cases/")[0] + benefit.get_absolute_url())
    page.get_by_label("Value").fill("4")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Realised", exact=True)).to_be_visible()
    page.goto(page.url.partition("/vision/")[0] + case.get_absolute_url())
    assert page.get_by_role("table", name="Kommer gevinstene?").inner_text() == shown
    assert [one.is_intact for one in Exhibit.objects.filter(case=case)] == [True] * Exhibit.objects.filter(
        case=case
    ).count()
