from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from .views import table_check

app_name = "economy"

urlpatterns: list[URLPattern | URLResolver] = [path("check/", table_check.table_check, name="table_check")]
