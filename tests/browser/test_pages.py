"""Every page, seen in Debian's Chromium: axe finds nothing, nothing is blocked, nothing runs out of a phone's width."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.models import User
from docs_vision.models import Benefit, Estimate, Solution
from fleet.models import SurveyRound
from meetings.actions.circulation import link_for, receivers_of
from meetings.models import Case, Circulation, Meeting
from tests.browser.accessibility import findings
from tests.browser.conftest import session_cookie

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 900}


def pages_of(who: str) -> list[str]:
    if who == "anonymous":
        circulation = Circulation.objects.get(meeting__state="circulated")
        link = link_for(circulation, receivers_of(circulation.meeting)[0])
        entrance = [reverse(name) for name in ("account_login", "account_reset_password", "account_signup")]
        return [*entrance, link.removeprefix(settings.PUBLIC_URL)]
    if who == "administrator":
        register = [
            reverse("cooperation:entry_list", args=[noun])
            for noun in ("municipalities", "bodies", "people", "memberships", "users")
        ]
        person = User.objects.get(email="secretary@example.no")
        forms = [reverse("cooperation:entry_edit", args=["users", person.pk])]
        forms += [reverse("cooperation:entry_new", args=[noun]) for noun in ("bodies", "memberships")]
        other = [reverse("cooperation:administration"), reverse("cooperation:cooperation_edit")]
        return other + register + forms + [reverse("account_change_password"), "/finnes-ikke/"]
    held = Meeting.objects.get(year=2023, number=6)
    planned = Meeting.objects.filter(state="planned").first()
    case = Case.objects.get(display_number="2023/M6-004")
    slug = held.body.slug
    seen = [
        reverse("meetings:meeting_list"),
        reverse("meetings:meeting_page", args=[held.pk]),
        reverse("meetings:case_page", args=[case.pk]),
        reverse("meetings:attendance_page", args=[held.pk]),
        reverse("meetings:document_list", args=[held.pk]),
        f"{reverse('meetings:search_page')}?q=lisenser",
        reverse("meetings:series_page", args=[slug, 2023]),
        reverse("cooperation:account_page"),
    ]
    if who == "leader":
        vision = ("vision_page", "arithmetic_page", "state_page", "report_page", "deck_page", "contents")
        benefit, solution = Benefit.objects.first(), Solution.objects.first()
        return [
            *seen,
            *(reverse(f"docs_vision:{name}") for name in vision),
            f"{reverse('docs_vision:vision_page')}?follow=benefit-{benefit.pk}",
            benefit.get_absolute_url(),
            solution.get_absolute_url(),
            Estimate.objects.first().get_absolute_url(),
            reverse("docs_vision:entry_edit", args=["benefits", benefit.pk]),
            reverse("docs_vision:state_edit", args=["1506"]),
            reverse("meetings:action_list_page"),
            *(reverse(f"fleet:survey_{name}") for name in ("list", "new")),
            *(survey.get_absolute_url() for survey in SurveyRound.objects.all()),
            reverse("fleet:survey_edit", args=[SurveyRound.objects.get(state="open").pk]),
        ]
    written = planned.cases.first()
    circulated, changed = Meeting.objects.get(state="circulated"), Meeting.objects.get(year=2023, number=4)
    return [
        *seen,
        reverse("meetings:minutes_page", args=[circulated.pk]),
        reverse("meetings:minutes_page", args=[held.pk]),
        reverse("meetings:minutes_differences", args=[changed.pk]),
        reverse("meetings:decision_register"),
        reverse("meetings:decisions_in_force"),
        reverse("meetings:case_thread", args=[Case.objects.get(display_number="2023/M5-003").pk]),
        reverse("meetings:meeting_log", args=[changed.pk]),
        reverse("meetings:case_log", args=[case.pk]),
        reverse("meetings:meeting_page", args=[planned.pk]),
        reverse("meetings:meeting_new"),
        reverse("meetings:meeting_edit", args=[planned.pk]),
        reverse("meetings:case_edit", args=[written.pk]),
        reverse("meetings:notice_page", args=[planned.pk]),
        reverse("meetings:room_page", args=[planned.pk]),
        reverse("meetings:projector_page", args=[planned.pk]),
        reverse("meetings:action_list_page"),
        reverse("meetings:case_text_versions", args=[case.pk, "title"]),
        reverse("meetings:queue_page", args=[slug]),
        reverse("meetings:standing_page", args=[slug]),
        reverse("meetings:minutes_import"),
        reverse("meetings:document_pdf", args=[planned.pk, "agenda"]),
        reverse("meetings:record_import"),
        reverse("meetings:word_layout", args=[slug]),
    ]


@pytest.mark.parametrize("who", ["anonymous", "secretary", "leader", "administrator"])
def test_nothing_is_wrong_with_a_page(browser, live_server, demo, who):
    context = browser.new_context(viewport=DESK)
    if who != "anonymous":
        context.add_cookies([session_cookie(User.objects.get(email=f"{who}@example.no"), live_server.url)])
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "nn", "url": live_server.url}])
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    for address in pages_of(who):
        page.set_viewport_size(DESK)
        page.goto(live_server.url + address)
        page.wait_for_load_state("load")
        wrong += [f"{address} {finding}" for finding in findings(page)]
        page.set_viewport_size(PHONE)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            wrong.append(f"{address} is {too_wide} px too wide for a phone")
    context.close()
    assert wrong == []
