"""Registers, surveys, changes of council and reports as leader and contact see them: axe finds nothing, light and dark."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cooperation.models import User
from economy.models import ActivityFigure, Report
from fleet.models import CouncilChange, Device, Politician, SurveyAnswer, SurveyRound
from tests.browser.looked_at import looked_at


def to(name: str, *args: object) -> str:
    return reverse(name, args=args)


def of_fleet(user: User) -> list[str]:
    """What leader and contact both open, each the own rows."""
    device, politician = Device.objects.visible_to(user)[0], Politician.objects.visible_to(user)[0]
    names = ("overview", "device_list", "device_new", "politician_list", "politician_new", "replacement_page",
             "check_page", "import_list", "survey_list", "council_list")  # fmt: skip
    number = politician.municipality.number
    return [
        *(to(f"fleet:{name}") for name in names),
        device.get_absolute_url(),
        politician.get_absolute_url(),
        f"{to('fleet:politician_list')}?sits=no&licence=yes",
        to("fleet:replacement_devices", number),
        to("fleet:check_of_municipality", number),
        *(change.get_absolute_url() for change in CouncilChange.objects.visible_to(user)),
        *(survey.get_absolute_url() for survey in SurveyRound.objects.visible_to(user)),
    ]


def pages_of(who: str) -> list[str]:
    user = User.objects.get(email=f"{who}@example.no")
    if who == "contact":
        answers = SurveyAnswer.objects.answered_by(user)
        of_it = [to(f"fleet:answer_{'page' if one.is_confirmed else 'edit'}", one.pk) for one in answers]
        return [to("home"), *of_fleet(user), *of_it, to("economy:table_check")]
    report, figure = Report.objects.all()[0], ActivityFigure.objects.exclude(behind=[])[0]
    of_reports = ("page", "edit", "deck")
    return [
        *of_fleet(user),
        *(to(f"fleet:{name}") for name in ("survey_new", "settings_page")),
        *(to(f"economy:{name}") for name in ("report_list", "report_new", "table_check")),
        *(to(f"economy:report_{name}", report.pk) for name in of_reports),
        *(to(f"economy:budget_{name}", report.pk) for name in ("edit", "import")),
        to("economy:figure_page", figure.pk),
        to("meetings:report_attach", report.pk),
    ]


@pytest.mark.parametrize("who", ["leader", "contact"])
def test_nothing_is_wrong_with_a_page_of_registers_and_reports(browser, live_server, demo, who):
    assert looked_at(browser, live_server, who, pages_of(who)) == []
