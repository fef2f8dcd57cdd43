"""Opens the form of every row that several people may have open at once, and sends it as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from cooperation.merging import MergingForm
from cooperation.models import Role
from cooperation.views.register import NOUNS as REGISTER
from docs_vision.views.entry import NOUNS as VISION
from economy.models import Report
from fleet.models import Device, Politician, Question, SurveyRound
from licensing.models import AllocationKey, Negotiation, Product, Scenario
from meetings.models import Meeting
from ror_board.demo import PASSWORD, sign_ins

PAGES: dict[str, tuple[type[Model], Role]] = {
    "meetings:meeting_edit": (Meeting, Role.SECRETARY),
    "fleet:device_edit": (Device, Role.LEADER),
    "fleet:politician_edit": (Politician, Role.LEADER),
    "fleet:survey_edit": (SurveyRound, Role.LEADER),
    "fleet:question_edit": (Question, Role.LEADER),
    "licensing:key_page": (AllocationKey, Role.LEADER),
    "licensing:negotiation_edit": (Negotiation, Role.LEADER),
    "licensing:product_edit": (Product, Role.LEADER),
    "licensing:scenario_edit": (Scenario, Role.LEADER),
    "economy:report_edit": (Report, Role.LEADER),
}
# What a form of a list stands in: it is sent to an address of its own, and tried beside the others of the list.
IN_LISTS = {"StandingCaseForm", "StandardTextForm"}
# What no form shall change: an opened survey's questions, a frozen report.
REFUSED = 422


def addresses() -> Iterator[tuple[Role, str]]:
    yield Role.ADMINISTRATOR, reverse("cooperation:cooperation_edit")
    for name, (model, role) in PAGES.items():
        yield from ((role, reverse(name, args=[pk])) for pk in some(model))
    for role, app, nouns in (
        (Role.ADMINISTRATOR, "cooperation", REGISTER),
        (Role.LEADER, "docs_vision", VISION),
    ):
        for noun, kind in nouns.items():
            yield from ((role, reverse(f"{app}:entry_edit", args=[noun, pk])) for pk in some(kind.form._meta.model))


def some(model: type[Model]) -> list[int]:
    """The first, the last and one between: enough for a field that a page writes in another way than it reads."""
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    return sorted({keys[0], keys[len(keys) // 2], keys[-1]}) if keys else []


def stored(form: MergingForm) -> dict[str, object]:
    """The row's own values that the form is about."""
    own = {field.name for field in form.instance._meta.fields}
    [row] = type(form.instance)._default_manager.filter(pk=form.instance.pk).values(*(own & set(form.fields)))
    return row


def open_and_send_all() -> tuple[set[str], list[tuple[str, int, dict[str, object], dict[str, object]]]]:
    """The kinds of form that were opened, and each page that changed something: before and after."""
    clients = {}
    for entry in sign_ins():
        if entry.role not in clients:
            clients[entry.role] = Client()
            assert clients[entry.role].login(username=entry.email, password=PASSWORD)
    seen, changed = set(), []
    for role, address in addresses():
        page = clients[role].get(address)
        form = page.context and page.context.get("form")
        if not isinstance(form, MergingForm):
            continue
        before = stored(form)
        [sent] = fromstring(page.text).xpath("//main//form[@method='post' and not(@action)]")
        assert any(name.startswith("initial-") for name, _value in sent.form_values()), address
        answer = clients[role].post(address, dict(sent.form_values()))
        wrong_fields = answer.status_code == REFUSED and set(answer.context["form"].errors) - {"__all__"}
        if stored(form) != before or wrong_fields or answer.status_code not in (302, REFUSED):
            changed.append((address, answer.status_code, before, stored(form)))
        seen.add(type(form).__name__)
    return seen, changed


def merging_forms(kind: type[MergingForm] = MergingForm) -> set[str]:
    """Every form that merges, by the name of its class."""
    below = kind.__subclasses__()
    return {kind.__name__} if not below else set().union(*(merging_forms(one) for one in below))
