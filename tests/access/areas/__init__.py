"""What newer areas add to the table of `test_matrix.py`: one module each, found by itself.

A module has `MATRIX` (address name: who gets what), `places(world)` (the arguments of those addresses, made there)
and, where a POST needs fields, `sent(world)`.
"""

from __future__ import annotations

import importlib
import pkgutil


def areas():
    return [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
