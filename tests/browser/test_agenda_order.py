"""The agenda gets another order, by the mouse and by the keyboard, and keeps it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cooperation.models import User
from meetings.actions.meeting import call_meeting
from meetings.models import Case
from tests.factories import make_cooperation, make_meeting

TITLES = ["Innkalling", "Økonomi", "Orienteringer", "Eventuelt"]


@pytest.fixture
def meeting(transactional_db, secretary: User):
    make_cooperation()
    return make_meeting(body=secretary.held_grants[0].body, cases=TITLES)


@pytest.fixture
def open_agenda(signed_in, live_server, meeting):
    def opened() -> Page:
        page = signed_in.new_page()
        page.goto(live_server.url + reverse("meetings:meeting_page", args=[meeting.pk]))
        page.wait_for_load_state("networkidle")
        return page

    return opened


def row(page: Page, meeting, title: str) -> Locator:
    return page.locator(f"#agenda-case-{Case.objects.get(meeting=meeting, title=title).pk}")


def drag(page: Page, moved: Locator, onto: Locator, *, to: int) -> None:
    """Take a case by its handle, move the mouse as a hand does, and let go when the case is seen at the place wanted."""
    title = moved.locator(".agenda-title").inner_text()
    handle, there = moved.locator("[data-handle]").bounding_box(), onto.bounding_box()
    across, start = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    past = there["y"] + there["height"] * (0.8 if there["y"] > start else 0.2)
    page.mouse.move(across, start)
    page.mouse.down()
    page.mouse.move(across, past, steps=20)
    for tremble in range(200):
        if shown(page)[to] == title:
            break
        page.mouse.move(across, past + tremble % 3)
        page.evaluate("new Promise(requestAnimationFrame)")
    page.mouse.up()


def shown(page: Page, *, what: str = ".agenda-title") -> list[str]:
    return [text.strip() for text in page.locator(f"#agenda {what}").all_inner_texts()]


def numbers(page: Page) -> list[str]:
    return [number.removeprefix("2023/M6-")[:3] for number in shown(page, what=".case-number")]


def is_told(page: Page) -> None:
    expect(page.locator("#agenda [role=status]")).to_have_text("The order is saved.")


def test_a_case_dragged_with_the_mouse_stays_where_it_was_let_go(open_agenda, meeting):
    page = open_agenda()
    drag(page, row(page, meeting, "Innkalling"), row(page, meeting, "Orienteringer"), to=2)
    is_told(page)
    order = ["Økonomi", "Orienteringer", "Innkalling", "Eventuelt"]
    assert shown(page) == order
    page.reload()
    assert shown(page) == order
    assert numbers(page) == ["001", "002", "003", "004"]
    drag(page, row(page, meeting, "Eventuelt"), row(page, meeting, "Økonomi"), to=0)
    is_told(page)
    page.reload()
    assert shown(page) == ["Eventuelt", "Økonomi", "Orienteringer", "Innkalling"]


def test_in_a_called_meeting_a_dragged_case_keeps_its_number(open_agenda, meeting, secretary):
    call_meeting(meeting, by=secretary)
    page = open_agenda()
    drag(page, row(page, meeting, "Eventuelt"), row(page, meeting, "Økonomi"), to=1)
    is_told(page)
    page.reload()
    assert shown(page) == ["Innkalling", "Eventuelt", "Økonomi", "Orienteringer"]
    assert numbers(page) == ["001", "004", "002", "003"]


def test_the_keyboard_moves_a_case_step_by_step(open_agenda, meeting):
    page = open_agenda()
    row(page, meeting, "Innkalling").get_by_role("link", name="Innkalling").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    down = page.get_by_role("button", name="Move “Innkalling” down")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .agenda-title").nth(1)).to_have_text("Innkalling")
    is_told(page)
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .agenda-title").nth(2)).to_have_text("Innkalling")
    page.reload()
    assert shown(page) == ["Økonomi", "Orienteringer", "Innkalling", "Eventuelt"]
