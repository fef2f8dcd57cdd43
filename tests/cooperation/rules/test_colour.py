from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules.colour import Oklch, contrast, dark_scale, light_scale, luminance, readable, to_hex, to_oklch

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
GROUNDS = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
)


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast("#123456", "#123456") == 1
    assert round(contrast("#ffffff", "#000000"), 6) == 21


def test_luminance_of_white_is_one():
    assert round(luminance("#ffffff"), 6) == 1


@given(colours)
def test_a_colour_comes_back_as_it_was(colour):
    there_and_back = to_hex(to_oklch(colour))
    assert max(abs(int(colour[i : i + 2], 16) - int(there_and_back[i : i + 2], 16)) for i in (1, 3, 5)) <= 1


def test_a_readable_colour_stays_as_it_is():
    assert readable(to_oklch("#1f5f99"), "#ffffff", 4.5) == "#1f5f99"


def test_no_colour_is_lighter_than_white():
    assert readable(Oklch(0.9, 0.0, 0.0), "#767676", 21) == "#000000"


@given(colours)
def test_text_is_readable_in_light_and_in_dark(accent):
    for scale in (light_scale(accent), dark_scale(accent)):
        for text in ("text-default", "text-subtle"):
            assert min(contrast(scale[text], scale[ground]) for ground in GROUNDS) >= 4.5
        for button in ("base-default", "base-hover", "base-active"):
            assert contrast(scale["base-contrast-default"], scale[button]) >= 4.5
        assert contrast(scale["border-default"], scale["background-default"]) >= 3
