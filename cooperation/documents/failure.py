"""Why a document was not made, for the one who waits for it and for the operator's log."""

from __future__ import annotations

import logging

from django.db import Error as DatabaseError
from django.utils.translation import gettext as _

from .renderer import NotMade

logger = logging.getLogger(__name__)


def why_failed(error: Exception, document: str) -> str:
    """The reason that the page shows. The log names the document, and tells what is not the text's own fault.

    Raises a fault of the database again: then nothing can be noted, and the document waits for the next round.
    """
    if isinstance(error, DatabaseError):
        raise error
    if isinstance(error, NotMade):
        logger.warning("No %s: %s", document, error)
        return error.told()
    logger.error("No %s", document, exc_info=error)
    if isinstance(error, OSError):
        return _(
            "The file could not be stored: the server's disk is full or closed for writing. Tell the operator, and try"
            " again afterwards."
        )
    return NotMade("other").told()
