"""The order of the measurements: the database only grows."""

from __future__ import annotations

from collections.abc import Collection

from cooperation.models import User

from .costs import measure_costs, measure_supposing
from .documents import measure_documents
from .environment import tell_environment
from .fill import fill_up_to, prepare
from .lists import measure_list, tell_lists
from .memory import measure_memory
from .pages import measure_pages
from .presenting import measure_what_if, measure_workbook
from .registers import measure_import, measure_registers
from .search import measure_search
from .server import Server, running_server
from .surveys import measure_surveys
from .visit import measure_visit
from .whole import measure_whole
from .writers import measure_writers

WITH_SERVER = frozenset(
    {"costs", "list", "pages", "visit", "memory", "writers", "search", "what-if", "registers", "surveys"}
)
WITHOUT_SERVER = {
    "workbook": measure_workbook,
    "import": measure_import,
    "whole": measure_whole,
    "costs": measure_costs,
}
FEW, SOME, MANY, MOST = 10, 100, 500, 1000


def run(parts: Collection[str]) -> None:
    tell_environment()
    prepare()
    secretary = User.objects.get(email="secretary@example.no")
    if "documents" in parts:
        measure_documents(secretary)
    for part, measure in WITHOUT_SERVER.items():
        if part in parts:
            measure()
    if WITH_SERVER.intersection(parts):
        with running_server() as server:
            if "costs" in parts:
                measure_supposing(server)
            _run_with(server, parts, secretary)


def _run_with(server: Server, parts: Collection[str], secretary: User) -> None:
    if "writers" in parts:
        measure_writers(server)
    if "what-if" in parts:
        measure_what_if(server)
    lists = []
    for size in (FEW, SOME) if "list" in parts else ():
        fill_up_to(size)
        lists.append(measure_list(server, secretary))
    if {"pages", "visit"}.intersection(parts):
        fill_up_to(MANY)
    if "pages" in parts:
        measure_pages(server, secretary)
    if "visit" in parts:
        measure_visit(server, secretary)
    if "list" in parts:
        fill_up_to(MOST)
        tell_lists([*lists, measure_list(server, secretary)])
    _run_last(server, parts, secretary)


def _run_last(server: Server, parts: Collection[str], secretary: User) -> None:
    if "memory" in parts:
        measure_memory(server)
    if "search" in parts:
        measure_search(server, secretary)
    if "registers" in parts:
        measure_registers(server)
    if "surveys" in parts:
        measure_surveys(server)
