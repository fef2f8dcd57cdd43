"""The project's settings, with the control views beside its own addresses."""

from ror_board.settings import *  # noqa: F403
from ror_board.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]  # type: ignore[misc]
