"""Every page of licences and costs as leader, contact and auditor see it: axe finds nothing, in light and in dark."""

from __future__ import annotations

import pytest
from django.urls import reverse

from licensing.models import AllocationKey, InvoiceBasis, Negotiation, Product, Scenario
from tests.browser.looked_at import looked_at


def pages_of(who: str) -> list[str]:
    def to(name: str, *args: int) -> str:
        return reverse(f"licensing:{name}", args=args)

    scenario = Scenario.objects.get(name="Lisenser for politikere 2023")
    product, basis = Product.objects.get(name="Microsoft Intune"), InvoiceBasis.objects.exclude(approved_at=None)[0]
    seen = [
        to("scenario_list"),
        scenario.get_absolute_url(),
        f"{scenario.get_absolute_url()}?show=exact",
        to("scenario_changes", scenario.pk),
        f"{to('scenario_compare')}?with={scenario.pk}",
        to("invoice_list"),
        basis.get_absolute_url(),
    ]
    if who == "contact":
        return seen
    negotiation = Negotiation.objects.first()
    seen += [to("product_list"), product.get_absolute_url(), to("figures_page"), to("key_list"), to("negotiation_list")]
    seen += [negotiation.get_absolute_url()] if negotiation else []
    if who == "auditor":
        return seen
    seen.append(AllocationKey.objects.all()[0].get_absolute_url())
    return [
        *seen,
        *(to(name) for name in ("scenario_new", "product_new", "key_new", "negotiation_new", "invoice_new")),
        *(to(name, scenario.pk) for name in ("scenario_edit", "scenario_lines")),
        to("scenario_product", scenario.pk, product.pk),
    ]


@pytest.mark.parametrize("who", ["leader", "contact", "auditor"])
def test_nothing_is_wrong_with_a_cost_page(browser, live_server, demo, who):
    assert looked_at(browser, live_server, who, pages_of(who)) == []
