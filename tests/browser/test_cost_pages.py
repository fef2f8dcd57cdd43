"""Every page of licences and costs as leader, contact and auditor see it: axe finds nothing, in light and in dark."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.models import User
from licensing.models import AllocationKey, InvoiceBasis, Negotiation, Product, Scenario
from tests.browser.accessibility import findings
from tests.browser.conftest import session_cookie
from tests.browser.test_pages import DESK, PHONE


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
    wrong: list[str] = []
    context = browser.new_context(viewport=DESK)
    context.add_cookies([session_cookie(User.objects.get(email=f"{who}@example.no"), live_server.url)])
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "nb", "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for address in pages_of(who):
        page.set_viewport_size(DESK)
        answer = page.goto(live_server.url + address)
        if answer is None or answer.status != 200:
            wrong.append(f"{address}: {answer and answer.status}")
        wrong += [f"{address} {finding}" for finding in findings(page)]
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address}: wider than a phone")
    context.close()
    assert wrong == []
