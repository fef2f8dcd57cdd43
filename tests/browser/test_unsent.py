"""A form sent after the sign-in has expired: nothing has to be written again."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.accessibility import findings
from tests.factories import PASSWORD


def test_a_form_waits_for_a_sign_in_in_another_tab(open_case, case, context, live_server, secretary):
    page = open_case()
    page.goto(live_server.url + reverse("meetings:meeting_edit", args=[case.meeting_id]))
    page.get_by_label("Place").fill("Rådhuset, inngang frå hagen")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    expect(page.get_by_text("Rådhuset, inngang frå hagen")).to_be_visible()
    assert findings(page) == []
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = opened.value
    other.get_by_label("E-mail address").fill(secretary.email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(other.get_by_label("Place")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Rådhuset, inngang frå hagen")).to_be_visible()
    case.meeting.refresh_from_db()
    assert case.meeting.place == "Rådhuset, inngang frå hagen"
