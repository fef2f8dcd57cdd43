import io
from decimal import Decimal

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from fleet.documents.register_file import as_csv, as_xlsx
from fleet.documents.survey import comparison_tables, survey_file, told_practices, told_value
from fleet.queries.survey import comparison_of
from fleet.queries.survey_texts import Contradiction, SourceText
from fleet.rules.survey import Said
from tests.factories import make_contact, make_leader, make_municipality
from tests.fleet.factories_survey import OWN_PC, TABLET, give_answer, make_open_round, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with override("en"):
        yield


@pytest.fixture
def survey():
    molde, aukra = make_municipality(), make_municipality(number="1547", name="Aukra")
    survey = make_open_round(molde, aukra, title="Kartlegging")
    give_answer(survey, molde, {"Praksis": TABLET, "Antall": "1200", "Tilskudd": "0.5", "Merknad": "=1+1"})
    give_answer(survey, aukra, {"Praksis": OWN_PC, "Antall": "100", "Merknad": "@SUM(A1)"})
    return survey


def plain(rows):
    return [[cell.replace("\u00a0", " ") for cell in row] for row in rows]


def test_numbers_are_told_as_norwegians_write_them(survey):
    count, amount = survey.questions.get(kind="count"), survey.questions.get(kind="amount")
    assert plain([[told_value(count, "1200"), told_value(amount, "1200.5"), told_value(amount, "")]]) == [
        ["1 200", "1 200,50", ""]
    ]


def test_the_printed_comparison_counts_practices_and_sums(survey):
    practices, practice, numbers, comments = comparison_tables(comparison_of(survey, make_leader()))
    assert practices.caption == "Praksis: 2 distinct practices among 2 confirmed answers"
    assert plain(practices.rows) == [[TABLET, "Molde", "1"], [OWN_PC, "Aukra", "1"]]
    assert plain(practice.rows) == [["Praksis", TABLET, OWN_PC]]
    assert plain(numbers.rows) == [["Antall", "1 200", "100", "1 300"], ["Tilskudd", "0,50", "–", "0,50"]]
    assert [column.label for column in numbers.columns] == ["Question", "Molde", "Aukra", "Sum"]
    assert plain(comments.rows) == [["Merknad", "=1+1", "@SUM(A1)"]]


def test_the_printed_comparison_names_those_who_are_not_counted(survey):
    rauma = make_municipality(number="1539", name="Rauma")
    give_answer(survey, rauma, {"Praksis": TABLET}, confirmed_at=None)
    comparison = comparison_of(survey, make_leader())
    assert comparison_tables(comparison)[0].notes == ("Not confirmed: Rauma.",)
    assert told_practices(comparison.counted[0]) == "2 distinct practices among 2 confirmed answers"


def test_nothing_is_counted_before_anybody_has_confirmed():
    survey = make_open_round(make_municipality())
    tables = comparison_tables(comparison_of(survey, make_leader()))
    assert [table.caption for table in tables] == ["Practice today", "Counts and amounts", "Comments"]


def test_the_workbook_has_numbers_as_numbers_and_no_formula(survey):
    make_question(survey=survey, text="=HYPERLINK(1)")
    sheet = load_workbook(io.BytesIO(as_xlsx(survey_file(comparison_of(survey, make_leader()))))).active
    rows = list(sheet.iter_rows(min_row=2, max_row=6, values_only=True))
    assert rows == [
        ("Practice today", "Praksis", TABLET, OWN_PC, None),
        ("Counts and amounts", "Antall", 1200, 100, 1300),
        ("Counts and amounts", "Tilskudd", 0.5, None, 0.5),
        ("Comments", "Merknad", "=1+1", "@SUM(A1)", None),
        ("Comments", "=HYPERLINK(1)", None, None, None),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s", "n", "d"}


def test_csv_keeps_text_from_becoming_a_formula(survey):
    lines = as_csv(survey_file(comparison_of(survey, make_leader()))).decode("utf-8-sig").splitlines()
    assert lines[3:5] == ["Counts and amounts;Tilskudd;0,5;;0,5", "Comments;Merknad;'=1+1;'@SUM(A1);"]


def test_a_contacts_file_has_the_own_column_only(survey):
    aukra = make_municipality(number="1547")
    file = survey_file(comparison_of(survey, make_contact(aukra)))
    rows = list(file.rows)
    assert ([column.label for column in file.columns][2:], rows[1][2:]) == (
        ["Aukra", "Sum of the confirmed"],
        (100, Decimal(100)),
    )


def test_the_printed_comparison_tells_where_a_text_says_another_number(survey):
    comparison = comparison_of(survey, make_leader())
    [counted] = comparison.counted
    found = Contradiction(SourceText("2023/M6-004 Orientering", "/", ""), Said(4, "fire ulike prinsipper"), 2)
    assert comparison_tables(comparison, {counted.question.pk: [found]})[0].notes == (
        "2023/M6-004 Orientering says “fire ulike prinsipper”, that is 4. The confirmed answers give 2.",
    )
