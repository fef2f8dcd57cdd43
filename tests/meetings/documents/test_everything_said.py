"""Whatever happened in a meeting, each of its outputs says it: page, print, PDF, Word, excerpt, data."""

import json
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date, time

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from cooperation.models import Person
from cooperation.rules.table import Column, Table
from meetings.actions.attendance import record_attendance, send_deputy
from meetings.actions.case import describe_case
from meetings.actions.decision import postpone_case
from meetings.actions.document import record_json, word_document
from meetings.actions.exhibit import attach_exhibit
from meetings.actions.follow_up import add_action, answer_action
from meetings.actions.meeting import end_meeting, start_meeting
from meetings.actions.record import import_record
from meetings.actions.room import (
    add_proposal,
    raise_impartiality,
    record_movement,
    record_votes,
    rule_impartiality,
)
from meetings.documents.html import document_html, excerpt_html
from meetings.documents.papers import papers_of
from meetings.documents.source import meeting_source
from meetings.documents.whole import whole_html
from meetings.imports.record_file import read_record
from meetings.models import ApprovedMinutes, Case, Circulation, Meeting, State
from tests import factories
from tests.meetings.documents.papers import attach, word_paper
from tests.meetings.documents.readers import in_order, words_of_html, words_of_page, words_of_pdf, words_of_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(meeting):
    """All that can happen in one meeting: apologies, a deputy, absence, coming and going, impartiality, votes, tables, actions."""
    body = meeting.body
    by = factories.make_secretary(body)
    molde, aukra = factories.make_municipality(), factories.make_municipality(number="1547", name="Aukra")
    member, away, absent = (
        factories.make_membership(
            body=body, municipality=place, person=factories.make_person(family_name=family, given_name="Ola")
        )
        for place, family in ((molde, "Bjørnå"), (aukra, "Fløtre"), (aukra, "Savnet"))
    )
    deputy = factories.make_person(family_name="Varamo", given_name="Liv")
    start_meeting(meeting, by=by)
    for seat, status in ((member, "present"), (away, "apologies"), (absent, "absent")):
        record_attendance(meeting, seat, status, by=by)
    send_deputy(meeting, away, deputy, by=by)
    first, second = meeting.cases.get(number=1), meeting.cases.get(number=2)
    record_movement(second, member.person, "left", at=time(9, 40), by=by)
    record_movement(second, member.person, "came", at=time(9, 55), by=by)
    raised = raise_impartiality(second, deputy, basis="party", note="Eier i selskapet", by=by)
    rule_impartiality(raised, "disqualified", left_at=time(9, 10), returned_at=time(9, 30), by=by)
    seated = body.memberships.get(person__family_name="Ødegård")
    proposal = add_proposal(first, "Kontingenten økes med 3 %.", proposed_by="Molde", by=by)
    record_votes(proposal, {seated.pk: "for", member.pk: "against", away.pk: "for"}, by=by)
    table = Table(
        "Kostnad i året",
        (Column("Kommune"), Column("Beløp", "amount")),
        (("Molde", "132652.80"), ("Aukra", "110544.00")),
        ("Sum", "243196.80"),
        ("Prisene gjelder fra 1. januar.",),
    )
    attach_exhibit(second, kind="scenario", table=table, source_label="Lisenser 2024", source_pk=1, by=by)
    who = [f"municipality:{molde.pk}", f"person:{deputy.pk}"]
    action = add_action(second, "Svare på kartleggingen", assignees=who, due_on=date(2024, 3, 1), by=by)
    answer_action(action.assignees.get(person=deputy), "done", "Sendt", by=by, today=date(2024, 1, 5))
    attach(second, by, notat_docx=word_paper())
    describe_case(first, kind="decision", outcome="adopted", by=by)
    postpone_case(meeting.cases.get(title="Sein sak"), to=None, by=by)
    end_meeting(meeting, by=by)
    return Meeting.objects.select_related("body").get(pk=meeting.pk)


def day(iso):
    return date_format(date.fromisoformat(iso), "j. F Y")


def facts(source):
    """What the minutes have to say of the meeting."""
    yield from (source.number, source.place, source.start, source.end)
    for person in (*source.present, *source.apologies, *source.absent, *source.guests):
        yield from (person.name, person.municipality, person.note)
        yield person.deputy_for and f"for {person.deputy_for}"


def of_case(case):
    """What they have to say of a case, without its rich texts."""
    yield from (case.number, case.title, *case.participants, *case.left, *case.notes)
    yield from (point.heading for point in case.points)
    yield {"adopted": "Vedtatt", "noted": "Tatt til orientering", "postponed": "Utsatt"}.get(case.outcome, "")
    for vote in case.votes:
        yield from (vote.text, vote.proposed_by, vote.result)
        for label, names in vote.sides:
            yield from (label, *names)
    for exhibit in case.exhibits:
        yield from (exhibit.source, day(exhibit.frozen_on), exhibit.table.caption, *exhibit.table.notes)
        for line in (*exhibit.table.lines, exhibit.table.total_line):
            yield from (cell.text for cell in line)
    for action in case.actions:
        yield from (action.text, *action.who, day(action.due_on))


def missing(said, words):
    words = words.replace("\xa0", " ")
    return [one for one in said if one and " ".join(str(one).replace("\xa0", " ").split()) not in words]


def everything(source):
    with override(source.language):
        return [*facts(source), *(one for case in source.cases for one in of_case(case))]


def test_the_meeting_is_as_full_as_it_can_be(held):
    """So that nothing below passes because there was nothing to say."""
    source = meeting_source(held)
    assert [len(people) for people in (source.present, source.apologies, source.absent, source.guests)] == [3, 1, 1, 1]
    kept = {name for case in source.cases for name, value in vars(case).items() if value}
    assert kept >= {"points", "participants", "attachments", "exhibits", "actions", "notes", "votes", "decision"}
    assert {case.outcome for case in source.cases} == {"adopted", "noted", "withdrawn", "postponed"}


def test_print_and_pdf_and_word_say_everything(held, renderer):
    source = meeting_source(held)
    html = document_html(source, "minutes")
    pdf = words_of_pdf(renderer.make(html).pdf)
    assert missing(everything(source), words_of_page(html)) == []
    assert missing(everything(source), pdf) == []
    assert missing(everything(source), words_of_word(word_document(held, source, "minutes"))) == []
    assert Counter(in_order(words_of_html(html))) - Counter(in_order(pdf)) == Counter()


def test_the_whole_meeting_says_everything(held, renderer):
    source = meeting_source(held)
    whole = words_of_pdf(renderer.make(whole_html(source, papers_of(held, source), with_minutes=True)).pdf)
    assert missing(everything(source), whole) == []
    assert "notat.docx" in whole


def test_each_excerpt_says_everything_of_its_case_and_of_the_meeting(held, renderer):
    source = meeting_source(held)
    for case in source.cases:
        excerpt = words_of_pdf(renderer.make(excerpt_html(source, case.key)).pdf)
        with override(source.language):
            assert missing([*facts(source), *of_case(case)], excerpt) == []
        others = {other.title for other in source.cases} - {case.title}
        assert [title for title in others if title in excerpt] == []


def test_the_page_of_the_meeting_and_of_each_case_say_everything(held, client):
    by = factories.make_secretary(held.body)
    client.force_login(by)
    source = meeting_source(held)
    page = words_of_page(client.get(held.get_absolute_url()).content.decode())
    assert missing(everything(source), page) == []
    for case in source.cases:
        page = words_of_page(client.get(Case.objects.get(pk=case.key).get_absolute_url()).content.decode())
        with override(source.language):
            assert missing(of_case(case), page) == []


def test_the_data_says_everything_and_makes_the_same_meeting_again(held):
    source = meeting_source(held)
    data = record_json(held, papers_of(held, source))
    record = json.loads(data)
    cases = {case["display_number"]: case for case in record["cases"]}
    votes = cases["2023/M6-001"]["proposals"][0]["votes"]
    assert Counter(vote["choice"] for vote in votes) == {"for": 2, "against": 1}
    second = cases["2023/M6-002"]
    assert [step["kind"] for step in second["movements"]] == ["left", "came"]
    assert [(one["ruling"], one["left_at"]) for one in second["impartiality"]] == [("disqualified", "09:10:00")]
    assert sorted(one["status"] for one in second["actions"][0]["assignees"]) == ["done", "open"]
    assert [row["status"] for row in record["attendance"]].count("apologies") == 1
    assert second["exhibits"][0]["sha256"] == source.cases[1].exhibits[0].sha256
    other = factories.make_body(slug="annet", name="Annet råd")
    read, _notes = import_record(read_record(data), body=other, by=factories.make_secretary(other))
    assert told_by(read) == told_by(held)


def told_by(meeting):
    """All that its documents say, but for the body's name, keys, and files, which lie beside the data."""
    told = meeting_source(Meeting.objects.select_related("body").get(pk=meeting.pk)).as_json()
    told.pop("body")
    for case in told["cases"]:
        case.pop("key")
        case.pop("attachments")
        for exhibit in case["exhibits"]:
            exhibit.pop("frozen_on")
    return told


def test_approved_minutes_say_for_ever_what_was_approved(held):
    """A name that changes later changes the register, and no output of minutes that are approved."""
    before = meeting_source(held)
    approved = replace(before, state=State.APPROVED)
    by = factories.make_secretary(held.body)
    told = json.loads(json.dumps(before.as_json()))
    facts = {"source": told, "source_sha256": "0" * 64, "sha256": "0" * 64, "size": 1}
    sent = Circulation.objects.create(meeting=held, number=1, deadline=held.date, made_by=by, **facts)
    ApprovedMinutes.objects.create(
        meeting=held, number=1, circulation=sent, approved_on=held.date, approved_by=by, **facts
    )
    Person.objects.update(family_name="Nyttnavn")
    Meeting.objects.filter(pk=held.pk).update(state=State.APPROVED)
    held.refresh_from_db()
    assert meeting_source(held) == approved
    assert missing(everything(before), words_of_word(word_document(held, meeting_source(held), "minutes"))) == []
    ApprovedMinutes.objects.update(source={})
    assert meeting_source(held) != approved


@pytest.mark.external
def test_all_of_it_is_archive_grade_and_accessible(held, renderer, tmp_path, settings):
    """The whole meeting too, as long as nobody else's pages are put in."""
    source = meeting_source(held)
    papers = tuple(paper for paper in papers_of(held, source) if not paper.is_pdf)
    made = {
        "agenda": document_html(source, "agenda"),
        "minutes": document_html(source, "minutes"),
        "excerpt": excerpt_html(source, source.cases[1].key),
        "whole": whole_html(source, papers, with_minutes=True),
    }
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, html in zip(files, made.values(), strict=True):
        file.write_bytes(renderer.make(html).pdf)
    command = [str(settings.BASE_DIR / "script" / "verapdf"), "2a,ua1", *map(str, files)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    if checked.returncode == 3:
        pytest.skip(checked.stderr.strip())
    assert checked.stdout.splitlines() == [f"PASS {level} {file}" for file in files for level in ("2a", "ua1")]
