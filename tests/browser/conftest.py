"""A secretary who sits at a case in Debian's Chromium."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import Case, TextVersion
from ror_board.demo import build_demo
from tests.factories import make_cooperation, make_meeting

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser(live_server, browser):
    """Closed before the server is, so that no request is still being answered then.

    Nothing moves on its pages: what unfolds slowly could slip away from under a click.
    """
    browser.new_context = partial(browser.new_context, reduced_motion="reduce")
    return browser


@pytest.fixture(autouse=True)
def answered(transactional_db):
    """What the server is still answering when a test is done is let finish before the tables are emptied."""
    yield
    until = time.monotonic() + 5
    while time.monotonic() < until and any("process_request" in thread.name for thread in threading.enumerate()):
        time.sleep(0.02)


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory):
    """The demo's rows and files, once it has been built: building it for each test would take most of their time."""
    kept = sqlite3.connect(":memory:")
    yield kept, tmp_path_factory.mktemp("demo") / "files"
    kept.close()


@pytest.fixture
def demo(transactional_db, built_demo: tuple[sqlite3.Connection, Path]):
    rows, files = built_demo
    connection.ensure_connection()
    if files.exists():
        rows.backup(connection.connection)
        shutil.copytree(files, settings.DATA_DIR, dirs_exist_ok=True)
    else:
        build_demo(today=date(2026, 11, 23))
        connection.connection.backup(rows)
        shutil.copytree(settings.DATA_DIR, files)


@pytest.fixture
def case(transactional_db, secretary) -> Case:
    make_cooperation()
    return make_meeting(body=secretary.held_grants[0].body, cases=["Innkalling", "Økonomi"]).cases.get(title="Økonomi")


def session_cookie(user, address: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": address,
    }


@pytest.fixture
def english(context, live_server):
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_server.url}])


@pytest.fixture
def signed_in(context, live_server, secretary, english):
    context.add_cookies([session_cookie(secretary, live_server.url)])
    return context


@pytest.fixture
def open_case(signed_in, live_server, case):
    """Opens the page of the case in a new tab, and watches that the browser finds nothing to complain of."""
    complaints: list[str] = []

    def opened():
        page = signed_in.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        page.goto(live_server.url + reverse("meetings:case_edit", args=[case.pk]))
        page.wait_for_selector(".writing [contenteditable]")
        return page

    yield opened
    assert complaints == []


def writing(page, case, field: str = "minutes"):
    """Where one types the rich text of a case."""
    return page.locator(f"#case-{case.pk}-{field}-writing")


def status(page):
    return page.locator("[data-save-status]")


def saved_texts(case, field: str = "minutes") -> list[str]:
    """Every version of a text that the server has in force or had, oldest first."""
    return list(
        TextVersion.objects.filter(case=case, field=field, number__isnull=False)
        .order_by("number")
        .values_list("text", flat=True)
    )
