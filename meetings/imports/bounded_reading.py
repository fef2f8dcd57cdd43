"""Opens Word and PDF files in a process of its own: a hostile file can hurt no more than that process.

Run as a module it reads one file from standard input and writes its text, or its fault, as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

from .faults import MAX_TEXT_CHARACTERS, Fault, UnreadableError
from .lines import MinutesText
from .pdf_file import read_pdf_file
from .word_file import read_word_file

CPU_SECONDS = 20
WALL_SECONDS = 30
MEMORY_BYTES = 1024 * 1024 * 1024

_PROJECT = Path(__file__).resolve().parents[2]


def read_bounded(suffix: str, data: bytes) -> MinutesText:
    """The text of a .docx or .pdf file. Raises UnreadableError."""
    command = [sys.executable, "-P", "-m", "meetings.imports.bounded_reading", suffix]
    try:
        process = subprocess.run(  # noqa: S603  # our own interpreter and module; only the suffix varies
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PROJECT,
            env={"PYTHONPATH": str(_PROJECT)},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(Fault.TOO_SLOW) from None
    if process.returncode != 0:
        raise UnreadableError(Fault.TOO_SLOW)
    answer = json.loads(process.stdout)
    if "fault" in answer:
        raise UnreadableError(Fault(answer["fault"]))
    return MinutesText(answer["text"], answer["is_wrapped"], tuple(answer["pages_without_text"]))


def answer_for(suffix: str, data: bytes) -> dict[str, object]:
    """What the reading process writes."""
    try:
        text = read_word_file(data) if suffix == ".docx" else read_pdf_file(data)
        if len(text.text) > MAX_TEXT_CHARACTERS:
            raise UnreadableError(Fault.TOO_MUCH_TEXT)
    except UnreadableError as unreadable:
        return {"fault": unreadable.fault.value}
    return {"text": text.text, "is_wrapped": text.is_wrapped, "pages_without_text": text.pages_without_text}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    answer = answer_for(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
