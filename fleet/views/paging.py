"""What the pages of a register share: which page, and the address of the same list sorted or turned."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.text import slugify

from fleet.documents.register_file import RegisterFile, as_csv, as_xlsx

ROWS_ON_A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = TypeVar("Row", bound=Model)


def page_of(rows: QuerySet[Row], query: QueryDict) -> Page[Row]:
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(query.get("page"))


def kept_query(query: QueryDict, *without: str) -> str:
    """The address's question without these names, to be continued with others."""
    kept = query.copy()
    for name in ("page", *without):
        kept.pop(name, None)
    for name in [name for name in kept if not kept[name]]:
        del kept[name]
    return kept.urlencode()


def file_response(file: RegisterFile, suffix: str) -> HttpResponse:
    """The register as .xlsx or .csv, to be kept."""
    data, kind = (as_xlsx(file), XLSX) if suffix == "xlsx" else (as_csv(file), "text/csv; charset=utf-8")
    name = f"{slugify(file.name)}.{suffix}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
