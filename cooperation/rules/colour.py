"""One colour becomes a scale that text can be read on, in light and in dark.

Worked out in OKLCH (Björn Ottosson, 2020), where equal steps of lightness look equal, and checked with the contrast
ratio of WCAG 2.2: 4.5 for text (1.4.3), 3 for what is not text (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, sin

Rgb = tuple[float, float, float]
WHITE = "#ffffff"
BLACK = "#000000"
STEP = 0.005


@dataclass(frozen=True)
class Oklch:
    lightness: float
    chroma: float
    hue: float


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _rgb(colour: str) -> Rgb:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 for black and 1 for white."""
    red, green, blue = _rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Oklch:
    red, green, blue = _rgb(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short, hypot(a, b), atan2(b, a))


def _to_rgb(colour: Oklch) -> Rgb:
    a, b = colour.chroma * cos(colour.hue), colour.chroma * sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def to_hex(colour: Oklch) -> str:
    """The nearest colour a screen can show: as strong as asked for, or as strong as can be."""
    chroma = colour.chroma
    rgb = _to_rgb(colour)
    while chroma > 0 and not all(-0.0005 <= channel <= 1.0005 for channel in rgb):
        chroma = max(0.0, chroma - STEP)
        rgb = _to_rgb(Oklch(colour.lightness, chroma, colour.hue))
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, channel)))):02x}" for channel in rgb)


def readable(colour: Oklch, on: str, ratio: float) -> str:
    """The colour, made darker on a light ground or lighter on a dark one until it reaches the contrast ratio."""
    step = -STEP if luminance(on) > 0.18 else STEP
    lightness = colour.lightness
    found = to_hex(colour)
    while contrast(found, on) < ratio and 0 < lightness < 1:
        lightness = min(1.0, max(0.0, lightness + step))
        found = to_hex(Oklch(lightness, colour.chroma, colour.hue))
    return found


def light_scale(accent: str) -> dict[str, str]:
    """The colours of a light page, by their names in Designsystemet."""
    given = to_oklch(accent)

    def tint(lightness: float, strength: float) -> Oklch:
        return Oklch(lightness, given.chroma * strength, given.hue)

    active = to_hex(tint(0.87, 0.36))
    base = readable(given, WHITE, 4.6)
    deep = to_oklch(base)
    return {
        "background-default": WHITE,
        "background-tinted": to_hex(tint(0.975, 0.08)),
        "surface-default": WHITE,
        "surface-tinted": to_hex(tint(0.955, 0.13)),
        "surface-hover": to_hex(tint(0.915, 0.24)),
        "surface-active": active,
        "border-subtle": to_hex(tint(0.82, 0.4)),
        "border-default": readable(tint(0.62, 0.9), WHITE, 4.0),
        "border-strong": readable(tint(0.5, 1), WHITE, 6.0),
        "text-subtle": readable(tint(0.5, 1), active, 4.6),
        "text-default": readable(tint(0.3, 0.75), active, 9.0),
        "base-default": base,
        "base-hover": to_hex(Oklch(deep.lightness - 0.06, deep.chroma, deep.hue)),
        "base-active": to_hex(Oklch(deep.lightness - 0.12, deep.chroma, deep.hue)),
        "base-contrast-subtle": readable(tint(0.96, 0.1), base, 4.5),
        "base-contrast-default": WHITE,
    }


def dark_scale(accent: str) -> dict[str, str]:
    """The colours of a dark page, by their names in Designsystemet."""
    given = to_oklch(accent)

    def shade(lightness: float, strength: float) -> Oklch:
        return Oklch(lightness, min(given.chroma, 0.16) * strength, given.hue)

    active = to_hex(shade(0.38, 0.45))
    base = readable(Oklch(max(given.lightness, 0.68), min(given.chroma, 0.16), given.hue), BLACK, 7.0)
    bright = to_oklch(base)
    return {
        "background-default": to_hex(shade(0.2, 0.18)),
        "background-tinted": to_hex(shade(0.235, 0.24)),
        "surface-default": to_hex(shade(0.26, 0.28)),
        "surface-tinted": to_hex(shade(0.285, 0.34)),
        "surface-hover": to_hex(shade(0.33, 0.4)),
        "surface-active": active,
        "border-subtle": to_hex(shade(0.43, 0.45)),
        "border-default": readable(shade(0.62, 0.6), active, 3.0),
        "border-strong": readable(shade(0.74, 0.6), active, 4.6),
        "text-subtle": readable(shade(0.76, 0.6), active, 4.6),
        "text-default": readable(shade(0.95, 0.1), active, 7.5),
        "base-default": base,
        "base-hover": to_hex(Oklch(min(1.0, bright.lightness + 0.06), bright.chroma, bright.hue)),
        "base-active": to_hex(Oklch(min(1.0, bright.lightness + 0.12), bright.chroma, bright.hue)),
        "base-contrast-subtle": to_hex(shade(0.18, 0.15)),
        "base-contrast-default": BLACK,
    }
