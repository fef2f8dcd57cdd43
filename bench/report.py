"""Print figures as a table that can be pasted into a note."""

from __future__ import annotations

from .timing import Timed


def section(title: str) -> None:
    print(f"\n## {title}\n", flush=True)


def table_head() -> None:
    print("| what | median ms | 10–90 % | control ms | ratio | goal | |")
    print("|---|---|---|---|---|---|---|")


def against(timed: Timed, control: Timed, *, goal: float | None = None) -> None:
    ratio = timed.over(control)
    low, high = timed.spread
    verdict = "" if goal is None else verdict_of(ratio <= goal)
    shown = "" if goal is None else f"≤ {goal:g}"
    print(
        f"| {timed.name} | {timed.median:.1f} | {low:.1f}–{high:.1f} | {control.median:.1f} "
        f"| **{ratio:.2f}** | {shown} | {verdict} |",
        flush=True,
    )


def figure(name: str, value: str, *, goal: str = "", met: bool | None = None) -> None:
    told = "" if met is None else f" — {verdict_of(met)}"
    print(f"- {name}: **{value}**{f' (goal: {goal})' if goal else ''}{told}", flush=True)


def verdict_of(met: bool) -> str:
    return "met" if met else "MISSED"
