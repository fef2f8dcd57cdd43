"""Every page says what it is and leads back: one heading, a title of its own, and where the reader stands."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.access.test_matrix import MATRIX, World

# Who comes by a link in a mail has no way back, the projector and the front page none to go, and the library's own
# pages of signing in each have a link in place of a path.
WITHOUT_PATH = {
    "home",
    "meetings:action_answer",
    "meetings:projector_page",
    "meetings:remark_link",
    "meetings:reply_page",
}


def text_of(pattern: str, page: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", " ", found).split()) for found in re.findall(pattern, page, re.DOTALL)]


def faults_of(name: str, page: str) -> list[str]:
    headings = text_of(r"<h1[^>]*>(.*?)</h1>", page)
    [title] = text_of(r"<title>(.*?)</title>", page)
    path = text_of(r'<nav class="ds-breadcrumbs"[^>]*>.*?</nav>', page)
    found = []
    if len(headings) != 1 or not headings[0]:
        found.append(f"headings: {headings}")
    if not title.partition("–")[0].strip():
        found.append(f"title: {title!r}")
    menu = text_of(r'<nav class="main-nav".*?</nav>', page)
    is_in_menu = bool(re.search(r'<nav class="main-nav".*?aria-current="page".*?</nav>', page, re.DOTALL))
    has_none = name in WITHOUT_PATH or name.startswith("account_") or 'id="waiting"' in page
    if not (any(path) or (menu and is_in_menu) or has_none):
        found.append("no way back")
    return found


@pytest.mark.django_db
def test_every_page_has_a_heading_a_title_and_a_way_back(client):
    world = World()
    seen, wrong = set(), set()
    for name, row in MATRIX.items():
        may = [role for role, answer in row.items() if answer == "in" and world.users[role] is not None]
        address = reverse(name, kwargs=world.places.get(name, {}))
        for role in {*may[:1], *may[-1:]}:
            client.force_login(world.users[role])
            response = client.get(address)
            if response.status_code < 300 and b"<html" in getattr(response, "content", b""):
                seen.add(name)
                wrong |= {f"{name} ({role}): {fault}" for fault in faults_of(name, response.content.decode())}
    assert len(seen) > len(MATRIX) / 4
    assert sorted(wrong) == []
