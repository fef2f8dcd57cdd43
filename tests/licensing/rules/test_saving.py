from __future__ import annotations

from datetime import date
from decimal import Decimal

from licensing.rules.cost_table import CostItem
from licensing.rules.saving import saving, total_saving

BEFORE = CostItem("E1", "1506", 0, Decimal("99.59"))


def saved(*paid, foreseen=130):
    return saving("Molde", 2023, before=BEFORE, promised=Decimal("92.12"), foreseen=foreseen, paid=paid)


def test_fewer_users_than_foreseen_save_less():
    found = saved(CostItem("E1", "1506", 120, Decimal("92.12")))
    assert (found.promised, found.realised, found.by_quantity, found.by_price) == tuple(
        map(Decimal, ("11653.20", "10756.80", "-896.40", "0.00"))
    )


def test_a_price_that_came_late_saves_less():
    found = saved(
        CostItem("E1", "1506", 130, Decimal("99.59"), until=date(2023, 6, 30)),
        CostItem("E1", "1506", 130, Decimal("92.12"), since=date(2023, 7, 1)),
    )
    assert (found.realised, found.by_quantity, found.by_price) == tuple(map(Decimal, ("5826.60", "0.00", "-5826.60")))


def test_nothing_held_saves_nothing():
    found = saved()
    assert found.texts == ("11\u00a0653,20", "0,00", "\u221211\u00a0653,20", "0,00", "\u221211\u00a0653,20")


def test_the_total_is_the_sum_of_the_rows():
    rows = [saved(CostItem("E1", "1506", 120, Decimal("92.12"))), saved(foreseen=0)]
    assert (
        total_saving(rows).by_quantity + total_saving(rows).by_price
        == total_saving(rows).realised - total_saving(rows).promised
    )
    assert total_saving([]).promised == 0
