"""Signed links that answer one question without an account, and expire."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

ALPHABET_SAFE = "answer"


def signed(purpose: str, *facts: int | str) -> str:
    """A token for a link. `purpose` keeps a token of one kind from being used for another."""
    return signing.dumps(list(facts), salt=f"{ALPHABET_SAFE}.{purpose}")


def facts_in(purpose: str, token: str, *, valid_for: timedelta) -> list[int | str]:
    """What the token was made from. Raises `signing.BadSignature` (`SignatureExpired` when it is too old)."""
    facts: list[int | str] = signing.loads(token, salt=f"{ALPHABET_SAFE}.{purpose}", max_age=valid_for)
    return facts
