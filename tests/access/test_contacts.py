"""What a municipality's contact may open never tells of another municipality: no page, file, count or search result.

Aukra's contact asks at every address that a contact may open. Vestnes has all that the program can hold of a
municipality, under words and figures that are found nowhere else. An address that a contact may open and that stands in
none of the tables below fails by its name.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.renderer import Renderer
from cooperation.models import RenderedFile
from tests import factories
from tests.access.neighbours import Marks, fill, make_shared
from tests.access.test_matrix import MATRIX, METHOD_NOT_ALLOWED, World

OWN, SECRET = Marks("Eigen", 2345610), Marks("Xqvz", 7345610)

# Pages without arguments: lists, forms, reports. Each is asked for filtered and searched as well.
LISTS = {
    "home",
    "docs_vision:arithmetic_page",
    "docs_vision:deck_page",
    "docs_vision:deck_pdf",
    "docs_vision:report_page",
    "docs_vision:report_pdf",
    "docs_vision:state_page",
    "docs_vision:vision_page",
    "economy:table_check",
    "fleet:check_page",
    "fleet:council_list",
    "fleet:device_list",
    "fleet:device_new",
    "fleet:device_print",
    "fleet:import_list",
    "fleet:overview",
    "fleet:politician_list",
    "fleet:politician_new",
    "fleet:politician_print",
    "fleet:replacement_page",
    "fleet:survey_list",
    "licensing:invoice_list",
    "licensing:negotiation_list",
    "licensing:product_list",
    "licensing:scenario_list",
    "meetings:action_list_page",
}
# What belongs to one municipality: `fill` says where. The other's answers 404, or tells nothing.
OF_A_MUNICIPALITY = {
    "docs_vision:state_edit",
    "fleet:answer_edit",
    "fleet:answer_page",
    "fleet:check_of_municipality",
    "fleet:council_export",
    "fleet:council_page",
    "fleet:device_edit",
    "fleet:device_page",
    "fleet:import_map",
    "fleet:import_page",
    "fleet:import_progress",
    "fleet:import_rejected",
    "fleet:politician_edit",
    "fleet:politician_page",
    "fleet:replacement_confirmed",
    "fleet:replacement_devices",
    "fleet:replacement_export",
    "licensing:invoice_book",
    "licensing:invoice_municipality_book",
    "licensing:invoice_municipality_pdf",
    "licensing:invoice_page",
}
# What all municipalities have a part in, of which each contact sees the own.
OF_ALL = {
    "docs_vision:benefit_page",
    "docs_vision:challenge_page",
    "docs_vision:estimate_page",
    "docs_vision:goal_page",
    "docs_vision:solution_page",
    "fleet:device_export",
    "fleet:import_template",
    "fleet:politician_export",
    "fleet:survey_export",
    "fleet:survey_page",
    "fleet:survey_pdf",
    "licensing:negotiation_page",
    "licensing:product_page",
    "licensing:scenario_changes",
    "licensing:scenario_compare",
    "licensing:scenario_page",
    "licensing:scenario_what_if",
}
# The reader's own sign-in, and what holds nothing of any municipality.
OF_THE_READER = {
    "account_change_password",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "cooperation:account_page",
    "cooperation:theme",
    "health",
}
# Whoever holds the signed link of a mail may open it, so only the own link is asked for. The minutes that a remark is
# asked on are shown whole, also to deputies and others who sign in as nobody.
BY_LINK = {"meetings:action_answer", "meetings:remark_link", "meetings:remark_link_pdf", "meetings:reply_page"}
# Asked by a form that changes nothing.
WORKED_OUT = {"licensing:scenario_what_if"}
# Pages on which no word or figure of a municipality stands as it was typed: what is common to all, forms to be filled
# in, and counts and sums, which have a test of their own.
WITHOUT_WORDS = {
    "docs_vision:challenge_page",
    "docs_vision:goal_page",
    "docs_vision:vision_page",
    "economy:table_check",
    "fleet:council_list",
    "fleet:device_new",
    "fleet:import_progress",
    "fleet:import_template",
    "fleet:overview",
    "fleet:politician_new",
    "fleet:survey_list",
    "licensing:negotiation_list",
    "licensing:negotiation_page",
    "licensing:scenario_changes",
    "licensing:scenario_compare",
    "licensing:scenario_list",
}
# Addresses that change something: they have no page.
SENT_TO = {
    "fleet:answer_take_back",
    "fleet:council_come",
    "fleet:council_do",
    "fleet:council_finish",
    "fleet:council_hand_out",
    "fleet:council_reopen",
    "fleet:council_stay",
    "fleet:council_unseat",
    "fleet:device_assign",
    "fleet:device_bulk",
    "fleet:device_delete",
    "fleet:device_take_back",
    "fleet:import_again",
    "fleet:import_apply",
    "fleet:import_drop",
    "fleet:import_undo",
    "fleet:politician_bulk",
    "fleet:politician_delete",
    "fleet:replacement_confirm",
    "fleet:seat_add",
    "fleet:seat_delete",
    "fleet:subsidy_add",
    "fleet:subsidy_delete",
    "meetings:action_report",
    "meetings:remark_link_add",
    "set_language",
}
PLACED = (LISTS, OF_A_MUNICIPALITY, OF_ALL, OF_THE_READER, BY_LINK, SENT_TO)


def test_every_address_that_a_contact_may_open_is_placed_once():
    opened = {name for name, row in MATRIX.items() if "in" in (row["contact"], row["other contact"])}
    placed = [name for table in PLACED for name in table]
    assert (sorted(opened - set(placed)), sorted(set(placed) - opened)) == ([], [])
    assert sorted(placed) == sorted(set(placed))


def places_of_all(shared, world):
    survey = [{"pk": one.pk} for one in shared.rounds]
    scenarios = [{"pk": one.pk} for one in shared.scenarios]
    files = [{"suffix": suffix} for suffix in ("csv", "xlsx")]
    return {
        "docs_vision:benefit_page": [{"pk": shared.benefit.pk}],
        "docs_vision:challenge_page": [world.places["docs_vision:challenge_page"]],
        "docs_vision:estimate_page": [{"pk": shared.estimate.pk}],
        "docs_vision:goal_page": [world.places["docs_vision:goal_page"]],
        "docs_vision:solution_page": [{"pk": shared.solution.pk}],
        "fleet:device_export": files,
        "fleet:import_template": [{"noun": noun} | one for noun in ("devices", "politicians") for one in files],
        "fleet:politician_export": files,
        "fleet:survey_export": [one | file for one in survey for file in files],
        "fleet:survey_page": survey,
        "fleet:survey_pdf": survey,
        "licensing:negotiation_page": [{"pk": shared.negotiation.pk}],
        "licensing:product_page": [{"pk": shared.product.pk}],
        "licensing:scenario_compare": [{}],
        **{f"licensing:scenario_{page}": scenarios for page in ("changes", "page", "what_if")},
    }


def questions(shared):
    """What a contact could ask for more than is offered."""
    other = shared.other
    wanted = ["q=xqv", "q=7345", f"municipality={other.pk}", f"municipality={other.number}", "as_of=2030-12-31"]
    wanted += ["sort=-serial", "page=2", "sits=no", "licence=yes", "state=all", "scope=all", "year=2023"]
    return wanted + [f"since={one.pk}" for one in shared.scenarios]


class Reader:
    """Asks as Aukra's contact and reads what comes, whatever kind of file it is."""

    def __init__(self, client, user):
        self.client, self.renderer = client, Renderer()
        client.force_login(user)

    def get(self, address, *, sent=False):
        """What stands in the answer; nothing when it is refused. What the request wrote is taken back."""
        place = transaction.savepoint()
        response = self.client.post(address, follow=True) if sent else self.client.get(address, follow=True)
        if response.status_code == 202:
            make_waiting_files(self.renderer)
            response = self.client.get(address, follow=True)
            RenderedFile.objects.all().delete()
        transaction.savepoint_rollback(place)
        cache.clear()
        if response.status_code in (403, 404, METHOD_NOT_ALLOWED):
            return None
        assert response.status_code in (200, 422), (address, response.status_code)
        return self.read(response)

    def read(self, response):
        content = response.getvalue() if response.streaming else response.content
        kind = response.headers["Content-Type"]
        if kind.startswith("application/pdf"):
            return content.startswith(b"%PDF-1.7\n") and "".join(
                page.extract_text() for page in PdfReader(io.BytesIO(content)).pages
            )
        if "spreadsheetml" in kind:
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                return "".join(unescape(book.read(name).decode()) for name in sorted(book.namelist()))
        return unescape(content.decode("utf-8-sig"))


def told(text, marks):
    """Which of the marks stand in it, however they are spelled."""
    plain = re.sub(r"(?<=\d)[\s\u00a0\u202f,.](?=\d)", "", text)
    return [one for one in marks.words if one.lower() in text.lower()] + [one for one in marks.figures if one in plain]


def plain(text):
    """Without what differs each time: tokens of forms and the moments of files."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value|data-csrf|"X-CSRFToken")(="|: ")[^"]*"', "", text or "")
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", "", text)


def differing(one, other):
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    return [pair for pair in pairs if pair[0] != pair[1]][:3]


@pytest.fixture
def met(client):
    """The world, what is shared, the places of each municipality, and a reader."""
    world = World()
    shared = make_shared(factories.make_leader())
    own, _user = fill(shared, shared.own, OWN)
    return world, shared, own, Reader(client, factories.make_contact(shared.own))  # whose name is no mark


def asked(world, shared, *filled):
    """Every address and file with its name, as it is offered."""
    of_all = places_of_all(shared, world)
    for name in sorted(LISTS):
        yield name, reverse(name)
    compared = "&".join(f"with={one.pk}" for one in shared.scenarios)
    yield "licensing:scenario_compare", f"{reverse('licensing:scenario_compare')}?{compared}"
    for name in sorted(OF_ALL):
        yield from ((name, reverse(name, kwargs=at)) for at in of_all[name])
    for name in sorted(OF_A_MUNICIPALITY):
        yield from ((name, reverse(name, kwargs=at)) for places in filled for at in places[name])


def asked_for_more(world, shared):
    """Lists and shared pages with filters, searches and sorting that nobody offered."""
    for name, address in asked(world, shared):
        if not name.endswith("pdf") and name not in WORKED_OUT:
            joined = "&" if "?" in address else "?"
            yield from ((name, f"{address}{joined}{question}") for question in questions(shared))


@pytest.mark.django_db
def test_no_page_and_no_file_shows_what_is_another_municipalitys(met):
    world, shared, own, reader = met
    other, _user = fill(shared, shared.other, SECRET)
    places = [*asked(world, shared, own, other)]
    places += [
        (name, reverse(name, kwargs=at))
        for name in sorted(OF_THE_READER | BY_LINK)
        for at in own.get(name, [world.places.get(name, {})])
    ]
    texts = {(name, place): reader.get(place, sent=name in WORKED_OUT) for name, place in places}
    assert {place: told(text, SECRET) for (_name, place), text in texts.items() if text and told(text, SECRET)} == {}
    read = {name for (name, _place), text in texts.items() if text}
    assert sorted((LISTS | OF_A_MUNICIPALITY | OF_ALL) - read) == []


@pytest.mark.django_db
def test_no_filter_search_or_sorting_shows_what_is_another_municipalitys(met):
    world, shared, _own, reader = met
    fill(shared, shared.other, SECRET)
    texts = {place: reader.get(place) for _name, place in asked_for_more(world, shared)}
    assert {place: told(text, SECRET) for place, text in texts.items() if text and told(text, SECRET)} == {}


@pytest.mark.django_db
def test_no_count_or_sum_moves_with_what_another_municipality_has(met):
    """Every page and file says the same before and after the other municipality has got all that it has."""
    world, shared, own, reader = met
    before = {place: plain(reader.get(place, sent=name in WORKED_OUT)) for name, place in asked(world, shared, own)}
    fill(shared, shared.other, SECRET)
    after = {place: plain(reader.get(place, sent=name in WORKED_OUT)) for name, place in asked(world, shared, own)}
    assert {place: differing(before[place], after[place]) for place in before if before[place] != after[place]} == {}


@pytest.mark.django_db
def test_the_own_marks_are_found_where_they_belong(met):
    """The tests would pass over a page that shows nothing at all."""
    world, shared, own, reader = met
    found = {name for name, place in asked(world, shared, own) if told(reader.get(place, sent=name in WORKED_OUT), OWN)}
    assert sorted((LISTS | OF_ALL | OF_A_MUNICIPALITY) - found) == sorted(WITHOUT_WORDS)
