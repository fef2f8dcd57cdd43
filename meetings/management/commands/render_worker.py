"""Make the documents that pages ask for, in a process of its own."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from cooperation.actions.rendered_file import make_waiting_files
from cooperation.documents.bell import Bell
from cooperation.documents.renderer import Renderer
from meetings.actions.document import make_waiting_documents

LOOK_EVERY_SECONDS = 5.0


class Command(BaseCommand):
    help = "Make PDFs as pages ask for them. Runs until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="make what waits now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        renderer = Renderer()
        if options["once"]:
            make_waiting_documents(renderer)
            make_waiting_files(renderer)
            renderer.stop()
            return

        def stop(signum: int, frame: FrameType | None) -> None:
            renderer.stop()
            bell.close()
            sys.exit(0)

        bell = Bell()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        renderer.start()
        while True:
            close_old_connections()
            make_waiting_documents(renderer)
            make_waiting_files(renderer)
            bell.wait(LOOK_EVERY_SECONDS)
