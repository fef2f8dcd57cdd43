import pytest

from cooperation.rules.refusal import Refused
from meetings.actions.point import add_point
from meetings.actions.text import TextConflict, restore_text, save_text
from meetings.models import State, TextField, TextVersion
from tests.factories import make_case, make_meeting, make_secretary

pytestmark = pytest.mark.django_db
MINUTES = TextField.MINUTES


@pytest.fixture
def case():
    return make_case(meeting=make_meeting(cases=[]), title="Økonomi")


@pytest.fixture
def secretary(case):
    return make_secretary(case.body)


def numbers_of(case, field=MINUTES):
    versions = TextVersion.objects.filter(case=case, field=field).order_by("pk")
    return list(versions.values_list("number", "text"))


def test_each_save_is_a_version_and_the_newest_is_in_force(case, secretary):
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    save_text(case, MINUTES, "<p>b</p>", version=1, by=secretary)
    case.refresh_from_db()
    assert (case.minutes, numbers_of(case)) == ("<p>b</p>", [(1, "<p>a</p>"), (2, "<p>b</p>")])


def test_a_save_from_an_older_version_is_refused_with_both_texts_kept(case, secretary):
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    save_text(case, MINUTES, "<p>b</p>", version=1, by=secretary)
    with pytest.raises(TextConflict) as conflict:
        save_text(case, MINUTES, "<p>c</p>", version=1, by=secretary)
    case.refresh_from_db()
    assert (conflict.value.newer.text, conflict.value.mine.text, case.minutes) == ("<p>b</p>", "<p>c</p>", "<p>b</p>")
    assert numbers_of(case) == [(1, "<p>a</p>"), (2, "<p>b</p>"), (None, "<p>c</p>")]


def test_a_repeated_save_changes_nothing(case, secretary):
    first = save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    again = save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    assert (again, numbers_of(case)) == (first, [(1, "<p>a</p>")])


def test_a_repeated_conflict_is_set_aside_once(case, secretary):
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    for _attempt in range(2):
        with pytest.raises(TextConflict):
            save_text(case, MINUTES, "<p>c</p>", version=0, by=secretary)
    assert numbers_of(case) == [(1, "<p>a</p>"), (None, "<p>c</p>")]


def test_different_fields_never_conflict(case, secretary):
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    save_text(case, TextField.DECISION, "<p>b</p>", version=0, by=secretary)
    case.refresh_from_db()
    assert (case.minutes, case.decision) == ("<p>a</p>", "<p>b</p>")


def test_the_text_is_cleaned_before_it_is_kept(case, secretary):
    save_text(case, MINUTES, "<p>a<script>x</script></p>", version=0, by=secretary)
    save_text(case, TextField.TITLE, "Ny\ntittel ", version=1, by=secretary)
    case.refresh_from_db()
    assert (case.minutes, case.title) == ("<p>a</p>", "Ny tittel")


def test_saving_raises_the_meetings_revision(case, secretary):
    before = case.meeting.revision
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    case.meeting.refresh_from_db()
    assert case.meeting.revision == before + 1


def test_every_reason_is_told_at_once(case, secretary):
    case.meeting.state = State.APPROVED
    case.meeting.save()
    with pytest.raises(Refused) as refused:
        save_text(case, TextField.TITLE, "x" * 301, version=1, by=secretary)
    assert len(refused.value.reasons) == 2


def test_a_points_text_is_not_a_text_of_the_case(case, secretary):
    with pytest.raises(Refused):
        save_text(case, TextField.HEADING, "x", version=0, by=secretary)


def test_a_points_texts_have_versions_of_their_own(case, secretary):
    one, two = add_point(case, heading="PC-er", by=secretary), add_point(case, by=secretary)
    save_text(case, TextField.TEXT, "<p>en</p>", version=0, by=secretary, point=one)
    save_text(case, TextField.TEXT, "<p>to</p>", version=0, by=secretary, point=two)
    save_text(case, TextField.HEADING, "Nettbrett", version=1, by=secretary, point=one)
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.heading, one.text, two.text) == ("Nettbrett", "<p>en</p>", "<p>to</p>")


def test_any_version_can_be_put_back_in_force(case, secretary):
    first = save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    save_text(case, MINUTES, "<p>b</p>", version=1, by=secretary)
    restore_text(first, by=secretary)
    case.refresh_from_db()
    assert (case.minutes, numbers_of(case)[-1]) == ("<p>a</p>", (3, "<p>a</p>"))


def test_a_text_set_aside_can_be_put_in_force(case, secretary):
    save_text(case, MINUTES, "<p>a</p>", version=0, by=secretary)
    with pytest.raises(TextConflict) as conflict:
        save_text(case, MINUTES, "<p>c</p>", version=0, by=secretary)
    restored = restore_text(conflict.value.mine, by=secretary)
    assert (restored.number, restored.text) == (2, "<p>c</p>")
