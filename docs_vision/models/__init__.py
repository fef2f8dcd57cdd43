"""What the vision is made of: goals, challenges, solutions, benefits with their measurements, prerequisites, milestones."""

from .benefit import Benefit, BenefitKind
from .challenge import Challenge, ChallengeArea, Law
from .estimate import Estimate, EstimateMethod, EstimateShare
from .goal import Goal, Theme
from .measurement import Measurement, MeasurementSource
from .milestone import Milestone
from .prerequisite import Prerequisite, PrerequisiteKind, PrerequisiteState
from .slide import SlideKind, VisionSlide
from .solution import Solution, SolutionStatus
from .standing import LocalState, LocalStateChoice

__all__ = [
    "Benefit",
    "BenefitKind",
    "Challenge",
    "ChallengeArea",
    "Estimate",
    "EstimateMethod",
    "EstimateShare",
    "Goal",
    "Law",
    "LocalState",
    "LocalStateChoice",
    "Measurement",
    "MeasurementSource",
    "Milestone",
    "Prerequisite",
    "PrerequisiteKind",
    "PrerequisiteState",
    "SlideKind",
    "Solution",
    "SolutionStatus",
    "Theme",
    "VisionSlide",
]
