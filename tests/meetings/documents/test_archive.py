"""A meeting as a ZIP, and read back from it."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from cooperation.models import Person
from cooperation.rules.refusal import Refused
from cooperation.rules.table import Column, Table
from meetings.actions.document import record_json, write_archive_of
from meetings.actions.exhibit import attach_exhibit
from meetings.actions.record import import_record
from meetings.documents.papers import papers_of, safe_name
from meetings.documents.record import CASE_PARTS, LINK_PARTS, MEETING_PARTS, NOT_IN_RECORD
from meetings.documents.source import meeting_source
from meetings.imports import record_file
from meetings.imports.record_file import RecordFile, UnreadableRecordError, read_record
from meetings.models import (
    Action,
    ActionAssignee,
    Attachment,
    Case,
    DecisionLink,
    Meeting,
    Proposal,
    Vote,
)
from tests import factories
from tests.meetings.documents.papers import attach, pdf_paper, word_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(meeting):
    return factories.make_secretary(meeting.body)


@pytest.fixture
def archive(meeting, by, renderer):
    attach(meeting.cases.first(), by, avtale_pdf=pdf_paper(), skjema_docx=word_paper())
    return archive_of(meeting, renderer)


def archive_of(meeting, renderer, *, with_minutes=True):
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    target = io.BytesIO()
    assert write_archive_of(meeting, meeting_source(meeting), renderer, target, with_minutes=with_minutes) == []
    return target.getvalue()


def parts(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_zip_holds_everything_with_its_checksum(meeting, archive):
    files = parts(archive)
    manifest = json.loads(files["manifest.json"])
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert list(files) == [
        "agenda.pdf", "agenda.docx", "minutes.pdf", "minutes.docx", "meeting.json",
        "attachments/2023-M6-001/01-avtale.pdf", "attachments/2023-M6-001/02-skjema.docx",
        "README.txt", "manifest.json", "SHA256SUMS",
    ]  # fmt: skip
    assert sums == {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != "SHA256SUMS"}
    assert {file["path"]: (file["sha256"], file["size"]) for file in manifest["files"]} == {
        name: (sums[name], len(files[name])) for name in sums if name != "manifest.json"
    }
    stored = Attachment.objects.get(name="skjema.docx")
    assert files["attachments/2023-M6-001/02-skjema.docx"] == stored.file.read()


def test_a_reader_without_the_minutes_gets_agenda_and_papers(meeting, archive, renderer):
    files = parts(archive_of(meeting, renderer, with_minutes=False))
    assert [name for name in files if not name.startswith("attachments/")] == [
        "agenda.pdf", "agenda.docx", "README.txt", "manifest.json", "SHA256SUMS",
    ]  # fmt: skip


def test_a_paper_that_is_not_as_it_came_is_left_out(meeting, by, renderer, archive):
    first, second = Attachment.objects.order_by("pk")
    Attachment.objects.filter(pk=first.pk).update(sha256="0" * 64)
    second.file.delete(save=False)
    target = io.BytesIO()
    source = meeting_source(meeting)
    assert write_archive_of(meeting, source, renderer, target, with_minutes=False) == ["avtale.pdf", "skjema.docx"]
    assert json.loads(parts(target.getvalue())["manifest.json"])["left_out"] == ["avtale.pdf", "skjema.docx"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Økonomi og tall (2).xlsx", "Økonomi-og-tall-(2).xlsx"),
        ("con.txt", "con_.txt"),
        ("a" * 150 + ".pdf", "a" * 96 + ".pdf"),
        ("???", "file"),
        ("uten endelse", "uten-endelse"),
    ],
)
def test_names_are_safe(name, safe):
    assert safe_name(name) == safe


# Read back


def record_of(meeting):
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    return json.loads(record_json(meeting, papers_of(meeting, meeting_source(meeting))))


def source_of(meeting):
    told = meeting_source(Meeting.objects.select_related("body").get(pk=meeting.pk)).as_json()
    told.pop("body")
    for case in told["cases"]:
        case.pop("key")
    return told


def test_a_meeting_read_back_into_an_empty_body_is_the_same(meeting, archive, by):
    other = factories.make_body(slug="annet", name="Annet råd")
    read, notes = import_record(read_record(archive), body=other, by=by)
    assert notes == []
    told, again = record_of(meeting), record_of(read)
    assert (told.pop("body"), again.pop("body")) == (
        {"name": "Samarbeidsrådet", "slug": "samarbeidsradet"},
        {"name": "Annet råd", "slug": "annet"},
    )
    assert again == told
    assert source_of(read) == source_of(meeting)
    papers = [
        list(Attachment.objects.filter(case__meeting=one).values_list("name", "sha256")) for one in (meeting, read)
    ]
    assert papers[0] == papers[1]
    assert [paper.file.read()[:4] for paper in Attachment.objects.filter(case__meeting=read)] == [
        b"%PDF",
        b"PK\x03\x04",
    ]


def test_a_meeting_is_read_back_where_nobody_is_known(meeting, archive):
    seats = list(meeting_source(meeting).present)
    data = archive
    for model in (Case, Meeting):
        assert model.objects.exists()
    other = factories.make_body(slug="annet", name="Annet råd")
    Person.objects.update(family_name="Byttet")
    read, _notes = import_record(read_record(data), body=other, by=factories.make_secretary(other))
    assert [(person.name, person.role) for person in meeting_source(read).present] == [
        (person.name, person.role) for person in seats
    ]


def test_a_record_without_its_files_says_what_did_not_come(meeting, archive, by):
    other = factories.make_body(slug="annet", name="Annet råd")
    read, notes = import_record(read_record(parts(archive)["meeting.json"]), body=other, by=by)
    assert [[name in note for name in ("2023/M6-001", "avtale.pdf", "skjema.docx")] for note in notes] == [
        [True, True, False],
        [True, False, True],
    ]
    assert Attachment.objects.filter(case__meeting=read).count() == 0


def test_a_link_to_what_the_body_lacks_is_noted(meeting, by):
    earlier = factories.make_meeting(body=meeting.body, number=5, cases=[])
    Case.objects.filter(meeting=meeting, number=1).update(approves=earlier)
    other = factories.make_body(slug="annet", name="Annet råd")
    _read, notes = import_record(read_record(json.dumps(record_of(meeting)).encode()), body=other, by=by)
    assert ["2023/M6-001" in note and "2023/M5" in note for note in notes] == [True]


def parts_of(part):
    yield part.model._meta.label
    for inner in part.parts:
        yield from parts_of(inner)


def test_everything_that_belongs_to_a_meeting_is_in_its_record_or_left_out_on_purpose():
    in_record = {"meetings.Meeting", "meetings.Case"}
    for part in (*MEETING_PARTS, *CASE_PARTS, *LINK_PARTS):
        in_record.update(parts_of(part))
    belonging = {
        model._meta.label
        for model in apps.get_app_config("meetings").get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label in in_record
    }
    assert sorted(belonging - in_record - NOT_IN_RECORD) == []


def test_votes_actions_and_changed_decisions_come_back(meeting, by):
    seat = meeting.body.memberships.get()
    first, second = meeting.cases.order_by("number")[:2]
    proposal = Proposal.objects.create(case=second, text="<p>Forslag</p>", proposed_by="Ødegård")
    Vote.objects.create(proposal=proposal, seat=seat, person=seat.person, choice="for")
    action = Action.objects.create(case=second, text="Svare", due_on="2024-03-01")
    ActionAssignee.objects.create(action=action, municipality=factories.make_municipality())
    ActionAssignee.objects.create(action=action, person=seat.person, status="done", done_on="2024-01-01")
    DecisionLink.objects.create(later=second, earlier=first, kind="amends", from_on="2024-01-01")
    elsewhere = factories.make_case(
        meeting=factories.make_meeting(body=meeting.body, number=5, cases=[]),
        number=1, display_number="2023/M5-001", year=2023, running_number=99,
    )  # fmt: skip
    DecisionLink.objects.create(later=second, earlier=elsewhere, kind="replaces", from_on="2024-01-01")
    told = record_of(meeting)
    other = factories.make_body(slug="annet", name="Annet råd")
    read, notes = import_record(read_record(json.dumps(told).encode()), body=other, by=by)
    again = record_of(read)
    assert ["2023/M5-001" in note for note in notes] == [True]
    assert [link["earlier"] for link in told["cases"][1].pop("changes_decisions")] == ["2023/M6-001", "2023/M5-001"]
    assert [link["earlier"] for link in again["cases"][1].pop("changes_decisions")] == ["2023/M6-001"]
    assert again["cases"] == told["cases"]


def refused(record, by, **files):
    other = factories.make_body(slug="annet", name="Annet råd")
    with pytest.raises(Refused) as caught:
        import_record(read_record(json.dumps(record).encode()), body=other, by=by)
    assert Meeting.objects.filter(body=other).count() == 0
    return caught.value.reasons


def test_a_number_that_is_taken_is_refused(meeting, by):
    with pytest.raises(Refused):
        import_record(read_record(json.dumps(record_of(meeting)).encode()), body=meeting.body, by=by)


def test_every_value_that_does_not_fit_is_told(meeting, by):
    record = record_of(meeting)
    record["cases"][0]["kind"] = "nonsense"
    record["cases"][1]["points"][0]["position"] = "x"
    record["cases"][2]["points"] = "none"
    record["attendance"][0]["person"] = None
    record["seats"].append({"person": {}, "role": "king"})
    assert len(refused(record, by)) == 5


def test_a_name_that_is_too_long_is_refused_and_not_cut(meeting, by):
    record = record_of(meeting)
    person = {"family_name": "x" * 81, "given_name": "Kari"}
    record["attendance"][0]["person"] = person
    molde = {"number": "15061", "name": "Molde"}
    record["seats"].append({"person": {**person, "family_name": "Ny"}, "role": "member", "municipality": molde})
    reasons = refused(record, by)
    assert (any("15061" in one for one in reasons), any("x" * 55 in one for one in reasons)) == (True, True)


def test_texts_are_cleaned_on_their_way_in(meeting, by):
    record = record_of(meeting)
    record["cases"][1]["minutes"] = "<p onclick=x>Hei<script>1</script></p>"
    record["cases"][1]["points"][0]["text"] = "<b onload=x>tekst</b>"
    other = factories.make_body(slug="annet", name="Annet råd")
    read, _notes = import_record(read_record(json.dumps(record).encode()), body=other, by=by)
    case = read.cases.get(number=2)
    assert (case.minutes, case.points.get().text) == ("<p>Hei</p>", "<strong>tekst</strong>")


def test_an_attachment_that_is_not_the_one_recorded_is_refused_and_leaves_no_file(archive, by, settings):
    files = parts(archive)
    files["attachments/2023-M6-001/02-skjema.docx"] = b"noe annet"
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    with pytest.raises(Refused):
        import_record(read_record(changed.getvalue()), body=factories.make_body(slug="annet", name="Annet"), by=by)
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


@pytest.mark.parametrize(
    "data",
    [b"", b"PK nothing", b"[]", b'{"format": "x"}', b'{"format": "ror-board meeting", "version": 9}', b'{"format": "ror-board meeting", "version": 1}'],
)  # fmt: skip
def test_a_file_that_holds_no_record_is_refused(data):
    with pytest.raises(UnreadableRecordError):
        read_record(data)


def test_a_meeting_is_read_back_from_a_terminal(meeting, archive, by, tmp_path, capsys):
    factories.make_body(slug="annet", name="Annet råd")
    file = tmp_path / "meeting.zip"
    file.write_bytes(archive)
    call_command("import_meeting", file, body="annet", by=by.email)
    assert Meeting.objects.filter(body__slug="annet").count() == 1
    for wrong in ({"body": "ingen"}, {"body": "annet", "by": "ingen@example.org"}, {"body": "annet"}):
        with pytest.raises(CommandError):
            call_command("import_meeting", file, **wrong)
    for missing in (tmp_path / "no.zip", tmp_path):
        with pytest.raises(CommandError):
            call_command("import_meeting", missing, body="annet")


def read_into_other(record, by, **files):
    other = factories.make_body(slug="annet", name="Annet råd")
    return import_record(RecordFile(record, "0" * 64, files), body=other, by=by)


def test_two_cases_with_one_number_are_refused(meeting, by):
    record = record_of(meeting)
    record["cases"][1]["number"] = record["cases"][0]["number"]
    assert len(refused(record, by)) == 1


def test_a_meeting_whose_own_facts_do_not_fit_is_refused(meeting, by):
    record = record_of(meeting)
    record["meeting"] |= {"date": "i fjor", "mode": "telepathic"}
    assert len(refused(record, by)) == 2


def test_a_seat_that_is_there_is_used_and_a_new_one_holds_for_the_day(meeting, by):
    municipality = factories.make_municipality()
    seat = factories.make_membership(body=meeting.body, municipality=municipality)
    other = factories.make_body(slug="annet", name="Annet råd")
    factories.make_membership(body=other, person=seat.person)
    read, _notes = read_into_other(record_of(meeting), by)
    day = meeting.date
    assert sorted((held.since, held.until) for held in read.body.memberships.all()) == [
        (date(2020, 1, 1), None),
        (day, day),
    ]
    seats = [row["municipality"] for row in record_of(meeting)["seats"]]
    assert {"number": "1506", "name": "Molde"} in seats


def test_a_new_seat_knows_its_municipality(meeting, by):
    factories.make_membership(body=meeting.body, municipality=factories.make_municipality())
    read, _notes = read_into_other(record_of(meeting), by)
    assert record_of(read)["seats"] == record_of(meeting)["seats"]


def test_links_that_name_nothing_are_told(meeting, by):
    record = record_of(meeting)
    record["cases"][0] |= {"approves": "nonsense", "continues": "2020/M1-001"}
    record["attendance"][0]["stands_in_for"] = "nobody"
    _read, notes = read_into_other(record, by)
    assert len(notes) == 3


def test_a_vote_of_nobody_is_refused(meeting, by):
    record = record_of(meeting)
    vote = {"seat": {"family_name": "Ukjent", "given_name": "U"}, "person": None, "choice": "for"}
    record["cases"][0]["proposals"] = [{"text": "Forslag", "votes": [vote]}]
    assert len(refused(record, by)) == 2


@pytest.fixture
def table(meeting, by):
    table = Table("Kostnad", (Column("Kommune"), Column("Beløp", "amount")), (("Molde", "100"),))
    case = meeting.cases.first()
    return attach_exhibit(case, kind="scenario", table=table, source_label="Scenario", source_pk=1, by=by)


def test_a_frozen_table_comes_back_and_a_changed_one_is_refused(meeting, table, by):
    record = record_of(meeting)
    assert len(record["cases"][0]["exhibits"]) == 1
    for broken in ({"rows": []}, [1]):
        changed = json.loads(json.dumps(record))
        changed["cases"][0]["exhibits"][0]["table"] = broken
        assert len(refused(changed, by)) == 1
    read, _notes = read_into_other(record, by)
    assert record_of(read)["cases"][0]["exhibits"] == record["cases"][0]["exhibits"]


def test_an_attachment_of_no_known_kind_or_added_by_nobody_is_refused(meeting, archive, by):
    record = json.loads(parts(archive)["meeting.json"])
    files = {name: part for name, part in parts(archive).items() if name.startswith("attachments/")}
    with pytest.raises(Refused) as nobody:
        read_into_other(record, None, **files)
    assert len(nobody.value.reasons) == 2
    record["cases"][0]["attachments"][0]["name"] = "avtale.exe"
    with pytest.raises(Refused) as unknown:
        read_into_other(record, by, **files)
    assert len(unknown.value.reasons) == 1


@pytest.mark.parametrize(
    ("limit", "most"), [("MAX_FILE_BYTES", 10), ("MAX_RECORD_BYTES", 10), ("MAX_FILE_BYTES", 200_000)]
)
def test_a_file_that_is_too_large_is_not_read(monkeypatch, limit, most):
    monkeypatch.setattr(record_file, limit, most)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("meeting.json", b" " * 1_000_000)
    with pytest.raises(UnreadableRecordError):
        read_record(content.getvalue())


def test_a_zip_without_a_record_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("notes.txt", b"x")
    with pytest.raises(UnreadableRecordError):
        read_record(content.getvalue())


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_a_record_with_signs_that_no_text_can_have_is_refused(meeting, sign):
    told = record_of(meeting)
    told["cases"][0]["title"] = "Sak SIGN"
    with pytest.raises(UnreadableRecordError):
        read_record(json.dumps(told).replace("SIGN", sign).encode())
