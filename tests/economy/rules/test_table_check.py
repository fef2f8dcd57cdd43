"""The checker: one wrong figure is found and mended, whatever slip it was, and good tables are left in peace."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from economy.rules.table_check import Hint, How, check_table, how_wrong
from economy.rules.table_relations import Kind, Place, Relation, Term
from economy.rules.table_shape import cells_of, cells_of_csv, shape_of

BUDGET = """Driftsbudsjett\tÅrsbudsjett 2023\tRegnskap 2023\tAvvik\tAvvik %
Lønn\t21 400 000\t20 935 200\t-464 800\t-2,2
Varer og tjenester\t9 150 000\t9 871 350\t721 350\t7,9
Lisenser\t12 300 000\t12 118 400\t(181 600)\t-1,5
Sum utgifter\t42 850 000\t42 924 950\t74 950\t0,2
Refusjoner\t-2 100 000\t−2 310 500\t-210 500\t-10,0
Overføring fra kommunene\t-40 750 000\t-40 750 000\t0\t0,0
Sum inntekter\t-42 850 000\t-43 060 500\t-210 500\t-0,5
Netto\t0\t-135 550\t-135 550\t
"""
COSTS = """Navn;Lisensnavn;pris;antall;kostnad pr år
Aukra;Office 365 E1;kr 92,12;100;kr 110 544
Rauma;Office 365 E1;kr 92,12;86;kr 95 068
Vestnes;Office 365 E1;kr 92,12;75;kr 82 908
Hustadvika;Office 365 E1;kr 92,12;35;kr 38 690
Molde;Office 365 E1;kr 92,12;120;kr 132 653
Kostnad Office lisenser;;;;kr 459 863
Flåtestyring (Microsoft Intune);;kr 25;416;kr 124 800
Totalt;;;;kr 584 663
"""


def checked(text):
    return check_table(cells_of(text))


def first_change(text):
    conflicts = checked(text).conflicts
    assert len(conflicts) == 1
    change = conflicts[0].mended_by[0]
    return change.line.label, change.column.heading, change.after, change.how


def test_a_table_without_error_is_left_in_peace():
    found = checked(BUDGET)
    assert (found.count, found.conflicts, found.roundings, found.unread) == (24, (), (), ())
    assert [(line.label, [one.label for one in lines]) for line, lines in found.sum_lines] == [
        ("Sum utgifter", ["Lønn", "Varer og tjenester", "Lisenser"]),
        ("Sum inntekter", ["Refusjoner", "Overføring fra kommunene"]),
        ("Netto", ["Sum utgifter", "Sum inntekter"]),
    ]


def test_the_licence_costs_of_the_board_add_up():
    found = checked(COSTS)
    assert (found.count, found.conflicts) == (8, ())


@pytest.mark.parametrize(
    ("right", "wrong", "mended"),
    [
        ("721 350", "712 350", ("Varer og tjenester", "Avvik", 721350, How.TRANSPOSED)),
        ("9 150 000", "9 510 000", ("Varer og tjenester", "Årsbudsjett 2023", 9150000, How.TRANSPOSED)),
        ("9 871 350", "987 135", ("Varer og tjenester", "Regnskap 2023", 9871350, How.SCALE)),
        ("42 924 950", "42 942 950", ("Sum utgifter", "Regnskap 2023", 42924950, How.TRANSPOSED)),
        ("-464 800", "464 800", ("Lønn", "Avvik", -464800, How.SIGN)),
        ("(181 600)", "181 600", ("Lisenser", "Avvik", -181600, How.SIGN)),
        ("21 400 000\t20 935 200", "20 935 200\t21 400 000", ("Lønn", "Årsbudsjett 2023", 21400000, How.SWAPPED)),
        ("7,9", "9,7", ("Varer og tjenester", "Avvik %", Decimal("7.9"), How.TRANSPOSED)),
        ("12 118 400", "12 118 40", ("Lisenser", "Regnskap 2023", 12118400, How.SCALE)),
        ("-135 550\t-135 550", "-135 550\t-135 950", ("Netto", "Avvik", -135550, How.ONE_DIGIT)),
    ],
)
def test_a_planted_error_is_found_and_mended(right, wrong, mended):
    assert first_change(BUDGET.replace(right, wrong, 1)) == mended


@pytest.mark.parametrize(
    ("right", "wrong", "mended"),
    [
        ("110 544", "101 544", ("Aukra Office 365 E1", "kostnad pr år", 110544, How.TRANSPOSED)),
        ("459 863", "495 863", ("Kostnad Office lisenser", "kostnad pr år", 459863, How.TRANSPOSED)),
        ("584 663", "584 633", ("Totalt", "kostnad pr år", 584663, How.ONE_DIGIT)),
        (";86;", ";68;", ("Rauma Office 365 E1", "antall", 86, How.TRANSPOSED)),
        ("124 800", "124 080", ("Flåtestyring (Microsoft Intune)", "kostnad pr år", 124800, How.TRANSPOSED)),
    ],
)
def test_a_planted_error_in_the_licence_costs_is_found_and_mended(right, wrong, mended):
    assert first_change(COSTS.replace(right, wrong)) == mended


def slips(text):
    """The figure with two neighbouring digits changed, with another sign, and with one digit wrong."""
    digits = [place for place, sign in enumerate(text) if sign.isdecimal()]
    for one, other in pairwise(digits):
        if text[one] != text[other] and text[other] != "0":
            yield text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
            break
    yield text.strip("()-−") if text[0] in "(-−" else f"-{text}"
    middle = digits[len(digits) // 2]
    yield text[:middle] + str((int(text[middle]) + 4) % 10) + text[middle + 1 :]


def planted():
    rows = cells_of(BUDGET)
    for row in range(1, 9):
        for column in range(1, 4):
            for wrong in slips(rows[row][column]):
                if rows[row][column] != "0":
                    yield row, column, wrong


@pytest.mark.parametrize(("row", "column", "wrong"), list(planted()))
def test_one_slip_anywhere_in_the_budget_is_mended_first(row, column, wrong):
    rows = cells_of(BUDGET)
    right = check_table(rows).shape.lines[row - 1].figures[column].value
    rows[row][column] = wrong
    conflicts = check_table(rows).conflicts
    change = conflicts[0].mended_by[0]
    assert (len(conflicts), change.line.number, change.column.index, change.after) == (1, row + 1, column, right)


def test_both_figures_of_a_contradiction_are_given():
    found = checked(BUDGET.replace("721 350", "712 350"))
    told = [
        (one.line.number, one.column.heading, one.kind, one.stated, one.computed, one.difference)
        for one in found.contradictions
    ]
    assert told == [
        (3, "Avvik", Kind.DEVIATION, 712350, 721350, -9000),
        (3, "Avvik %", Kind.PERCENT, Decimal("7.9"), Decimal("7.8"), Decimal("0.1")),
        (5, "Avvik", Kind.COLUMN_SUM, 74950, 65950, 9000),
    ]


def test_two_errors_that_hang_together_are_mended_in_two_steps():
    found = checked(BUDGET.replace("721 350", "712 350").replace("12 118 400", "12 181 400"))
    assert [
        (conflict.mended_by, [(one.line.label, one.after) for one in conflict.steps]) for conflict in found.conflicts
    ] == [((), [("Varer og tjenester", 721350), ("Lisenser", 12118400)])]


def test_two_errors_apart_are_two_conflicts():
    found = checked(BUDGET.replace("-464 800\t-2,2", "-464 800\t-2,7").replace("-0,5", "-0,9"))
    assert [[one.line.label for one in conflict.contradictions] for conflict in found.conflicts] == [
        ["Lønn"],
        ["Sum inntekter"],
    ]


def test_rounding_of_whole_kroner_is_told_and_is_no_contradiction():
    text = "Post;Budsjett;Regnskap;Avvik\nA;100;110;10\nB;200;221;20\nSum;300;330;30\n"
    found = checked(text)
    assert found.conflicts == ()
    assert [(one.line.label, one.column.heading, one.difference, one.at_most) for one in found.roundings] == [
        ("B", "Avvik", -1, Decimal("1.5")),
        ("Sum", "Regnskap", -1, Decimal("1.5")),
    ]


def test_amounts_with_ore_are_not_rounded():
    text = "Post;Budsjett;Regnskap;Avvik\nA;100,00;110,00;10,00\nB;200,00;221,00;20,99\nSum;300,00;331,00;31,00\n"
    found = checked(text)
    assert first_change(text) == ("B", "Avvik", Decimal("21.00"), How.OTHER)
    assert found.roundings == ()


def test_a_sum_that_left_a_line_out_says_which():
    text = "Post;Beløp\nA;100\nB;250\nC;400\nSum;500\n"
    one = checked(text).contradictions[0]
    assert (one.hint, one.hinted.label, one.computed) == (Hint.LEFT_OUT, "B", 750)


def test_a_sum_that_counted_a_line_twice_says_which():
    one = checked("Post;Beløp\nA;100\nB;250\nC;400\nSum;1 000\n").contradictions[0]
    assert (one.hint, one.hinted.label) == (Hint.TWICE, "B")


def test_a_sum_of_one_line_and_an_unexplained_one_have_no_hint():
    assert checked("Post;Beløp\nSum;1 000\nA;100\nSum A;150\n").contradictions[0].hint == Hint.NONE
    assert checked("Post;Beløp\nA;100\nB;250\nSum;1 000\n").contradictions[0].hint == Hint.NONE


def test_where_nothing_else_decides_every_figure_of_the_line_may_be_the_wrong_one():
    text = "Post;Budsjett;Regnskap;Avvik\nA;100;150;50\nB;200;260;70\n"
    assert [(one.column.heading, one.after) for one in checked(text).conflicts[0].mended_by] == [
        ("Regnskap", 270),
        ("Avvik", 60),
        ("Budsjett", 190),
    ]


def test_a_deviation_written_the_other_way_round_is_understood():
    text = "Post;Budsjett;Regnskap;Avvik\nA;100;150;-50\nB;200;260;-60\nC;10;90;80\n"
    found = checked(text)
    assert [[column.heading for column in rule.columns] for rule in found.rules] == [["Budsjett", "Regnskap"]]
    assert first_change(text)[1:] == ("Avvik", -80, How.SIGN)


def test_columns_without_words_are_understood_by_what_fits():
    text = "a;b;c;d\nx;10;15;5\ny;20;29;9\nz;30;48;18\nw;7;9;5\n"
    found = checked(text)
    assert [(rule.kind, rule.result.heading, rule.fits, rule.lines) for rule in found.rules] == [
        (Kind.DIFFERENCE, "d", 3, 4)
    ]
    assert [(one.line.label, one.computed) for one in found.contradictions] == [("w", 2)]


def test_a_column_headed_sum_adds_the_columns_before_it():
    text = "Kommune;E1;Intune;Sum\nAukra;100;20;120\nRauma;86;30;116\nMolde;120;40;106\n"
    found = checked(text)
    assert [(one.line.label, one.kind, one.computed) for one in found.contradictions] == [("Molde", Kind.ROW_SUM, 160)]


def test_a_sum_that_is_not_named_is_known_by_its_figures():
    text = "Post;Budsjett;Regnskap\nA;1 000;2 000\nB;3 000;4 000\nDrift;4 000;6 000\nC;500;700\nTotalt;4 500;6 700\n"
    found = checked(text)
    assert ([line.label for line, _terms in found.sum_lines], found.conflicts) == (["Drift", "Totalt"], ())


def test_net_subtracts_what_is_written_with_plus():
    text = "Post;Budsjett\nA;100\nB;200\nSum utgifter;300\nC;250\nSum inntekter;250\nNetto;50\n"
    found = checked(text)
    assert (found.count, found.conflicts) == (3, ())
    assert checked(text.replace("Netto;50", "Netto;80")).contradictions[0].computed == 550


def test_what_is_not_an_amount_is_shown():
    found = checked("Post;Budsjett;Regnskap\nA;1OO;100\nB;200;200\nC;300;300\n")
    assert [(one.line, one.heading, one.written) for one in found.unread] == [(2, "Budsjett", "1OO")]


def test_figures_off_by_rounding_in_a_per_cent_are_nothing_to_tell():
    found = checked("Post;Budsjett;Regnskap;Avvik;%\nA;3;4;1;33,3\nB;0;5;5;0\nC;7;9;2;28,6\n")
    assert (found.conflicts, found.roundings) == ((), ())


def test_a_per_cent_of_nothing_known_is_left_alone():
    found = checked("Post;Budsjett;Regnskap;%\nA;300;400;12\nB;200;500;7\n")
    assert found.count == 0


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1;2", [["a", "b"], ["1", "2"]]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [[" a ", " b "], [], [" 1 ", " 2 "]]),
        ("a | b", [["a ", " b"]]),
        ("Lønn   1 000    900\n\nVarer  5  6", [["Lønn", "1 000", "900"], [], ["Varer", "5", "6"]]),
    ],
)
def test_pasted_text_is_parted_into_cells(text, rows):
    assert cells_of(text) == rows


def test_a_csv_file_may_hold_line_breaks_in_a_cell():
    assert cells_of_csv('a,b\n"x\ny",2') == [["a", "b"], ["x\ny", "2"]]


def test_years_are_a_heading_and_account_numbers_are_not_summed():
    shape = shape_of(cells_of(";;2022;2023\n1000;Lønn;10;12\n1010;Varer;5;6\nSum;;15;18\n"))
    assert [(column.index, column.heading) for column in shape.columns] == [(2, "2022"), (3, "2023")]
    assert [line.label for line in shape.lines] == ["1000 Lønn", "1010 Varer", "Sum"]


def test_a_table_of_nothing_is_no_table():
    assert (checked("").count, checked("bare ord").shape.columns, check_table([]).count) == (0, (), 0)


@pytest.mark.parametrize(
    ("wrong", "right", "how"),
    [
        ("12", "-12", How.SIGN),
        ("-12", "13", How.OTHER),
        ("1243", "1234", How.TRANSPOSED),
        ("4231", "1234", How.TRANSPOSED),
        ("1235", "1234", How.ONE_DIGIT),
        ("1299", "1234", How.OTHER),
        ("123", "1234", How.LOST_DIGIT),
        ("12334", "1234", How.EXTRA_DIGIT),
        ("12", "1234", How.OTHER),
        ("12340", "1234", How.SCALE),
        ("1.5", "1.2", How.ONE_DIGIT),
    ],
)
def test_slips_are_told_apart(wrong, right, how):
    assert how_wrong(Decimal(wrong), Decimal(right)) == how


def test_seven_errors_that_hang_together_are_shown_without_advice():
    rows = "".join(f"Post {number};100;150;{number + 60}\n" for number in range(7))
    text = f"Post;Budsjett;Regnskap;Avvik\n{rows}Sum;700;1 050;350\n"
    conflict = checked(text).conflicts[0]
    assert (len(conflict.contradictions), conflict.mended_by, conflict.steps) == (8, (), ())


def test_a_deviation_from_nothing_is_left_alone():
    assert checked("Post;Budsjett;Avvik\nA;100;12\nB;200;7\n").count == 0


def test_a_sum_of_nothing_is_left_alone():
    found = checked("Post;Budsjett;Regnskap\nA;100;\nB;200;\nSum;300;500\n")
    assert (found.count, found.conflicts) == (1, ())


def test_a_sum_before_any_line_is_left_alone():
    assert checked("Post;Budsjett\nSum;300\nA;100\n").sum_lines == ()


def test_an_amount_with_a_per_cent_sign_makes_a_column_of_per_cents():
    shape = shape_of(cells_of("Post;a;b\nA;100;12 %\nB;200;7 %\n"))
    assert [column.role.value for column in shape.columns] == ["amount", "percent"]


def test_a_per_cent_of_zero_has_no_value():
    relation = Relation(
        Kind.PERCENT, Place(0, 2), (Term(Place(0, 0)), Term(Place(0, 1))), tolerance=Decimal(0), decimals=1
    )
    values = {Place(0, 0): Decimal(5), Place(0, 1): Decimal(0), Place(0, 2): Decimal(0)}
    assert (relation.solved_for(Place(0, 2), values), relation.holds(values)) == (None, True)


def test_figures_are_told_as_they_are_written_here():
    found = checked("Post;Budsjett;Regnskap;Avvik\nA;1 000;1 110;110\nB;2 000;2 221;220\n")
    assert found.roundings[0].texts == {"stated": "220", "computed": "221", "at_most": "1,5"}


RESULT = """Post\tBudsjett\tRegnskap\tAvvik
Lønn\t1000\t1100\t{wages}
Varer\t500\t450\t50
Sum utgifter\t1500\t1550\t-50
Salg\t2000\t2100\t100
Sum inntekter\t2000\t2100\t100
Resultat\t500\t550\t50
"""


def test_a_deviation_that_says_what_is_better_is_understood():
    """Income and expenses are both written with plus, and more expenses than budgeted count as minus."""
    found = checked(RESULT.format(wages="-100"))
    assert (found.conflicts, [(rule.fits, rule.lines) for rule in found.rules]) == ((), [(6, 6)])
    turned = str.maketrans({"-": "", "+": "-"})
    marked = RESULT.replace("\t50\n", "\t+50\n").replace("\t100\n", "\t+100\n").format(wages="-100")
    worse = checked(marked.translate(turned))
    assert (worse.conflicts, [(rule.fits, len(rule.turned)) for rule in worse.rules]) == ((), [(6, 3)])


def test_one_error_among_deviations_that_say_what_is_better():
    assert first_change(RESULT.format(wages="-120")) == ("Lønn", "Avvik", Decimal(-100), How.ONE_DIGIT)
