import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_leader

pytestmark = pytest.mark.django_db
HEAD = ["Navn", "Budsjett", "Regnskap", "Avvik"]
ROWS = [["Lønn", 100, 120, 20], ["Lisenser", 200, 190, -10], ["Sum", 300, 310, 10]]


@pytest.fixture
def desk(client):
    client.force_login(make_leader())
    return client


def check(desk, **sent):
    return desk.post(reverse("economy:table_check"), sent)


def pasted(rows):
    return "\n".join("\t".join(str(cell) for cell in row) for row in [HEAD, *rows])


def workbook(rows):
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("budsjett.xlsx", out.getvalue())


def test_a_table_that_adds_up(desk):
    assert check(desk, table=pasted(ROWS)).context["checked"].conflicts == ()


def test_a_planted_error_is_found_with_both_figures_and_the_change_that_mends_it(desk):
    wrong = [*ROWS[:1], ["Lisenser", 200, 190, 10], ROWS[2]]
    for sent in ({"table": pasted(wrong)}, {"file": workbook(wrong)}):
        answer = check(desk, **sent)
        assert answer.context["form"].errors == {}
        [conflict] = answer.context["checked"].conflicts
        change = conflict.mended_by[0]
        assert (change.line.label, change.column.heading, change.before, change.after) == ("Lisenser", "Avvik", 10, -10)


def test_a_file_of_text_in_either_encoding(desk):
    text = "\n".join(";".join(str(cell) for cell in row) for row in [HEAD, *ROWS])
    for coding in ("utf-8-sig", "cp1252"):
        answer = check(desk, file=SimpleUploadedFile("b.csv", text.encode(coding)))
        assert (answer.status_code, answer.context["checked"].conflicts) == (200, ())


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"file": SimpleUploadedFile("b.xlsx", b"PK\x03\x04broken")},
        {"file": SimpleUploadedFile("b.csv", b"x" * (2 * 1024 * 1024 + 1))},
        {"table": "a\t1\n" * 401},
    ],
)
def test_what_cannot_be_checked_is_refused_and_kept(desk, sent):
    answer = check(desk, **sent)
    assert (answer.status_code, answer.context["checked"]) == (422, None)
    assert desk.get(reverse("economy:table_check")).status_code == 200
