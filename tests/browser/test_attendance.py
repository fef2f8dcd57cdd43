"""Attendance by keyboard, as fast as somebody counts heads."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_membership


@pytest.fixture
def page(signed_in, live_server, case):
    for _number in range(2):
        make_membership(body=case.body)
    page = signed_in.new_page()
    page.goto(live_server.url + reverse("meetings:attendance_page", args=[case.meeting.pk]))
    return page


def test_the_last_choice_counts_however_fast_the_keys(page, case):
    first, second = page.locator(".seat").all()
    first.get_by_label("Present").focus()
    page.keyboard.press("Space")
    for _time in range(4):
        page.keyboard.press("ArrowRight")
    second.get_by_label("Absent").check()
    expect(first.get_by_label("Deputy")).to_be_visible()
    expect(second.get_by_label("Deputy")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(first.get_by_label("Apologies")).to_be_checked()
    expect(second.get_by_label("Absent")).to_be_checked()
    assert sorted(case.meeting.attendance.values_list("status", flat=True)) == ["absent", "apologies"]


def test_focus_stays_and_the_choice_is_told(page):
    choice = page.locator(".seat").first.get_by_label("Apologies")
    choice.focus()
    page.keyboard.press("Space")
    expect(page.locator("#register [role=status]")).to_contain_text("Saved: Kari")
    expect(choice).to_be_focused()
