"""A contact answers a survey in Debian's Chromium: saved in passing, never over somebody else's, never lost."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from fleet.models import AnswerValue, SurveyAnswer
from tests.browser.conftest import session_cookie
from tests.factories import make_contact, make_cooperation, make_municipality
from tests.fleet.factories_survey import TABLET, make_open_round

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def contact(transactional_db):
    make_cooperation()
    return make_contact(make_municipality())


@pytest.fixture
def answer(contact) -> SurveyAnswer:
    return make_open_round(make_municipality()).answers.get()


@pytest.fixture
def open_answer(context, live_server, contact, english, answer):
    context.add_cookies([session_cookie(contact, live_server.url)])

    def open_it():
        page = context.new_page()
        page.goto(f"{live_server.url}{answer.get_absolute_url()}")
        return page

    return open_it


def saved(page):
    return page.locator("#saved")


def kept(text: str) -> list[str]:
    return list(AnswerValue.objects.filter(question__text=text).values_list("value", flat=True))


def test_an_answer_is_saved_in_passing_and_confirmed(open_answer, answer):
    page = open_answer()
    page.get_by_label(TABLET).check()
    page.get_by_label("Antall").fill("mange")
    expect(saved(page)).to_contain_text("cannot be read: Antall")
    page.get_by_label("Antall").fill("1 200")
    expect(saved(page)).to_have_text(SAVED)
    assert (kept("Praksis"), kept("Antall"), page.evaluate("localStorage.length")) == ([TABLET], ["1200"], 0)
    page.get_by_role("button", name="Confirm the answer").click()
    expect(page.get_by_text("The answer is confirmed. Thank you!")).to_be_visible()
    assert SurveyAnswer.objects.get(pk=answer.pk).is_confirmed


def test_two_windows_never_write_over_each_other(open_answer, answer):
    first, second = open_answer(), open_answer()
    first.get_by_label("Antall").fill("5")
    expect(saved(first)).to_have_text(SAVED)
    second.get_by_label("Antall").fill("7")
    expect(saved(second)).to_contain_text("saved by somebody else meanwhile")
    second.get_by_role("button", name="Save, and go on later").click()
    expect(second.get_by_text("has saved: 5")).to_be_visible()
    expect(second.get_by_label("Antall")).to_have_value("7")
    assert kept("Antall") == ["5"]
    second.get_by_role("button", name="Save, and go on later").click()
    expect(second.get_by_text("Saved. You can go on later.")).to_be_visible()
    assert (kept("Antall"), second.evaluate("localStorage.length")) == (["7"], 0)


def test_what_is_written_without_a_network_is_back_and_saved_later(open_answer, context):
    page = open_answer()
    context.set_offline(True)
    page.get_by_label("Merknad").fill("Skrevet på hytta.")
    expect(page.get_by_text("The server did not answer.")).to_be_visible()
    context.set_offline(False)
    page.close()
    page = open_answer()
    expect(page.get_by_text("It is back in the form.")).to_be_visible()
    expect(saved(page)).to_have_text(SAVED)
    assert (kept("Merknad"), page.evaluate("localStorage.length")) == (["Skrevet på hytta."], 0)


def test_what_is_sent_after_the_sign_in_ran_out_is_back_and_saved_later(open_answer, context, contact, live_server):
    page = open_answer()
    Session.objects.all().delete()
    page.get_by_label("Merknad").fill("Skrevet for sent.")
    page.get_by_role("button", name="Save, and go on later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    context.add_cookies([session_cookie(contact, live_server.url)])
    page = open_answer()
    expect(page.get_by_text("It is back in the form.")).to_be_visible()
    expect(saved(page)).to_have_text(SAVED)
    assert kept("Merknad") == ["Skrevet for sent."]


@pytest.mark.parametrize("width", [1366, 360])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_answer, width):
    page = open_answer()
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("Antall").fill("mange")
    page.get_by_role("button", name="Save, and go on later").click()
    expect(page.get_by_label("Antall")).to_have_value("mange")
    expect(page.locator(".ds-validation-message").first).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
