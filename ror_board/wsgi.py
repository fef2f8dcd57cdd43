"""The entry point for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ror_board.settings")
application = get_wsgi_application()


def share_with_workers() -> None:
    """Load what pages need before the server forks, and keep the collector's hands off it.

    The web processes then share these pages of memory, instead of loading their own or copying them when the
    collector writes its marks into them.
    """
    from django.urls import get_resolver  # noqa: PLC0415  # needs the set-up above

    from cooperation.documents.html import style_version  # noqa: PLC0415  # the same

    get_resolver()._populate()  # loads every view
    style_version()  # else two processes that read it before and after an upgrade ask for each document for ever
    gc.collect()
    gc.freeze()


share_with_workers()
