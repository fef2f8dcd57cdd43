import pytest
from django.utils import translation

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from meetings.actions.standing import (
    delete_standard_text,
    delete_standing_case,
    give_standard_texts,
    move_standing_case,
    save_standard_text,
    save_standing_case,
)
from meetings.models import CaseKind, Outcome, StandardText, StandingCase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def titles(body, language="nb"):
    return list(body.standing_cases.filter(language=language).order_by("position").values_list("title", flat=True))


def add(body, title, secretary):
    standing = StandingCase(body=body, language="nb", kind=CaseKind.REPORT, title=title)
    save_standing_case(standing, by=secretary)
    return standing


def test_the_usual_ones_in_both_languages(body, secretary):
    give_standard_texts(body, by=secretary)
    assert titles(body, "nb") == ["Godkjenning av innkalling og saksliste", "Godkjenning av møtereferat"]
    assert titles(body, "nn") == ["Godkjenning av innkalling og sakliste", "Godkjenning av møtereferat"]
    assert (
        body.standard_texts.filter(language="nn", outcome=Outcome.NOTED).get().text
        == "Saka blir teken til orientering."
    )


def test_what_a_body_has_of_its_own_stays(body, secretary):
    add(body, "Økonomi", secretary)
    give_standard_texts(body, by=secretary)
    give_standard_texts(body, by=secretary)
    assert (titles(body, "nb"), len(titles(body, "nn")), body.standard_texts.count()) == (["Økonomi"], 2, 8)


def test_a_new_one_comes_last_and_is_moved(body, secretary):
    first, second, third = (add(body, title, secretary) for title in ("a", "b", "c"))
    assert titles(body) == ["a", "b", "c"]
    move_standing_case(third, steps=-1, by=secretary)
    assert titles(body) == ["a", "c", "b"]
    move_standing_case(first, steps=-1, by=secretary)
    move_standing_case(second, steps=1, by=secretary)
    assert titles(body) == ["a", "c", "b"]


def test_change_and_deletion_are_logged(body, secretary):
    standing = add(body, "a", secretary)
    standing.title = "b"
    save_standing_case(standing, by=secretary)
    delete_standing_case(standing, by=secretary)
    changes = Change.objects.order_by("pk").values_list("verb", flat=True)
    assert (titles(body), list(changes)) == ([], ["save", "save", "delete"])


def test_a_text_with_unknown_facts_is_refused_with_each(body, secretary):
    text = StandardText(body=body, language="nb", outcome=Outcome.NOTED, text="{dato} {previous_date} {sted}")
    with pytest.raises(Refused) as refused:
        save_standard_text(text, by=secretary)
    assert refused.value.reasons == [
        "{dato} is no fact that can be filled in. Use {previous_date}, {previous_number}.",
        "{sted} is no fact that can be filled in. Use {previous_date}, {previous_number}.",
    ]


def test_a_brace_that_is_not_closed_is_refused(body, secretary):
    text = StandardText(body=body, language="nb", outcome=Outcome.NOTED, text="Møtet {previous_date")
    with pytest.raises(Refused) as refused:
        save_standard_text(text, by=secretary)
    assert len(refused.value.reasons) == 1


def test_a_text_is_saved_and_deleted(body, secretary):
    text = StandardText(body=body, language="nb", outcome=Outcome.NOTED, text="Møtet {previous_date}.")
    save_standard_text(text, by=secretary)
    assert StandardText.objects.get() == text
    delete_standard_text(text, by=secretary)
    assert not StandardText.objects.exists()
