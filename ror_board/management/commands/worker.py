"""Everything that pages leave for later: documents, mails, the chain of the change log. One process of its own."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from cooperation.actions.change import seal_log
from cooperation.actions.mail import send_waiting_mails
from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.bell import Bell
from cooperation.documents.renderer import NotMade, Renderer
from docs_vision.actions.measurement import compute_each_month
from docs_vision.actions.reminder import remind_owners
from meetings.actions.document import make_waiting_documents
from meetings.actions.follow_up import remind_of_actions
from meetings.actions.notice import write_notice_mails
from meetings.actions.shortfall import warn_of_shortfalls

logger = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 5.0


def send_mails() -> None:
    send_waiting_mails(now=timezone.now())


def measure() -> None:
    compute_each_month(today=timezone.localdate())


def remind() -> None:
    remind_of_actions(today=timezone.localdate())
    warn_of_shortfalls(today=timezone.localdate())
    remind_owners(today=timezone.localdate())


class Command(BaseCommand):
    help = "Make documents, send mails and seal the change log, as pages ask for it. Runs until it is stopped."
    # `serve` has run them; they would load every view into a process that shows no page.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        renderer = Renderer()
        if options["once"]:
            work(renderer)
            renderer.stop()
            return

        def stop(signum: int, frame: FrameType | None) -> None:
            renderer.stop()
            bell.close()
            sys.exit(0)

        bell = Bell()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        warm(renderer)
        while True:
            close_old_connections()
            work(renderer)
            warm(renderer)
            bell.wait(LOOK_EVERY_SECONDS)


def warm(renderer: Renderer) -> None:
    """See to it that the next document finds a renderer that has its library and fonts loaded."""
    try:
        renderer.start()
    except NotMade:
        logger.exception("The renderer did not start")


def work(renderer: Renderer) -> None:
    """Do everything that waits. What fails is logged and tried again next time; the rest goes on."""
    jobs: tuple[Callable[[], object], ...] = (
        lambda: make_waiting_documents(renderer),
        lambda: make_waiting_files(renderer),
        write_notice_mails,
        measure,
        remind,
        send_mails,
        seal_log,
    )
    for job in jobs:
        try:
            job()
        except Exception:
            logger.exception("A job of the worker failed")
