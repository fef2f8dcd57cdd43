"""What the server's processes take, each shared page counted in part (PSS)."""

from __future__ import annotations

from .report import figure, section
from .server import Server

MOST_MEGABYTES = 300


def measure_memory(server: Server) -> None:
    section("Memory after all of the above (PSS)")
    taken = server.proportional_memory()
    for name, megabytes in taken.items():
        figure(name, f"{megabytes:.0f} MB")
    web = sum(megabytes for name, megabytes in taken.items() if name.startswith("gunicorn"))
    figure("two web workers and their master", f"{web:.0f} MB", goal=f"< {MOST_MEGABYTES} MB", met=web < MOST_MEGABYTES)
    total = sum(taken.values())
    figure(
        "all processes, the document worker too",
        f"{total:.0f} MB",
        goal=f"< {MOST_MEGABYTES} MB",
        met=total < MOST_MEGABYTES,
    )
