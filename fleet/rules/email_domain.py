"""Whether an address stands on the municipality's domain for politicians.

The domains spell the word in the municipality's own language form: moldepolitiker.no, aukrapolitikar.no. The other
spelling is the slip that is made again and again, and mail to it is lost.
"""

from __future__ import annotations

from enum import StrEnum


class EmailDomain(StrEnum):
    NONE = "none"
    """There is no address, or the municipality has no domain to compare with."""
    RIGHT = "right"
    OTHER_SPELLING = "other_spelling"
    """The domain in the other language form, or but for capitals, dots and dashes the same."""
    OTHER = "other"


def email_domain(email: str, domain: str) -> EmailDomain:
    """How an e-mail address stands to a municipality's domain."""
    if not email or not domain:
        return EmailDomain.NONE
    written, wanted = email.rpartition("@")[2].strip().lower(), domain.strip().lower()
    if written == wanted:
        return EmailDomain.RIGHT
    return EmailDomain.OTHER_SPELLING if _one_spelling(written) == _one_spelling(wanted) else EmailDomain.OTHER


def with_right_domain(email: str, domain: str) -> str:
    """The same address on the municipality's own domain."""
    return f"{email.rpartition('@')[0]}@{domain}"


def other_spellings(domain: str) -> list[str]:
    """How the domain is written by those who mix up the language forms."""
    lowered = domain.strip().lower()
    swapped = {lowered.replace("politiker", "politikar"), lowered.replace("politikar", "politiker")}
    return sorted(swapped - {lowered})


def _one_spelling(domain: str) -> str:
    return domain.replace("politikar", "politiker").replace("-", "").replace("politikere", "politiker")
