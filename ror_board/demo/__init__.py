"""The demo: a cooperation with five municipalities, invented people and real kinds of work."""

from .build import PASSWORD, SignIn, build_demo, holds_data, is_only_demo, sign_ins

__all__ = ["PASSWORD", "SignIn", "build_demo", "holds_data", "is_only_demo", "sign_ins"]
