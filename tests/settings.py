"""The project's settings with a data folder that is thrown away, and passwords that are quick to check."""

import os
import tempfile

os.environ.setdefault("ROR_BOARD_DATA", tempfile.mkdtemp(prefix="ror-board-tests-"))

from ror_board.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {  # without collectstatic, and so without hashed names
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # whitenoise warns where it is missing
