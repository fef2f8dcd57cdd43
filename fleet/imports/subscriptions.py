"""Rows of what a tenant pays for: Graph's subscribedSkus."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from fleet.rules.microsoft_products import ProductNames

from .columns import SUBSCRIPTION_NAMES, columns_of
from .rows import Cells, Row, RowError
from .table import Record, Table

MOST = 10_000_000


class SubscriptionReader:
    """Reads subscribed SKUs, each under its product's key."""

    def __init__(self, table: Table, products: ProductNames) -> None:
        self.places = columns_of(table.header, SUBSCRIPTION_NAMES)
        self.cells = Cells(table, self.places)
        self.products = products

    def key(self, record: Record) -> str:
        try:
            self.cells.take(record)
            names = [self.cells.text("part_number", 120), self.cells.text("sku_id", 64)]
        except RowError:
            return ""
        return self.products.product(*names).key if any(names) else ""

    def freshness(self, record: Record) -> str:
        return ""

    def row(self, record: Record) -> Row:
        """What the row says. Raises RowError."""
        cells = self.cells
        cells.take(record)
        names = [cells.text("part_number", 120), cells.text("sku_id", 64)]
        if not any(names):
            raise cells.wrong("part_number", _("There is neither a part number nor an id."))
        product = self.products.product(*names)
        prepaid = cells.raw("prepaid") or {}
        if not isinstance(prepaid, dict):
            raise cells.wrong("prepaid", _("There should be counts of licences here."))
        facts: dict[str, Any] = {
            "product_name": product.name,
            "state": cells.text("state", 40),
            "consumed": self._count("consumed", cells.raw("consumed")),
            **{name: self._count("prepaid", prepaid.get(name)) for name in ("enabled", "warning", "suspended")},
        }
        return Row(product.key, product.name, facts)

    def _count(self, column: str, value: Any) -> int:
        written = str(value if value not in (None, "") else 0)
        if not written.isdecimal() or int(written) > MOST:
            raise self.cells.wrong(column, _("“%(value)s” is not a count.") % {"value": written[:40]})
        return int(written)
