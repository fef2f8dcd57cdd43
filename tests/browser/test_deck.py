"""The slides in Debian's Chromium: keys, swipe, what if, and what axe says."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from cooperation.models import User
from licensing.models import InvoiceBasis, Scenario
from meetings.models import Exhibit
from tests.browser.accessibility import findings
from tests.browser.conftest import session_cookie


@pytest.fixture
def scenario(demo):
    return Scenario.objects.get(name="Lisenser for politikere 2023")


@pytest.fixture
def open_page(browser, live_server, scenario):
    context = browser.new_context(viewport={"width": 1366, "height": 768}, has_touch=True)
    context.add_cookies([session_cookie(User.objects.get(email="leader@example.no"), live_server.url)])
    page = context.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))

    def open_(address):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_
    context.close()
    assert problems == []


def where(page):
    return page.url.partition("#")[2]


def test_the_slides_follow_keys_and_clicker(open_page, scenario):
    page = open_page(reverse("licensing:scenario_deck", args=[scenario.pk]))
    seen = []
    for key in ("ArrowRight", "PageDown", "ArrowLeft", "End", "PageDown", "Home", "PageUp"):
        page.keyboard.press(key)
        seen.append(where(page))
    assert seen == [
        "slide-table", "slide-share", "slide-table", "slide-years", "slide-years", "slide-title", "slide-title",
    ]  # fmt: skip
    page.keyboard.press("Escape")
    assert page.locator(".deck.is-shown").count() == 0
    assert page.locator(".slide:visible").count() == page.locator(".slide").count()


def swipe(page, start, end):
    """A finger's way across the screen, from one place to another, once what is there has been drawn."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
    device = page.context.new_cdp_session(page)
    for kind, points in (("touchStart", [start]), ("touchMove", [end]), ("touchEnd", [])):
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def test_the_slides_follow_a_finger_and_fill_the_screen(open_page, scenario):
    page = open_page(reverse("licensing:scenario_deck", args=[scenario.pk]))
    swipe(page, (900, 300), (300, 310))
    page.wait_for_function("location.hash === '#slide-table'")
    swipe(page, (300, 300), (900, 310))
    page.wait_for_function("location.hash === '#slide-title'")
    swipe(page, (600, 600), (590, 200))  # down the page is no step to another slide
    assert where(page) == "slide-title"
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("ArrowRight")
    assert where(page) == "slide-table"


def test_what_if_answers_while_typing_and_saves_nothing(open_page, scenario):
    page = open_page(reverse("licensing:scenario_deck", args=[scenario.pk]) + "#slide-what-if")
    product = scenario.lines.get(product__name="Office 365 E1", municipality__number="1506").product_id
    page.fill(f"#id_price-{product}", "79,00")
    expect(page.locator("#what-if-lead")).to_contain_text("519")
    page.keyboard.press("ArrowRight")
    assert where(page) == "slide-what-if"
    scenario.refresh_from_db()
    assert (scenario.revision, scenario.lines.filter(price=79).count()) == (1, 0)


def test_axe_finds_nothing(open_page, scenario):
    deck = reverse("licensing:scenario_deck", args=[scenario.pk])
    addresses = [f"{deck}#slide-{key}" for key in ("title", "table", "share", "what-if", "comparison", "years")]
    addresses += [f"{deck}?read=", reverse("meetings:exhibit_page", args=[Exhibit.objects.get().pk])]
    addresses += [reverse("licensing:invoice_list"), InvoiceBasis.objects.first().get_absolute_url()]
    addresses += [reverse("licensing:invoice_new"), reverse("meetings:scenario_attach", args=[scenario.pk])]
    found = []
    page = open_page(addresses[0])
    for address in addresses:
        page.goto("about:blank")
        found += [f"{address} {finding}" for finding in findings(open_page(address))]
    assert found == []


@pytest.mark.parametrize("address", ["deck/?read=", "deck/", "attach/"])
def test_nothing_runs_out_of_a_phones_width(open_page, scenario, address):
    page = open_page(scenario.get_absolute_url())
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(page.url + address)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def test_the_leader_answers_the_board_and_hands_out_the_result(open_page, scenario):
    """92,12 to 79,00 and Intune off the PCs that people own, on the projector: one krone in everything that follows."""
    total, hustadvika = "482\u00a0868", "33\u00a0180"
    page = open_page(reverse("licensing:scenario_deck", args=[scenario.pk]) + "#slide-what-if")
    products = dict(scenario.lines.values_list("product__name", "product"))
    page.fill(f"#id_price-{products['Office 365 E1']}", "79,00")
    page.select_option(f"#id_count-{products['Microsoft Intune']}", "owned_devices")
    expect(page.locator("#what-if-lead")).to_contain_text(total)
    page.locator("#what-if-answer").get_by_text("Tallene som tabell").click()
    expect(page.locator("#what-if-answer tr", has_text="Hustadvika")).to_contain_text(hustadvika)
    with page.expect_download() as download:
        page.get_by_role("link", name="Arbeidsbok med dette").click()
    sheet = load_workbook(io.BytesIO(download.value.path().read_bytes()), data_only=True).worksheets[0]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {482868, 33180} <= values
    page.get_by_text("Ta vare på dette som et nytt scenario").click()
    page.fill("#what-if-name", "Uten private PC-er")
    page.get_by_role("button", name="Lagre som nytt scenario").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Uten private PC-er")
    page.get_by_role("link", name="Legg ved en sak").click()
    page.get_by_role("button", name="Lås til saken").click()
    frozen = page.locator("article.exhibit", has_text="Uten private PC-er")
    expect(frozen).to_contain_text(total)
    expect(frozen.locator("tr", has_text="Hustadvika")).to_contain_text(hustadvika)
    assert scenario.lines.filter(price=79).count() == 0
