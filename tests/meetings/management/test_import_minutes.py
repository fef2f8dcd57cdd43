from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from meetings.models import Meeting
from tests.factories import make_body

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[1] / "imports" / "files" / "header_in_the_middle.txt"


def run(*args: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_minutes", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_json_is_all_that_is_printed_and_a_dry_run_writes_nothing(body):
    out, err = run(FILE, "--json", "--dry-run")
    printed = json.loads(out)
    assert list(printed) == ["meeting", "cases", "unplaced", "problems"]
    assert list(printed["meeting"]) == ["number", "date", "start", "end", "place", "present", "apologies"]
    assert list(printed["cases"][0]) == ["number", "title", "decision", "participants", "text", "points"]
    assert (printed["meeting"]["number"], err, Meeting.objects.count()) == ("2024/M3", "", 0)


def test_the_file_is_brought_in_once(body):
    run(FILE)
    with translation.override("en"):
        out, _err = run(FILE)
    assert out.splitlines()[-1] == f"{Meeting.objects.get()} is there already; nothing was changed."


def test_json_without_dry_run_brings_in_too_and_keeps_standard_output_clean(body):
    out, err = run(FILE, "--json")
    assert json.loads(out)["meeting"]["date"] == "2024-05-15"
    assert (Meeting.objects.count(), bool(err)) == (1, True)


def test_a_file_that_contradicts_the_stored_meeting_changes_nothing_unasked(body, tmp_path):
    run(FILE)
    other = tmp_path / "annen.txt"
    other.write_text(FILE.read_text().replace("Innkalling og saksliste godkjent.", "Utsatt."))
    out, _err = run(other)
    assert "Utsatt." in out
    assert Meeting.objects.get().cases.get(number=1).decision == "<p>Innkalling og saksliste godkjent.</p>"


def test_a_confirmed_contradiction_replaces_the_texts(body, tmp_path, monkeypatch):
    run(FILE)
    other = tmp_path / "annen.txt"
    other.write_text(FILE.read_text().replace("Innkalling og saksliste godkjent.", "Utsatt."))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda: "j")
    run(other)
    assert Meeting.objects.get().cases.get(number=1).decision == "<p>Utsatt.</p>"


def test_what_is_no_meeting_exits_with_1_and_names_the_lines(body, tmp_path):
    letter = tmp_path / "brev.txt"
    letter.write_text("Hei.\n")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_minutes", str(letter), stdout=out, stderr=err)
    assert (stopped.value.code, err.getvalue().count("1: ")) == (1, 3)


def test_an_unreadable_file_is_a_problem_in_json(body, tmp_path):
    empty = tmp_path / "tom.txt"
    empty.write_bytes(b"")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_minutes", str(empty), "--json", stdout=out, stderr=StringIO())
    assert len(json.loads(out.getvalue())["problems"]) == 1


@pytest.mark.parametrize("name", ["finnes-ikke.txt", "tom.txt"])
def test_an_unreadable_file_is_refused_with_its_reason(body, tmp_path, name):
    (tmp_path / "tom.txt").write_bytes(b"")
    with pytest.raises(CommandError):
        run(tmp_path / name)


def test_the_body_must_be_named_when_there_is_none():
    with pytest.raises(CommandError):
        run(FILE)
    with pytest.raises(CommandError):
        run(FILE, "--body", "ukjent")


def test_json_is_told_where_there_is_no_body_yet(capsys, tmp_path):
    file = tmp_path / "referat.txt"
    file.write_text("Dato 13.12.2023\nTil stede Berge, Kari\n\n2023/M6-001 - Innkalling\n\nVedtak: Godkjent.\n")
    call_command("import_minutes", str(file), "--json")
    told = capsys.readouterr()
    assert (json.loads(told.out)["meeting"]["number"], Meeting.objects.count()) == ("2023/M6", 0)


NAMED = "Utval: {}\nDato: 13.12.2023\nTil stades: Berge, Kari\n\n2023/M6-001 - Innkalling\n\nVedtak: Godkjend.\n"


@pytest.fixture
def named(tmp_path):
    def written(name: str) -> Path:
        file = tmp_path / "referat.txt"
        file.write_text(NAMED.format(name))
        return file

    return written


def test_among_several_bodies_the_one_that_the_file_names(body, named):
    other = make_body(slug="styret", name="Styret for fjordbåten", name_definite="styret")
    run(named("Styret for fjordbåten"))
    assert Meeting.objects.get().body == other


@pytest.mark.parametrize("name", ["Kommunestyret i Nordvik", "Formannskapet"])
def test_among_several_bodies_one_that_is_not_named_must_be_chosen(body, named, name):
    make_body(slug="styret", name="Styret")
    with pytest.raises(CommandError):
        run(named(name))


def test_a_file_of_another_body_is_said_by_its_line(body, named):
    with translation.override("en"):
        _out, err = run(named("Formannskapet"), "--body", body.slug)
    said = "Line 1: The text names the body “Formannskapet”; the minutes are brought in to Samarbeidsrådet."
    assert err.strip() == said


@pytest.mark.django_db(databases=[])
def test_a_dry_run_as_json_needs_no_database(named, capsys):
    call_command("import_minutes", str(named("Styret")), "--json", "--dry-run")
    assert json.loads(capsys.readouterr().out)["unplaced"] == []


UNDATED = "Dato: 9.9.2024\nTil stede: Siri Ek\n\nSak 1: Innkalling\nVedtak: Godkjent\n\nSak 2: Nett\nVedtak: Ja.\n"


def test_case_numbers_without_a_year_are_taken_together_with_the_meetings(body, tmp_path):
    file = tmp_path / "referat.txt"
    for day in ("9.9.2024", "14.10.2024"):
        file.write_text(UNDATED.replace("9.9.2024", day))
        run(file)
        run(file)
    shown = [
        list(meeting.cases.values_list("display_number", flat=True)) for meeting in Meeting.objects.order_by("date")
    ]
    assert shown == [["2024/M1-001", "2024/M1-002"], ["2024/M2-001", "2024/M2-002"]]


def test_another_file_of_the_same_day_without_years_is_the_same_meeting(body, tmp_path):
    file = tmp_path / "referat.txt"
    file.write_text(UNDATED)
    run(file)
    file.write_text(UNDATED.replace("Ja.", "Nei."))
    out, _err = run(file)
    assert ("Nei." in out, Meeting.objects.count()) == (True, 1)
