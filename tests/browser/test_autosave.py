"""Nothing typed is lost: tried in a real browser, with the network really cut."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import saved_texts, session_cookie, status, writing
from tests.factories import PASSWORD, make_secretary

SAVED = re.compile(r"Everything is saved \(\d\d:\d\d\)")


def type_in(page, case, text: str, field: str = "minutes") -> None:
    writing(page, case, field).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_a_text_saves_itself_and_says_when(open_case, case):
    page = open_case()
    type_in(page, case, "Rådet drøftet økonomien.")
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator(f"#field-case-{case.pk}-minutes [data-status]")).to_have_text(re.compile(r"saved \d\d:\d\d"))
    assert saved_texts(case)[-1] == "<p>Rådet drøftet økonomien.</p>"
    assert page.evaluate("localStorage.length") == 0


def test_lists_are_written_with_the_keyboard_alone(open_case, case):
    page = open_case()
    writing(page, case).focus()
    page.keyboard.type("- Første")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Under")
    expect(status(page)).to_have_text(SAVED)
    assert saved_texts(case)[-1] == "<ul><li><p>Første</p><ul><li><p>Under</p></li></ul></li></ul>"


def test_escape_then_tab_leaves_a_list_as_it_is(open_case, case):
    page = open_case()
    writing(page, case).focus()
    page.keyboard.type("- Første")
    page.keyboard.press("Enter")
    page.keyboard.type("Andre")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(writing(page, case)).not_to_be_focused()
    expect(status(page)).to_have_text(SAVED)
    assert saved_texts(case)[-1] == "<ul><li><p>Første</p></li><li><p>Andre</p></li></ul>"


def make_conflict(open_case, case):
    first, second = open_case(), open_case()
    type_in(first, case, "Den første teksten.")
    expect(status(first)).to_have_text(SAVED)
    type_in(second, case, "Den andre teksten.")
    expect(second.locator(".conflict")).to_be_visible()
    assert saved_texts(case)[-1] == "<p>Den første teksten.</p>"
    return second


@pytest.mark.parametrize(
    ("choice", "in_force"),
    [
        ("mine", "<p>Den andre teksten.</p>"),
        ("theirs", "<p>Den første teksten.</p>"),
        ("both", "<p>Den første teksten.</p><p>Den andre teksten.</p>"),
    ],
)
def test_two_texts_stand_side_by_side_and_one_choice_settles_it(open_case, case, choice, in_force):
    page = make_conflict(open_case, case)
    page.locator(f'[data-keep="{choice}"]').click()
    expect(page.locator(".conflict")).to_have_count(0)
    expect(page.locator(f"#field-case-{case.pk}-minutes [data-status]")).to_have_text(re.compile(r"saved|^$"))
    assert page.locator(f"#case-{case.pk}-minutes").input_value() == in_force
    assert saved_texts(case)[-1] == in_force


def test_different_texts_of_a_case_never_meet(open_case, case):
    first, second = open_case(), open_case()
    type_in(first, case, "Møtet drøftet saken.", "minutes")
    expect(status(first)).to_have_text(SAVED)
    type_in(second, case, "Saken tas til orientering.", "decision")
    expect(status(second)).to_have_text(SAVED)
    assert saved_texts(case, "minutes")[-1] == "<p>Møtet drøftet saken.</p>"
    assert saved_texts(case, "decision")[-1] == "<p>Saken tas til orientering.</p>"


def test_an_expired_sign_in_keeps_the_text_until_signed_in_again(open_case, case, signed_in, live_server, secretary):
    page = open_case()
    Session.objects.all().delete()
    type_in(page, case, "Skrevet etter at økten gikk ut.")
    expect(status(page)).to_contain_text("You have been signed out")
    with signed_in.expect_page() as opened:
        status(page).get_by_role("link").click()
    other = opened.value
    other.locator("[name=login]").fill(secretary.email)
    other.locator("[name=password]").fill(PASSWORD)
    other.locator("main button[type=submit]").click()
    other.wait_for_url(lambda url: "sign-in" not in url)
    page.bring_to_front()
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    assert saved_texts(case)[-1] == "<p>Skrevet etter at økten gikk ut.</p>"


def test_a_text_never_goes_out_in_another_users_name(open_case, case, signed_in, live_server, body):
    page = open_case()
    Session.objects.all().delete()
    type_in(page, case, "Min tekst.")
    expect(status(page)).to_contain_text("You have been signed out")
    signed_in.add_cookies(
        [
            session_cookie(make_secretary(body), live_server.url),
            {"name": "csrftoken", "value": "a" * 32, "url": live_server.url},
        ]
    )
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(3000)
    assert saved_texts(case) == []
    other = open_case()
    other.wait_for_timeout(1500)
    assert saved_texts(case) == []
    assert writing(other, case).inner_text().strip() == ""


def test_without_a_network_the_text_waits_and_then_goes(open_case, case, signed_in):
    page = open_case()
    signed_in.set_offline(True)
    type_in(page, case, "Skrevet uten nett.")
    expect(status(page)).to_contain_text("no connection")
    assert saved_texts(case) == []
    signed_in.set_offline(False)
    expect(status(page)).to_have_text(SAVED, timeout=20_000)
    assert saved_texts(case) == ["<p>Skrevet uten nett.</p>"]


def test_what_a_closed_tab_could_not_send_is_back_in_the_next(open_case, case, signed_in):
    page = open_case()
    signed_in.set_offline(True)
    type_in(page, case, "Lukket for tidlig.")
    expect(status(page)).to_contain_text("no connection")
    page.close(run_before_unload=False)
    signed_in.set_offline(False)
    again = open_case()
    expect(writing(again, case)).to_have_text("Lukket for tidlig.")
    expect(status(again)).to_contain_text("A text that was not sent last time is back.")
    assert saved_texts(case) == ["<p>Lukket for tidlig.</p>"]


def test_closing_asks_only_while_something_is_unsent(open_case, case, signed_in):
    page = open_case()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_in(page, case, "Lagret.")
    expect(status(page)).to_have_text(SAVED)
    page.close(run_before_unload=True)
    assert asked == []

    page = open_case()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    signed_in.set_offline(True)
    type_in(page, case, " Ikke lagret.")
    expect(status(page)).to_contain_text("no connection")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    signed_in.set_offline(False)


def test_going_to_the_next_page_sends_the_last_words_first(open_case, case):
    page = open_case()
    type_in(page, case, "Rett før neste sak.")
    page.locator(".outline a").first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    assert saved_texts(case) == ["<p>Rett før neste sak.</p>"]


def test_an_earlier_version_is_restored(open_case, case):
    page = open_case()
    type_in(page, case, "Først.")
    expect(status(page)).to_have_text(SAVED)
    type_in(page, case, " Så.")
    page.keyboard.press("Control+s")
    expect(page.locator(f"#field-case-{case.pk}-minutes [data-status]")).to_have_text(re.compile("saved"))
    page.locator(f"#field-case-{case.pk}-minutes .text-editor-versions").click()
    page.get_by_role("button", name=re.compile("Restore the text")).first.click()
    page.wait_for_selector(".writing [contenteditable]")
    assert saved_texts(case)[-1] == "<p>Først.</p>"


def test_a_point_keeps_its_editor_when_the_list_is_laid_anew(open_case, case):
    page = open_case()
    page.locator("#point-add").click()
    expect(page.locator(".point-edit")).to_have_count(1)
    page.locator(".point-edit .writing [contenteditable]").click()
    page.keyboard.type("Kartlegging.")
    page.locator("#point-add").click()
    expect(page.locator(".point-edit")).to_have_count(2)
    expect(page.locator(".point-edit .writing [contenteditable]")).to_have_count(2)
    expect(page.locator(".point-edit .writing [contenteditable]").first).to_have_text("Kartlegging.")


def test_a_page_whose_editor_did_not_arrive_says_what_to_do(signed_in, live_server, case):
    page = signed_in.new_page()
    page.route("**/django_prose_editor/*", lambda route: route.abort())
    page.goto(live_server.url + reverse("meetings:case_edit", args=[case.pk]))
    expect(page.locator("#messages [role=alert]")).to_have_text(
        "The editor did not load. Load the page again; what is saved stays as it is."
    )
    page.unroute("**/django_prose_editor/*")
    page.reload()
    expect(writing(page, case)).to_be_visible()
    expect(page.locator("#messages [role=alert]")).to_have_count(0)
