import pytest

from cooperation.models import Change
from cooperation.rules.refusal import Refused
from cooperation.rules.table import AMOUNT, Column, Table
from meetings.actions.exhibit import attach_exhibit, remove_exhibit, restore_exhibit, why_not_attach
from meetings.documents.source import meeting_source
from meetings.models import Exhibit, Meeting, State
from tests import factories

pytestmark = pytest.mark.django_db
TABLE = Table(
    caption="Kostnader 2023",
    columns=(Column("Kommune"), Column("kr", AMOUNT)),
    rows=(("Aukra", "110 544"), ("Molde", "132 653")),
    totals=("Sum", "243 197"),
    notes=("Hele kroner.",),
)


@pytest.fixture
def case(db):
    factories.make_cooperation()
    return factories.make_meeting(state=State.CALLED).cases.first()


@pytest.fixture
def leader(db):
    return factories.make_leader()


def attach(case, by, table=TABLE):
    return attach_exhibit(case, kind="scenario", table=table, source_label="Lisenser", source_pk=7, by=by)


def test_a_table_is_frozen_and_printed(case, leader):
    exhibit = attach(case, leader)
    exhibit.refresh_from_db()
    assert (exhibit.as_table, exhibit.sha256, exhibit.is_intact) == (TABLE, TABLE.sha256, True)
    meeting = Meeting.objects.select_related("body").get()
    [printed] = meeting_source(meeting).cases[0].exhibits
    assert (printed.table, printed.source, printed.sha256) == (TABLE, "Lisenser", TABLE.sha256)
    assert meeting_source(meeting).as_json()["cases"][0]["exhibits"][0]["table"] == TABLE.as_json()
    assert (meeting.revision, Change.objects.get().verb) == (2, "attach")


def test_a_table_that_was_meddled_with_shows(case, leader):
    exhibit = attach(case, leader)
    Exhibit.objects.update(table=exhibit.table | {"notes": []})
    assert Exhibit.objects.get().is_intact is False


def test_a_removed_table_is_not_printed_and_comes_back(case, leader):
    exhibit = attach(case, leader)
    remove_exhibit(exhibit, by=leader)
    assert list(case.exhibits.in_order()) == []
    restore_exhibit(exhibit, by=leader)
    assert list(case.exhibits.in_order()) == [exhibit]
    assert Meeting.objects.get().revision == 4


def test_every_reason_is_told(case, leader):
    attach(case, leader)
    assert len(why_not_attach(case, TABLE)) == 1
    empty = Table("Tom", (Column("a"),), ())
    huge = Table("Stor", (Column("a"),), (("x",),) * 4001)
    case.meeting.state = State.APPROVED
    assert [len(why_not_attach(case, table)) for table in (TABLE, empty, huge)] == [2, 2, 2]
    with pytest.raises(Refused):
        attach(case, leader)


@pytest.mark.parametrize("verb", [remove_exhibit, restore_exhibit])
def test_a_closed_meeting_keeps_its_tables(case, leader, verb):
    exhibit = attach(case, leader)
    exhibit.case.meeting.state = State.APPROVED
    with pytest.raises(Refused):
        verb(exhibit, by=leader)
