"""What is known about meetings: the meeting, its cases and their texts, who was there, and what was made of it."""

from .attachment import Attachment
from .attendance import Attendance, AttendanceStatus, CaseAttendance, CaseAttendanceKind
from .case import Case, CaseKind, Outcome
from .document import Document, DocumentKind, DocumentState
from .exhibit import Exhibit, ExhibitKind
from .meeting import Meeting, Mode, State
from .minutes_import import MinutesImport
from .point import OrientationPoint
from .search import SearchChange, SearchEntry
from .standing import StandardText, StandingCase
from .text_version import TextField, TextVersion
from .word_layout import WordLayout

__all__ = [
    "Attachment",
    "Attendance",
    "AttendanceStatus",
    "Case",
    "CaseAttendance",
    "CaseAttendanceKind",
    "CaseKind",
    "Document",
    "DocumentKind",
    "DocumentState",
    "Exhibit",
    "ExhibitKind",
    "Meeting",
    "MinutesImport",
    "Mode",
    "OrientationPoint",
    "Outcome",
    "SearchChange",
    "SearchEntry",
    "StandardText",
    "StandingCase",
    "State",
    "TextField",
    "TextVersion",
    "WordLayout",
]
