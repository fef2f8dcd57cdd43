"""Microsoft's products by every name they go under: part number, id, and the name that people see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KNOWN = (
    ("STANDARDPACK", "18181a46-0d4e-45cd-891e-60aabd171b4e", "Office 365 E1"),
    ("Office_365_w/o_Teams_Bundle_E1", "b57282e3-65bd-4252-9502-c0eae1e5ab7f", "Office 365 E1 EEA (no Teams)"),
    ("Microsoft_Teams_EEA_New", "7e74bd05-2c47-404e-829a-ba95c66fe8e5", "Microsoft Teams EEA"),
    ("INTUNE_A", "061f9ace-7d42-4136-88ac-31dc755f143f", "Microsoft Intune"),
    ("INTUNE_A_D", "2b317a4a-77a6-4188-9437-b68a77b4e2c6", "Microsoft Intune Device"),
)
OTHER_NAMES = (("INTUNE_A", "Intune"), ("INTUNE_A", "Microsoft Intune Plan 1"))
UNLICENSED = frozenset(("", "unlicensed", "uten lisens", "ulisensiert", "ikke lisensiert"))


@dataclass(frozen=True)
class NamedProduct:
    """A product as it is kept: the key that all of its names lead to, and the name that is shown."""

    key: str
    name: str


LONGEST_NAME = 120


class NameTooLong(ValueError):
    """A product that nobody knows, under a name that is longer than what is kept."""


class ProductNames:
    """Finds a product by any of its names. What nobody knows is its own product, under the name it came with."""

    def __init__(self, own: Iterable[tuple[str, str, str]] = ()) -> None:
        """`own`: part number, id and name of what the cooperation has in its list of products; they come first."""
        self._found: dict[str, NamedProduct] = {}
        for part, guid, name in (*own, *KNOWN):
            earlier = next((found for found in map(self._look, (part, guid, name)) if found), None)
            product = earlier or NamedProduct(part or guid or name, name)
            for spelling in (part, guid, name):
                if spelling:
                    self._found.setdefault(_folded(spelling), product)
        for part, name in OTHER_NAMES:
            self._found.setdefault(_folded(name), self._found[_folded(part)])

    def product(self, *names: str) -> NamedProduct:
        """The product that goes under one of these names; the first is the one to keep if none is known.

        Raises NameTooLong when that one is longer than a key can be: cut off, it could be taken for another.
        """
        for name in names:
            if found := self._look(name):
                return found
        written = next(" ".join(name.split()) for name in names if name.strip())
        if len(written) > LONGEST_NAME:
            raise NameTooLong(written)
        return NamedProduct(written.upper(), written)

    def products(self, joined: str) -> dict[str, str]:
        """The products in a cell of an export, joined by a plus sign: key and shown name, in their order."""
        names = (part.strip() for part in joined.split("+"))
        found = [self.product(name) for name in names if name.casefold() not in UNLICENSED]
        return {product.key: product.name for product in found}

    def _look(self, name: str) -> NamedProduct | None:
        return self._found.get(_folded(name)) if name else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
