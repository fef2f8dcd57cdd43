"""What `calculate_costs` prints: docs/cost-format.md."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from licensing.rules.cost_table import CostTable
from licensing.rules.money import Rounded


def calculated_json(table: CostTable, allocated: Mapping[str, Decimal] | None) -> dict[str, Any]:
    """Lines and municipalities in the order they were given, products as they first appear. Amounts are texts."""
    told: dict[str, Any] = {
        "lines": [
            {
                "product": line.product,
                "municipality": line.municipality,
                **_amounts(Rounded(line.exact, line.kroner)),
                "adjusted": line.adjusted,
            }
            for line in table.lines
        ],
        "municipalities": [
            {"number": row.number, "name": row.name, **_amounts(row), **_share(allocated, row.number)}
            for row in table.municipalities
        ],
        "products": [{"product": row.product, **_amounts(row)} for row in table.products],
        "total": _amounts(table.total),
    }
    if table.shared is not None:
        told["shared"] = _amounts(table.shared)
    return told


def _amounts(rounded: Rounded) -> dict[str, str]:
    return {"exact": str(rounded.exact), "kroner": str(rounded.kroner)}


def _share(allocated: Mapping[str, Decimal] | None, number: str) -> dict[str, str]:
    return {} if allocated is None else {"allocated": str(allocated[number])}
