"""How an action says no."""

from __future__ import annotations

from collections.abc import Iterable


class Refused(Exception):
    """An action that was not done, with every reason in the user's language."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("; ".join(self.reasons))
