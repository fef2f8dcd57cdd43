"""The project's settings with a data folder that is thrown away, and passwords that are quick to check."""

import atexit
import os
import shutil
import tempfile

# Each process that tests has a folder of its own: a cache that one clears is not another's.
os.environ["ROR_BOARD_DATA"] = tempfile.mkdtemp(prefix="ror-board-tests-")
atexit.register(shutil.rmtree, os.environ["ROR_BOARD_DATA"], ignore_errors=True)

from ror_board.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {  # without collectstatic, and so without hashed names
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  # whitenoise warns where it is missing
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: in memory all threads of the server would share one connection, and one's transaction would
    # stand in another's way. It is thrown away, so nothing has to reach the disk.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
