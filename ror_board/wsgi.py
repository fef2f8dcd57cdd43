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

    get_resolver()._populate()  # loads every view
    gc.collect()
    gc.freeze()


share_with_workers()
