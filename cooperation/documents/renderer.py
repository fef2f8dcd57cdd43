"""A warm process that makes PDFs within limits, and is replaced when it oversteps them."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from django.utils.translation import gettext as _

from .insertion import Paper, insert_papers

TIME_LIMIT_SECONDS = 30.0
MEMORY_LIMIT_BYTES = 1_500 * 1024 * 1024
START_LIMIT_SECONDS = 60.0
END_LIMIT_SECONDS = 2.0
DOCUMENTS_BEFORE_RENEWAL = 200


@dataclass(frozen=True)
class Made:
    """A PDF. `left_out` names the papers that could not be put into it, by their anchors."""

    pdf: bytes
    pages: int
    left_out: tuple[str, ...] = ()


class NotMade(Exception):
    """The document could not be made. `cause` is one of time, memory, killed, nesting, sign, other."""

    def __init__(self, cause: str, detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(cause, detail)

    def told(self) -> str:
        """Why a document could not be made, for the one who wanted it."""
        return {
            "time": _("It took longer than half a minute to set. Shorten the longest texts or split the document."),
            "memory": _("It needed more memory than a document may use. Shorten the longest texts."),
            "killed": _(
                "The program that sets it was ended from outside, twice. Try again in a while; if it happens again,"
                " tell the operator: the server may be short of memory."
            ),
            "nesting": _("Its lists are nested too deeply. Lift some items a few levels."),
            "sign": _("It holds a sign that the fonts cannot print. Look for unusual signs in what was pasted last."),
        }.get(self.cause, _("The program that sets it failed. Try again; if it fails again, tell the operator."))


class Renderer:
    """Keeps one child process with the library loaded and the fonts read. Not for several threads at once."""

    def __init__(self, *, seconds: float = TIME_LIMIT_SECONDS, memory: int = MEMORY_LIMIT_BYTES) -> None:
        self.seconds = seconds
        self.memory = memory
        self.process: SpawnProcess | None = None
        self.pipe: Connection | None = None
        self.made = 0

    def start(self) -> None:
        """Start the child, so that the first document does not wait for it."""
        if self.process is not None and self.process.is_alive():
            return
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.memory, self.seconds), daemon=True)
        self.made = 0
        try:
            self.process.start()
            theirs.close()
            if not self.pipe.poll(START_LIMIT_SECONDS):
                self.stop()
                raise NotMade("other", "the renderer did not start in time")
            self.pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise NotMade("other", "the renderer did not start") from error

    def make(self, html: str, papers: Sequence[Paper] = ()) -> Made:
        """Make a PDF, with the pages of these papers in it.

        Raises NotMade when it takes too long, too much, or fails; the next one has a fresh child. A child that is
        killed from outside is no fault of the document: it gets one more.
        """
        try:
            return self._make(html, papers)
        except NotMade as failure:
            if failure.cause != "killed":
                raise
        return self._make(html, papers)

    def _make(self, html: str, papers: Sequence[Paper]) -> Made:
        self.start()
        assert self.pipe is not None
        try:
            self.pipe.send((html, tuple(papers)))
            if not self.pipe.poll(self.seconds):
                self.stop()
                raise NotMade("time")
            answer = self.pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise NotMade(self._why_it_ended()) from error
        self.made += 1
        if isinstance(answer, NotMade) or self.made >= DOCUMENTS_BEFORE_RENEWAL:
            self.stop()
        if isinstance(answer, NotMade):
            raise answer
        assert isinstance(answer, Made)
        return answer

    def _why_it_ended(self) -> str:
        """Clear the child away. What ends it by itself is memory that it may not have, or its time of the processor."""
        process = self.process
        assert process is not None
        process.join(END_LIMIT_SECONDS)
        code = process.exitcode
        self.stop()
        return {-signal.SIGKILL: "killed", -signal.SIGTERM: "killed", -signal.SIGXCPU: "time"}.get(code or 0, "memory")

    def stop(self) -> None:
        if self.process is not None and self.process.pid is not None:
            self.process.kill()
            self.process.join()
        if self.pipe is not None:
            self.pipe.close()
        self.process = self.pipe = None


def _serve(pipe: Connection, memory: int, seconds: float) -> None:
    """The child: make one document after the other until the pipe closes."""
    from .pdf import PdfMaker  # noqa: PLC0415  # the heavy library is for this process only

    maker = PdfMaker()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    pipe.send("ready")
    while True:
        try:
            html, papers = pipe.recv()
        except EOFError:
            return
        # A second guard should the parent be gone: the processor time of this child is bounded too.
        spent = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(spent.ru_utime + spent.ru_stime + seconds * 2) + 1
        # Only the soft limit moves: a hard one, once lowered, could not be raised for the next document.
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
        pipe.send(_answer(maker, html, papers))


def _answer(maker: object, html: str, papers: Sequence[Paper]) -> Made | NotMade:
    try:
        pdf, pages = maker.make(html)  # type: ignore[attr-defined]
        if papers:
            whole = insert_papers(pdf, papers)
            return Made(whole.pdf, whole.pages, whole.left_out)
    except MemoryError:
        return NotMade("memory")
    except RecursionError:
        return NotMade("nesting")
    except ValueError as error:
        return NotMade("sign", str(error)[:300])
    except Exception as error:  # noqa: BLE001  # whatever a text does to the library, the worker answers
        return NotMade("other", f"{type(error).__name__}: {error}"[:300])
    return Made(pdf, pages)
