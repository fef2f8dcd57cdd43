"""A cost scenario of 357 municipalities × 20 products × 10 years, and what a supposition about it costs the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import count

import numpy as np
from django.db import transaction
from django.urls import reverse
from numpy.typing import NDArray

from cooperation.models import Municipality, User
from licensing.models import Product, Scenario, ScenarioLine
from licensing.queries.scenario import scenario_inputs, years_of
from licensing.rules.cost_table import CostItem, Place, calculate
from licensing.rules.years import FORECAST
from meetings.models import Meeting

from .client import Client
from .report import against, figure, section, table_head
from .server import Server
from .timing import take_turns

Whole = NDArray[np.int64]
MUNICIPALITIES, PRODUCTS, YEARS, FIRST_YEAR = 357, 20, 10, 2023
ROUNDS, PAGE_ROUNDS, GOAL = 10, 60, 3


def measure_costs() -> None:
    """The calculation against the same sums on whole øre in numpy: exact, and in whole kroner by the same rule."""
    section(f"{MUNICIPALITIES} municipalities × {PRODUCTS} products × {YEARS} years")
    places = [Place(f"{number:04}", f"Kommune {number}") for number in range(1, MUNICIPALITIES + 1)]
    years = [_items(year, places) for year in range(YEARS)]
    quantities = np.array([[item.quantity for item in items] for items in years], dtype=np.int64)
    prices = np.array([[int(item.price * 100) for item in items] for items in years], dtype=np.int64)
    tables = [calculate(year=FIRST_YEAR, municipalities=places, items=items) for items in years]
    by_numpy = _in_numpy(quantities, prices)
    same = [[row.kroner for row in table.municipalities] for table in tables] == by_numpy.tolist()
    figure("the same kroner per municipality and year as numpy", str(same), goal="True", met=same)
    taken = take_turns(
        {
            "the same sums in numpy": lambda: _in_numpy(quantities, prices),
            "ten cost tables": lambda: [
                calculate(year=FIRST_YEAR, municipalities=places, items=items) for items in years
            ],
        },
        rounds=ROUNDS,
    )
    table_head()
    against(taken["ten cost tables"], taken["the same sums in numpy"])


def _items(year: int, places: list[Place]) -> list[CostItem]:
    """Each municipality's products, municipality by municipality: the order in which equals are rounded."""
    return [
        CostItem(
            f"Produkt {product:02}", place.number, 10 + (row * 7 + product * 13) % 900, Decimal(_price(product, year))
        )
        for row, place in enumerate(places)
        for product in range(PRODUCTS)
    ]


def _price(product: int, year: int) -> str:
    return f"{25 + product * 11 + year}.{(product * 17 + year * 3) % 100:02}"


def _in_numpy(quantities: Whole, prices: Whole) -> Whole:
    """Whole kroner per year and municipality: largest remainder on the lines, which lie in the order of equals."""
    ore = quantities * prices * 12
    kroner, rests = np.divmod(ore, 100)
    missing = (ore.sum(axis=1) + 50) // 100 - kroner.sum(axis=1)
    for year in range(len(ore)):
        kroner[year, np.argsort(-rests[year], kind="stable")[: missing[year]]] += 1
    return kroner.reshape(len(ore), MUNICIPALITIES, PRODUCTS).sum(axis=2)


@transaction.atomic
def fill_costs_up() -> Scenario:
    """A scenario of that size beside the demo's, in the database."""
    old = set(Municipality.objects.values_list("number", flat=True))
    numbers = [f"{number:04}" for number in range(9000, 9000 + MUNICIPALITIES - len(old))]
    Municipality.objects.bulk_create(Municipality(number=number, name=f"Kommune {number}") for number in numbers)
    products = Product.objects.bulk_create(Product(name=f"Produkt {product:02}") for product in range(PRODUCTS))
    scenario = Scenario.objects.create(name="Hele landet", year=FIRST_YEAR, years=YEARS, is_shared=True)
    ScenarioLine.objects.bulk_create(
        ScenarioLine(
            scenario=scenario,
            product=product,
            municipality=place,
            quantity=10 + (row * 7 + index * 13) % 900,
            price=Decimal(_price(index, 0)),
            since=None if index else date(FIRST_YEAR, 3, 15),
        )
        for row, place in enumerate(Municipality.objects.all())
        for index, product in enumerate(products)
    )
    return scenario


def measure_supposing(server: Server) -> None:
    """The answer to a supposition, as the panel asks for it, against a view with one query."""
    section("What if, in the meeting")
    leader = User.objects.get(email="leader@example.no")
    client = Client(server.port, leader)
    control = reverse("bench_read", args=[Meeting.objects.all()[:1].get().pk])
    prices = count(7000)
    shown = {
        "the real scenario": Scenario.objects.get(name="Lisenser for politikere 2023"),
        "the whole country": fill_costs_up(),
    }

    def suppose(scenario: Scenario, product: int, on: dict[str, object]) -> object:
        price = next(prices)
        return client.post(
            reverse("licensing:scenario_what_if", args=[scenario.pk]),
            on | {f"price-{product}": f"{price // 100},{price % 100:02}"},
            accept="text/html",
            headers={"HX-Request": "true"},
        )

    doers: dict[str, Callable[[], object]] = {"a view with one query": partial(client.get, control)}
    for name, scenario in shown.items():
        products = list(
            Product.objects.filter(scenario_lines__scenario=scenario).distinct().values_list("pk", flat=True)
        )
        doers[f"what if, {name}"] = partial(suppose, scenario, products[-1], {f"on-{pk}": "on" for pk in products})
    taken = take_turns(doers, rounds=PAGE_ROUNDS)
    table_head()
    for name in list(doers)[1:]:
        against(taken[name], taken["a view with one query"], goal=GOAL)
    big = shown["the whole country"]
    cost = take_turns({"read and worked out": lambda: years_of(scenario_inputs(big), YEARS, prefer=FORECAST)}, rounds=3)
    figure(f"{YEARS} years of the whole country, read and worked out", f"{cost['read and worked out'].median:.0f} ms")
