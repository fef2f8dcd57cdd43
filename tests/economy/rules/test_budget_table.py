from __future__ import annotations

from decimal import Decimal

from economy.rules.budget_table import TakenLine, columns_to_take, lines_to_take
from economy.rules.table_check import check_table
from economy.rules.table_shape import cells_of


def taken(text):
    return lines_to_take(check_table(cells_of(text)), rest="Annet")


def facts(lines):
    return [(line.group, line.name, line.budget, line.accounts, line.is_turned) for line in lines]


def test_lines_stand_under_the_sum_that_they_are_part_of():
    text = "Post;Budsjett;Regnskap\nLønn;100;110\nVarer;50;40\nSum utgifter;150;150\nSalg;-150;-160\nSum inntekter:;-150;-160\nNetto;0;-10\nGave;0;5\n"
    assert facts(taken(text)) == [
        ("Utgifter", "Lønn", 100, 110, False),
        ("Utgifter", "Varer", 50, 40, False),
        ("Inntekter", "Salg", -150, -160, False),
        ("Annet", "Gave", 0, 5, False),
    ]


def test_income_that_a_table_subtracts_gets_its_sign_turned():
    text = "Post;Budsjett;Regnskap\nLønn;100;110\nVarer;50;40\nSum utgifter;150;150\nSalg;120;130\nSum inntekter;120;130\nNetto;30;20\n"
    assert facts(taken(text))[-1] == ("Inntekter", "Salg", -120, -130, True)


def test_of_several_budgets_the_one_that_the_deviation_follows_is_taken():
    text = "Post;Oppr. budsjett;Rev. budsjett;Regnskap;Avvik\nA;100;120;130;10\nB;200;210;190;-20\n"
    checked = check_table(cells_of(text))
    assert [column.heading for column in columns_to_take(checked)] == ["Rev. budsjett", "Regnskap"]


def test_without_a_deviation_the_first_budget_is_taken():
    text = "Post;Budsjett;Justert budsjett;Regnskap;Pris\nA;100;120;130;7\nB;;;;8\nC;5;;;1\n"
    assert facts(taken(text)) == [("Annet", "A", 100, 130, False), ("Annet", "C", 5, 0, False)]


def test_a_table_without_budget_or_accounts_gives_nothing():
    assert taken("Post;Beløp\nA;100\n") == []


def test_a_line_without_words_is_named():
    assert facts(taken("Post;Budsjett;Regnskap\n;1;2\n")) == [("Annet", "Annet", 1, 2, False)]


def test_amounts_are_shown_with_the_decimals_they_have():
    assert TakenLine("g", "n", Decimal("-1234.50"), Decimal(7)).texts == {"budget": "−1\u00a0234,5", "accounts": "7"}


def test_income_is_turned_and_not_the_expenses_that_it_pays():
    text = "Post;Budsjett;Regnskap\nLønn;100;110\nVarer;50;40\nSum utgifter;150;150\nSalg;180;190\nSum inntekter;180;190\nResultat;30;40\n"
    assert facts(taken(text)) == [
        ("Utgifter", "Lønn", 100, 110, False),
        ("Utgifter", "Varer", 50, 40, False),
        ("Inntekter", "Salg", -180, -190, True),
    ]


def test_a_line_that_only_says_sum_names_no_group():
    text = "Post;Budsjett;Regnskap\nA;100;110\nB;50;40\nTotalt;150;150\n"
    assert [line.group for line in taken(text)] == ["Annet", "Annet"]
