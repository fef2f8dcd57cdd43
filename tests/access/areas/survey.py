"""Surveys: the leader makes them, each contact answers for the own municipality, auditors read all."""

from __future__ import annotations

from fleet.models import Question
from tests.access.areas.fleet import CONTACTS, READERS, READERS_OF_IT
from tests.access.roles import LEADER, NOBODY
from tests.fleet import factories_survey

ITS_CONTACT = NOBODY | CONTACTS | {"other contact": "404"}

MATRIX = {
    "fleet:survey_list": READERS,
    **{f"fleet:survey_{page}": READERS for page in ("page", "export", "pdf")},
    **{f"fleet:survey_{verb}": LEADER for verb in ("new", "edit", "delete", "open", "close", "remind")},
    **{f"fleet:question_{verb}": LEADER for verb in ("add", "edit", "move", "delete")},
    "fleet:answer_page": READERS_OF_IT,
    **{f"fleet:answer_{verb}": ITS_CONTACT for verb in ("edit", "take_back")},
}


def places(world):
    survey = factories_survey.make_open_round(world.municipality, world.other_municipality)
    answer = {"pk": survey.answers.get(municipality=world.municipality).pk}
    question = {"pk": Question.objects.filter(round=survey).first().pk}
    return {
        "fleet:survey_export": {"pk": survey.pk, "suffix": "xlsx"},
        **{
            f"fleet:survey_{verb}": {"pk": survey.pk}
            for verb in ("page", "pdf", "edit", "delete", "open", "close", "remind")
        },
        "fleet:question_add": {"pk": survey.pk},
        **{f"fleet:question_{verb}": question for verb in ("edit", "move", "delete")},
        **{f"fleet:answer_{verb}": answer for verb in ("page", "edit", "take_back")},
    }
