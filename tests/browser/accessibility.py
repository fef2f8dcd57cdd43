"""What axe finds on a page, in light and in dark."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# The schemes differ in their colours alone, so the second one asks only the rules that look at colours.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def findings(page: Page) -> list[str]:
    """Each finding with its scheme, rule and the first places. The page is left in dark."""
    page.emulate_media(color_scheme="light")
    light = Axe().run(page, options=RULES).response["violations"]
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate("rules => axe.run(document, rules)", COLOURS)["violations"]
    return [
        f"{scheme} {finding['id']}: {'; '.join(node['html'][:90] for node in finding['nodes'][:3])}"
        for scheme, found in (("light", light), ("dark", dark))
        for finding in found
    ]
