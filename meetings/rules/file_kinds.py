"""Which files a case may carry, told by what they are and not only by what they are called."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
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
# A telephone's JPEG is often several pictures in one file (MPO).
_PICTURES = {"png": ("PNG",), "jpg": ("JPEG", "MPO"), "jpeg": ("JPEG", "MPO")}
_MOST_READ = 1024 * 1024
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


def _problem_with_picture(content: bytes, formats: tuple[str, ...]) -> FileProblem | None:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            found = picture.format
            picture.verify()
    except Exception:  # noqa: BLE001  # Pillow raises a dozen kinds on damaged and hostile pictures
        return FileProblem.BROKEN
    return None if found in formats else FileProblem.NOT_WHAT_IT_SAYS


def _problem_with_package(extension: str, content: bytes) -> FileProblem | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            mimetype = _part(package, "mimetype", names)
            types = _part(package, "[Content_Types].xml", names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return FileProblem.NOT_WHAT_IT_SAYS
    if _holds_macros(names, types):
        return FileProblem.HAS_MACROS
    if extension in _MAIN_PART:
        return None if _MAIN_PART[extension] in names and types else FileProblem.NOT_WHAT_IT_SAYS
    return None if mimetype == KINDS[extension].content_type.encode() else FileProblem.NOT_WHAT_IT_SAYS


def _part(package: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    """The beginning of a part, however far it would unpack; nothing when there is no such part."""
    if name not in names:
        return b""
    with package.open(name) as part:
        return part.read(_MOST_READ)


def _holds_macros(names: set[str], types: bytes) -> bool:
    """Office tells macros by the part that holds them and in its list of parts; OpenDocument keeps Basic in a folder."""
    return (
        any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)
        or b"macroenabled" in types.lower()
        or b"vbaproject" in types.lower()
    )
