"""Which files a case may carry, told by what they are and not only by what they are called."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import Enum, auto

from PIL import Image

from .rich_text import UNPRINTABLE


class FileProblem(Enum):
    """Why a file is not taken."""

    EMPTY = auto()
    UNKNOWN_KIND = auto()
    NOT_WHAT_IT_SAYS = auto()
    HAS_MACROS = auto()
    BROKEN = auto()


@dataclass(frozen=True)
class FileKind:
    content_type: str
    opens_in_browser: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": FileKind("application/pdf", opens_in_browser=True),
    "png": FileKind("image/png", opens_in_browser=True),
    "jpg": FileKind("image/jpeg", opens_in_browser=True),
    "jpeg": FileKind("image/jpeg", opens_in_browser=True),
    "docx": FileKind(_OOXML + "wordprocessingml.document"),
    "xlsx": FileKind(_OOXML + "spreadsheetml.sheet"),
    "pptx": FileKind(_OOXML + "presentationml.presentation"),
    "odt": FileKind("application/vnd.oasis.opendocument.text"),
    "ods": FileKind("application/vnd.oasis.opendocument.spreadsheet"),
    "txt": FileKind("text/plain"),
    "csv": FileKind("text/csv"),
}
_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
MAX_NAME = 120


def clean_name(name: str) -> str:
    """The file's name without folders, controls and signs that turn the writing around; at most 120 characters."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = " ".join(UNPRINTABLE.sub("", base).split()).strip(". ")
    stem, dot, extension = base.rpartition(".")
    if not dot:
        return base[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(extension) - 1]}.{extension}"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def problem_with(name: str, content: bytes) -> FileProblem | None:  # noqa: PLR0911  # one for each kind
    """Why the file is not taken, or None. The content must be what the name says."""
    extension = extension_of(name)
    if extension in ("docm", "xlsm", "pptm"):
        return FileProblem.HAS_MACROS
    if extension not in KINDS:
        return FileProblem.UNKNOWN_KIND
    if not content:
        return FileProblem.EMPTY
    if extension == "pdf":
        return None if content[:1024].lstrip().startswith(b"%PDF-") else FileProblem.NOT_WHAT_IT_SAYS
    if extension in _PICTURES:
        return _problem_with_picture(content, _PICTURES[extension])
    if extension in ("txt", "csv"):
        return FileProblem.NOT_WHAT_IT_SAYS if b"\x00" in content[:8192] else None
    return _problem_with_package(extension, content)


def _problem_with_picture(content: bytes, format_: str) -> FileProblem | None:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            found = picture.format
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return FileProblem.BROKEN
    return None if found == format_ else FileProblem.NOT_WHAT_IT_SAYS


def _problem_with_package(extension: str, content: bytes) -> FileProblem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            mimetype = package.read("mimetype") if "mimetype" in names and extension in ("odt", "ods") else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, KeyError, NotImplementedError):
        return FileProblem.NOT_WHAT_IT_SAYS
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return FileProblem.HAS_MACROS
    if extension in _MAIN_PART:
        return None if _MAIN_PART[extension] in names else FileProblem.NOT_WHAT_IT_SAYS
    return (
        None if mimetype.decode("ascii", "replace") == KINDS[extension].content_type else FileProblem.NOT_WHAT_IT_SAYS
    )
