"""Politicians and their terms, devices and who has them, licences in the tenants, imports of files, the survey."""

from .council import CouncilChange, CouncilTask, CouncilTick
from .device import (
    STATUSES_HELD,
    Compliance,
    Device,
    DeviceAssignment,
    DeviceKind,
    DeviceStatus,
    EndedAs,
    Owner,
)
from .import_batch import ImportBatch, ImportKind, ImportRow, ImportState, RowOutcome
from .licence import Account, LicenceAssignment, Subscription
from .lifetime import Lifetime
from .politician import Politician, Seat, SeatRole
from .replacement import ReplacementCount
from .subsidy import Subsidy
from .survey import (
    AnswerValue,
    Aspect,
    Question,
    QuestionKind,
    RegisterFigure,
    RoundState,
    SurveyAnswer,
    SurveyRound,
)
from .term import Term

__all__ = [
    "STATUSES_HELD",
    "Account",
    "AnswerValue",
    "Aspect",
    "Compliance",
    "CouncilChange",
    "CouncilTask",
    "CouncilTick",
    "Device",
    "DeviceAssignment",
    "DeviceKind",
    "DeviceStatus",
    "EndedAs",
    "ImportBatch",
    "ImportKind",
    "ImportRow",
    "ImportState",
    "LicenceAssignment",
    "Lifetime",
    "Owner",
    "Politician",
    "Question",
    "QuestionKind",
    "RegisterFigure",
    "ReplacementCount",
    "RoundState",
    "RowOutcome",
    "Seat",
    "SeatRole",
    "Subscription",
    "Subsidy",
    "SurveyAnswer",
    "SurveyRound",
    "Term",
]
