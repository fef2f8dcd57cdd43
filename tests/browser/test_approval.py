"""Minutes from draft to approved in two browsers: the secretary's, and a member's who has no account."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from cooperation.models import OutgoingMail
from meetings.models import ApprovedMinutes, Case, State
from tests.browser.conftest import session_cookie
from tests.meetings.factories_approval import hold_meeting, make_council, prepare, start_next


@pytest.fixture
def council(transactional_db):
    return make_council()


def in_english(context, live_server, user=None):
    cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}]
    context.add_cookies(cookies + ([session_cookie(user, live_server.url)] if user else []))
    return context.new_page()


def test_the_loop_from_draft_to_approved(browser, live_server, council):
    secretary = council[1]
    meeting = hold_meeting(*council)
    address = live_server.url + reverse("meetings:minutes_page", args=[meeting.pk])
    desk, phone = browser.new_context(), browser.new_context(viewport={"width": 360, "height": 740})
    page, member = in_english(desk, live_server, secretary), in_english(phone, live_server)

    page.goto(address)
    page.get_by_role("button", name="Make the PDF").click()
    prepare(meeting)
    expect(page.get_by_text("The PDF shows the minutes as they are now")).to_be_visible()
    page.get_by_role("button", name="Send out", exact=True).click()
    expect(page.get_by_text("Version 1 is sent out for remarks.")).to_be_visible()

    prepare(meeting)  # the worker has looked at it again

    link = OutgoingMail.objects.get().text.split()[-1]
    member.goto(link.replace(settings.PUBLIC_URL, live_server.url))
    member.get_by_label("To", exact=True).select_option(label="2023/M5-001 Økonomi")
    member.get_by_label("Remark", exact=True).fill("Avviket var i mai.")
    member.get_by_role("button", name="Send the remark").click()
    expect(member.get_by_text("Not answered yet")).to_have_count(0)
    expect(member.get_by_text("Avviket var i mai.")).to_be_visible()

    case = start_next(*council, meeting)
    page.reload()
    expect(page.get_by_role("button", name="Approve and freeze")).to_be_disabled()
    page.get_by_label("Why").fill("Det stemmer")
    page.get_by_role("button", name="Take up").click()
    page.get_by_text("Answer anew").click()
    page.get_by_role("link", name="Correct the case").press("Enter")
    text = page.locator("#minutes-heading ~ .text-editor [contenteditable]").first
    text.click()
    page.keyboard.press("End")
    page.keyboard.type(" Det var i mai.")
    expect(page.locator("#save-status")).to_contain_text("Everything is saved")

    page.goto(address)
    page.get_by_role("button", name="Make the PDF").click()
    prepare(meeting)
    page.goto(address)
    page.get_by_role("button", name="Approve and freeze").click()
    expect(page.get_by_text("are approved and frozen, as version 2.")).to_be_visible()
    page.get_by_role("link", name="What was changed").click()
    expect(page.locator("ins")).to_contain_text("Det var i mai.")

    member.reload()
    expect(member.get_by_text("Det stemmer")).to_be_visible()
    expect(member.get_by_role("button", name="Send the remark")).to_have_count(0)
    approved = ApprovedMinutes.objects.get()
    meeting.refresh_from_db()
    assert (meeting.state, approved.number, approved.approved_in_id) == (State.APPROVED, 2, case.pk)
    assert Case.objects.get(pk=case.pk).outcome == "adopted_with_changes"
    desk.close()
    phone.close()


def test_one_key_takes_the_recommendation_over(open_case, case):
    Case.objects.filter(pk=case.pk).update(recommendation="<p>Rapporten tas til orientering.</p>")
    page = open_case()
    page.keyboard.press("Alt+Shift+V")
    expect(page.locator("#save-status")).to_contain_text("Everything is saved")
    expect(page.locator("#case-outcome")).to_have_value("adopted")
    expect(page.locator("#description [role=status]")).to_have_text("Saved.")
    case.refresh_from_db()
    assert (case.decision, case.outcome) == ("<p>Rapporten tas til orientering.</p>", "adopted")
