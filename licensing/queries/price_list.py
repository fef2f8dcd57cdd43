"""Products with the prices and holdings of a day, and their history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cooperation.models import Municipality, User
from licensing.models import Holding, Price, PriceSource, Product
from licensing.models.holding import READS_ALL
from licensing.rules.money import format_amount, format_number

SHOWN_SOURCES = (PriceSource.LIST, PriceSource.NEGOTIATED)


@dataclass(frozen=True)
class ListedProduct:
    """A product on a day: its list price and its negotiated price, and how many each municipality has."""

    product: Product
    prices: tuple[Price | None, ...]
    quantities: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class PriceListPage:
    """All products on a day. Municipalities: those whose holdings the reader may see."""

    municipalities: tuple[Municipality, ...]
    products: tuple[ListedProduct, ...]


def price_list(user: User, *, on: date) -> PriceListPage:
    """Four queries, however many products."""
    in_force: dict[tuple[int, str], Price] = {}
    for price in Price.objects.filter(since__lte=on).order_by("since"):
        in_force[price.product_id, price.source] = price
    held: dict[tuple[int, int], int] = {}
    rows = Holding.objects.visible_to(user).filter(since__lte=on).order_by("since")
    for product_pk, place_pk, quantity in rows.values_list("product", "municipality", "quantity"):
        held[product_pk, place_pk] = quantity
    municipalities = tuple(visible_municipalities(user))
    products = []
    for product in Product.objects.all():
        quantities = [held.get((product.pk, place.pk)) for place in municipalities]
        products.append(
            ListedProduct(
                product,
                tuple(_unless_ended(in_force.get((product.pk, source)), on) for source in SHOWN_SOURCES),
                tuple("–" if quantity is None else format_number(quantity) for quantity in quantities),
                format_number(sum(quantity or 0 for quantity in quantities)),
            )
        )
    return PriceListPage(municipalities, tuple(products))


def _unless_ended(price: Price | None, on: date) -> Price | None:
    return None if price is None or (price.until and price.until < on) else price


def visible_municipalities(user: User) -> Iterable[Municipality]:
    if user.has_role(*READS_ALL):
        return Municipality.objects.all()
    return Municipality.objects.filter(pk__in=user.municipalities_as_contact())


@dataclass(frozen=True)
class PriceRow:
    """A row of a product's price history."""

    price: Price
    amount: str
    in_force: bool


@dataclass(frozen=True)
class HoldingRow:
    """A day on which somebody's count changed, and the counts from it on."""

    since: date
    quantities: tuple[str, ...]


@dataclass(frozen=True)
class ProductPage:
    prices: tuple[PriceRow, ...]
    municipalities: tuple[Municipality, ...]
    holdings: tuple[HoldingRow, ...]
    rows: tuple[Holding, ...]


def product_page_of(product: Product, user: User, *, on: date) -> ProductPage:
    """A product's prices and holdings, the newest first."""
    prices = list(product.prices.order_by("-since", "source"))
    newest: dict[str, int] = {}
    for price in prices:
        if price.since <= on and (price.until is None or price.until >= on):
            newest.setdefault(price.source, price.pk)
    municipalities = tuple(visible_municipalities(user))
    held = Holding.objects.visible_to(user).filter(product=product).select_related("municipality").order_by("-since")
    rows = tuple(held)
    by_day: dict[date, dict[int, int]] = {}
    for row in rows:
        by_day.setdefault(row.since, {})[row.municipality_id] = row.quantity
    return ProductPage(
        tuple(PriceRow(price, format_amount(price.amount), newest.get(price.source) == price.pk) for price in prices),
        municipalities,
        tuple(
            HoldingRow(
                day, tuple(format_number(counts[place.pk]) if place.pk in counts else "" for place in municipalities)
            )
            for day, counts in by_day.items()
        ),
        rows,
    )
