"""Costs presented: what if against a page that asks next to nothing, a workbook against the library writing the same."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from functools import partial

from django.urls import reverse
from openpyxl import Workbook

from cooperation.documents.workbook import Formula, Sheet
from cooperation.models import User
from licensing.documents.workbook import About, cost_sheets, cost_workbook
from licensing.models import Scenario
from licensing.rules.cost_table import CostItem, CostTable, Place, calculate

from .client import Client
from .fill import meeting_of_december
from .report import against, section, table_head
from .server import Server
from .timing import take_turns

WHAT_IF_GOAL, WORKBOOK_GOAL = 3, 1.3
WHAT_IF_ROUNDS, WORKBOOK_ROUNDS = 60, 5
MUNICIPALITIES, PRODUCTS = 500, 20
ABOUT = About(author="Fjord-IKT", dated=date(2023, 12, 13))


def measure_what_if(server: Server) -> None:
    section("What if, while the board watches")
    client = Client(server.port, User.objects.get(email="leader@example.no"))
    scenario = Scenario.objects.get(name="Lisenser for politikere 2023")
    answer = reverse("licensing:deck_what_if", args=[scenario.pk])
    products = dict(scenario.lines.values_list("product__name", "product"))
    e1, intune = products["Office 365 E1"], products["Microsoft Intune"]
    supposed = f"{answer}?on-{e1}=on&price-{e1}=79,00&on-{intune}=on&count-{intune}=owned_devices"
    control = reverse("bench_read", args=[meeting_of_december().pk])
    taken = take_turns(
        {
            "a view with one query": partial(client.get, control),
            "the effect of what if": partial(client.get, supposed, headers={"HX-Request": "true"}),
        },
        rounds=WHAT_IF_ROUNDS,
    )
    table_head()
    against(taken["the effect of what if"], taken["a view with one query"], goal=WHAT_IF_GOAL)


def measure_workbook() -> None:
    section(f"A workbook of {MUNICIPALITIES * PRODUCTS} lines")
    costs = _many_lines()
    sheets = cost_sheets(costs, ABOUT)
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    taken = take_turns(
        {
            "the library": lambda: _bare(sheets),
            "ours": lambda: cost_workbook(costs, ABOUT),
        },
        rounds=WORKBOOK_ROUNDS,
    )
    table_head()
    library, ours = taken.values()
    against(
        ours.named(f"a workbook of {cells} cells, against the library writing them bare"), library, goal=WORKBOOK_GOAL
    )


def _many_lines() -> CostTable:
    places = [Place(f"{number:04}", f"Kommune {number}") for number in range(MUNICIPALITIES)]
    items = [
        CostItem(
            f"Produkt {product}", place.number, (product * 37 + index) % 400, Decimal(1000 + product * 7).scaleb(-1)
        )
        for index, place in enumerate(places)
        for product in range(PRODUCTS)
    ]
    return calculate(name="Mange linjer", year=2023, municipalities=places, items=items)


def _bare(sheets: list[Sheet]) -> bytes:
    book = Workbook(write_only=True)
    for sheet in sheets:
        written = book.create_sheet(sheet.name)
        for row in sheet.rows:
            written.append([f"={value.text}" if isinstance(value, Formula) else value for value, _look in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
