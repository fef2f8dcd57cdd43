"""The five who play a meeting in their own browsers at once, and the worker beside them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from cooperation.models import Body, MembershipRole, OutgoingMail, Person, User
from meetings.actions.standing import give_standard_texts
from ror_board.management.commands.worker import work
from tests import factories
from tests.browser.conftest import session_cookie
from tests.meetings.factories_approval import renderer

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
WALL = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Actor:
    """Somebody at a browser window of their own."""

    page: Page
    base: str

    def opens(self, name: str, *args: object) -> Page:
        self.page.goto(self.base + reverse(name, args=args))
        return self.page

    def follows(self, link: str) -> Page:
        """The link of a mail, as this test's server answers it."""
        self.page.goto(link.replace(settings.PUBLIC_URL, self.base))
        return self.page

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def writes(self, field: str, text: str) -> None:
        """In one of the texts of a case, and waits until it is saved."""
        writing = self.page.locator(f".text-editor[id$='-{field}'] [contenteditable]")
        writing.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)
        self.is_saved()

    def is_saved(self) -> None:
        expect(self.page.locator("#save-status")).to_have_text(re.compile(r"Everything is saved"))


@dataclass(frozen=True)
class Cast:
    """The secretary, the leader, a member with an account, a member without one, and the projector on the wall."""

    body: Body
    secretary: Actor
    leader: Actor
    member: Actor
    visitor: Actor
    wall: Actor
    people: dict[str, Person]


def make_board() -> tuple[Body, dict[str, Person], dict[str, User]]:
    """Three municipalities with a seat each; the third has a deputy. Two of the people have accounts."""
    factories.make_cooperation(name="Fjord-IKT")
    body = factories.make_body(notice_days=7)
    give_standard_texts(body, by=None)
    places = {
        name: factories.make_municipality(number=number, name=name)
        for number, name in (("1506", "Molde"), ("1547", "Aukra"), ("1535", "Vestnes"))
    }
    people = {
        family: factories.make_person(family_name=family, given_name=given, email=email)
        for family, given, email in (
            ("Nygård", "Siv", "siv@example.org"),
            ("Ødegård", "Åse", "ase@example.org"),
            ("Bakke", "Odd", "odd@example.org"),
            ("Lund", "Tor", "tor@example.org"),
        )
    }
    factories.make_membership(
        body=body, person=people["Nygård"], municipality=places["Molde"], role=MembershipRole.LEADER
    )
    factories.make_membership(body=body, person=people["Ødegård"], municipality=places["Aukra"])
    seat = factories.make_membership(body=body, person=people["Bakke"], municipality=places["Vestnes"])
    factories.make_membership(
        body=body, person=people["Lund"], municipality=places["Vestnes"], role=MembershipRole.DEPUTY, deputy_for=seat
    )
    member = factories.make_member(body)
    member.person = people["Ødegård"]
    member.save()
    users = {"secretary": factories.make_secretary(body), "leader": factories.make_leader(), "member": member}
    return body, people, users


@contextmanager
def cast_of(browser: Browser, base: str):
    body, people, users = make_board()
    contexts = []

    def actor(who: str, viewport: dict[str, int]) -> Actor:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": base}]
        context.add_cookies(cookies + ([session_cookie(users[who], base)] if who in users else []))
        return Actor(context.new_page(), base)

    yield Cast(
        body=body,
        secretary=actor("secretary", DESK),
        leader=actor("leader", DESK),
        member=actor("member", DESK),
        visitor=actor("nobody", PHONE),
        wall=actor("secretary", WALL),
        people=people,
    )
    for context in contexts:
        context.close()


def let_the_worker_work() -> None:
    """All that pages leave for later: documents, mails, the chain of the log."""
    work(renderer())


def newest_mail(to: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(to=to).latest("pk")


def link_of(mail: OutgoingMail) -> str:
    """The address that a mail asks its reader to open."""
    return re.findall(rf"{re.escape(settings.PUBLIC_URL)}\S+", mail.text)[-1]
