"""The server is stopped while somebody writes, and started again."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from ror_board.demo.build import PASSWORD

ROOT = Path(settings.BASE_DIR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A real server of its own, with its own data."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "ROR_BOARD_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "ror_board.settings",
        }
        for command in (["migrate"], ["collectstatic", "--noinput"], ["demo_data"]):
            self.run(*command)

    def run(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, check=True, capture_output=True
        )

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "ror_board.wsgi", "--bind", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("The server did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture
def server(tmp_path: Path):
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.stop()


def test_what_is_written_while_the_server_is_down_is_sent_when_it_is_back(server, page):
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": server.address}])
    page.goto(f"{server.address}/account/sign-in/")
    page.locator("[name=login]").fill("secretary@example.no")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.locator(".next-meeting a").click()
    page.locator(".agenda-title").last.click()
    page.wait_for_selector("[id$=-minutes-writing]")
    writing = page.locator("[id$=-minutes-writing]")
    status = page.locator("[data-save-status]")

    server.stop()
    writing.click()
    page.keyboard.type("Skrevet mens tjeneren sto.")
    expect(status).to_contain_text("no connection", timeout=15_000)

    server.start()
    expect(status).to_have_text(re.compile("Everything is saved"), timeout=45_000)
    page.reload()
    expect(writing).to_contain_text("Skrevet mens tjeneren sto.")
