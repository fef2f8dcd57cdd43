"""A meeting held by keyboard, with the projector beside it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.actions.attendance import record_all_present
from meetings.models import State, Vote
from tests.browser.conftest import session_cookie
from tests.factories import make_body, make_cooperation, make_meeting, make_membership, make_secretary


@pytest.fixture
def meeting(transactional_db):
    make_cooperation()
    body = make_body()
    for _seat in range(3):
        make_membership(body=body)
    meeting = make_meeting(body=body, state=State.STARTED, cases=["Innkalling", "Økonomi"])
    meeting.cases.filter(title="Økonomi").update(recommendation="<p>Rapporten tas til orientering.</p>")
    record_all_present(meeting, by=make_secretary(body))
    return meeting


def test_the_projector_follows_the_secretary(browser, live_server, meeting):
    secretary = make_secretary(meeting.body)
    cookie = session_cookie(secretary, live_server.url)
    desk, screen = browser.new_context(), browser.new_context(viewport={"width": 1920, "height": 1080})
    for context in (desk, screen):
        context.add_cookies([cookie])
    page, projector = desk.new_page(), screen.new_page()
    projector.goto(live_server.url + reverse("meetings:projector_page", args=[meeting.pk]))
    expect(projector.locator("h1")).to_have_text(str(meeting))
    page.goto(live_server.url + reverse("meetings:room_page", args=[meeting.pk]))
    page.keyboard.press("Alt+PageDown")
    expect(projector.locator("h1")).to_contain_text("Økonomi")
    page.keyboard.press("Shift+F2")
    page.keyboard.press("F4")
    page.keyboard.type(" Takk.")
    page.wait_for_url("**case=*")
    expect(page.locator("#save-status")).to_contain_text("lagret")
    page.keyboard.press("Shift+F8")
    expect(projector.locator(".projector-decision")).to_contain_text("Rapporten tas til orientering. Takk.")
    page.fill("#proposal-text", "Kontingenten økes.")
    page.locator("#proposal-text").press("Tab")
    page.locator('form[action$="/proposals/"] button').press("Enter")
    page.locator(".room-votes button").press("Enter")
    page.keyboard.press("F9")
    page.keyboard.type("@Aukra")
    expect(projector.locator(".projector-result")).to_be_visible()
    assert list(Vote.objects.values_list("choice", flat=True)) == ["for", "for", "for"]
    expect(page.locator("#messages .ds-alert")).to_have_count(1)
    expect(page.locator("#action-line")).to_be_focused()
    expect(page.locator("#action-line")).to_have_value("@Aukra")
    desk.close()
    screen.close()


def test_keys_wait_for_the_page_that_comes(signed_in, live_server, meeting, secretary):
    """Nothing that a fast secretary types while the next case is on its way lands in the case before, or nowhere."""
    page = signed_in.new_page()
    page.goto(live_server.url + reverse("meetings:room_page", args=[meeting.pk]))
    on_their_way = []
    page.route("**/show/", lambda route: on_their_way.append(route))  # noqa: PLW0108  # Playwright marks the function
    with page.expect_request("**/show/"):
        page.keyboard.press("Alt+PageDown")
    page.keyboard.press("Shift+F2")
    page.keyboard.press("F4")
    page.keyboard.type(" Takk.")
    page.keyboard.press("F9")
    page.keyboard.type("Uten noen")
    page.keyboard.press("Enter")
    on_their_way[0].continue_()
    expect(page.locator("#action-line-error")).to_be_visible()
    expect(page.locator("#action-line")).to_have_value("Uten noen")
    expect(page.locator("#decision-heading ~ .text-editor [contenteditable]")).to_have_text(
        "Rapporten tas til orientering. Takk."
    )
    expect(page.locator("#save-status")).to_contain_text("saved")
    assert meeting.cases.get(title="Innkalling").decision == ""


def test_a_press_in_the_room_is_answered_in_place(signed_in, live_server, meeting, secretary):
    page = signed_in.new_page()
    page.goto(live_server.url + reverse("meetings:room_page", args=[meeting.pk]))
    page.fill("#action-line", "@Aukra")
    loaded = page.evaluate("performance.timeOrigin")
    page.locator(".room-seats button").first.click()
    expect(page.locator(".room-seats .ds-tag").first).to_have_text("not here")
    page.locator("#proposal-text").fill(" ")
    page.locator('form[action$="/proposals/"] button').click()
    expect(page.locator("#messages .ds-alert")).to_have_text("Write the proposal.")
    expect(page.locator("#action-line")).to_have_value("@Aukra")
    assert page.evaluate("performance.timeOrigin") == loaded
