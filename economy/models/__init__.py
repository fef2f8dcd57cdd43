"""Reports, the budget lines in them, and the figures drawn from the registers."""

from .activity import ActivityFigure, FigureKind
from .budget import BudgetGroup, BudgetLine
from .report import Report

__all__ = ["ActivityFigure", "BudgetGroup", "BudgetLine", "FigureKind", "Report"]
