"""The addresses of licences and costs, sorted by noun."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from cooperation.web import NAVIGATION

from .access import can_read_costs
from .views import comparison, deck, figures, invoice, key, negotiation, product, scenario

app_name = "licensing"
NAVIGATION.append(("licensing:scenario_list", lambda: _("Costs"), can_read_costs))

urlpatterns: list[URLPattern | URLResolver] = [
    # a scenario presented and handed out
    path("scenarios/<int:pk>/deck/", deck.scenario_deck, name="scenario_deck"),
    path("scenarios/<int:pk>/deck/what-if/", deck.deck_what_if, name="deck_what_if"),
    path("scenarios/<int:pk>/deck.pdf", deck.scenario_deck_pdf, name="scenario_deck_pdf"),
    path("scenarios/<int:pk>/costs.pdf", deck.scenario_pdf, name="scenario_pdf"),
    path("scenarios/<int:pk>/costs.xlsx", deck.scenario_workbook, name="scenario_workbook"),
    # figures
    path("figures/", figures.figures_page, name="figures_page"),
    path("figures/population/", figures.population_record, name="population_record"),
    path("figures/index/", figures.index_record, name="index_record"),
    # invoice bases
    path("invoices/", invoice.invoice_list, name="invoice_list"),
    path("invoices/new/", invoice.invoice_new, name="invoice_new"),
    path("invoices/<int:pk>/", invoice.invoice_page, name="invoice_page"),
    path("invoices/<int:pk>/basis.xlsx", invoice.invoice_book, name="invoice_book"),
    path("invoices/<int:pk>/approve/", invoice.invoice_approve, name="invoice_approve"),
    path("invoices/<int:pk>/credit/", invoice.invoice_credit, name="invoice_credit"),
    path("invoices/<int:pk>/throw-away/", invoice.invoice_throw_away, name="invoice_throw_away"),
    path("invoices/<int:pk>/work-out/", invoice.invoice_work_out, name="invoice_work_out"),
    path("invoices/<int:pk>/<str:number>.xlsx", invoice.invoice_municipality_book, name="invoice_municipality_book"),
    path("invoices/<int:pk>/<str:number>.pdf", invoice.invoice_municipality_pdf, name="invoice_municipality_pdf"),
    # keys
    path("keys/", key.key_list, name="key_list"),
    path("keys/new/", key.key_new, name="key_new"),
    path("keys/<int:pk>/", key.key_page, name="key_page"),
    path("keys/<int:pk>/delete/", key.key_delete, name="key_delete"),
    # negotiations
    path("negotiations/", negotiation.negotiation_list, name="negotiation_list"),
    path("negotiations/new/", negotiation.negotiation_new, name="negotiation_new"),
    path("negotiations/<int:pk>/", negotiation.negotiation_page, name="negotiation_page"),
    path("negotiations/<int:pk>/edit/", negotiation.negotiation_edit, name="negotiation_edit"),
    path("negotiations/<int:pk>/delete/", negotiation.negotiation_delete, name="negotiation_delete"),
    # products, prices, holdings
    path("products/", product.product_list, name="product_list"),
    path("products/new/", product.product_new, name="product_new"),
    path("products/<int:pk>/", product.product_page, name="product_page"),
    path("products/<int:pk>/edit/", product.product_edit, name="product_edit"),
    path("products/<int:pk>/delete/", product.product_delete, name="product_delete"),
    path("products/<int:pk>/prices/", product.price_add, name="price_add"),
    path("products/<int:pk>/holdings/", product.holdings_record, name="holdings_record"),
    path("prices/<int:pk>/delete/", product.price_delete, name="price_delete"),
    path("holdings/<int:pk>/delete/", product.holding_delete, name="holding_delete"),
    # scenarios
    path("", scenario.scenario_list, name="scenario_list"),
    path("scenarios/compare/", comparison.scenario_compare, name="scenario_compare"),
    path("scenarios/new/", scenario.scenario_new, name="scenario_new"),
    path("scenarios/<int:pk>/", scenario.scenario_page, name="scenario_page"),
    path("scenarios/<int:pk>/edit/", scenario.scenario_edit, name="scenario_edit"),
    path("scenarios/<int:pk>/copy/", scenario.scenario_copy, name="scenario_copy"),
    path("scenarios/<int:pk>/delete/", scenario.scenario_delete, name="scenario_delete"),
    path("scenarios/<int:pk>/lines/", scenario.scenario_lines, name="scenario_lines"),
    path("scenarios/<int:pk>/lines/<int:product_pk>/", scenario.scenario_product, name="scenario_product"),
    path("scenarios/<int:pk>/changes/", comparison.scenario_changes, name="scenario_changes"),
    path("scenarios/<int:pk>/keep-state/", comparison.scenario_keep_state, name="scenario_keep_state"),
    path("scenarios/<int:pk>/count/", scenario.scenario_count, name="scenario_count"),
    path("scenarios/<int:pk>/what-if/", scenario.scenario_what_if, name="scenario_what_if"),
    path("scenarios/<int:pk>/what-if/keep/", scenario.scenario_keep_what_if, name="scenario_keep_what_if"),
]
