"""The words by which minutes say what a line holds, in bokmål and nynorsk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Label(Enum):
    BODY = auto()
    DATE = auto()
    TIME = auto()
    START = auto()
    END = auto()
    PLACE = auto()
    PRESENT = auto()
    TOOK_PART = auto()
    APOLOGIES = auto()
    NUMBER = auto()
    OTHER = auto()


PEOPLE = (Label.PRESENT, Label.TOOK_PART, Label.APOLOGIES)
MOMENTS = (Label.DATE, Label.TIME, Label.START, Label.END)

_MEMBERS = (
    r"(?:(?:følgende|følgjande|disse|desse|faste|møtende|møtande|andre|øvrige)\s+){0,3}"
    r"(?:vara)?(?:medlemm?[ea]r|medlemmene|medlemmane|representant[ea]r)"
)

_HEADER_WORDS = {
    Label.BODY: "utvalg|utval|møteutvalg|møteutval|møtende utvalg|møtande utval|organ",
    Label.DATE: "møtedato|møtedag|dato og tid|dato og klokkeslett|dato/tid|dato",
    Label.TIME: (
        r"møtetidspunkt|tidspunkt|kl(?=\.?\s*:)|møtetid|klokkeslett|tid og dato|tid og sted|tid og stad|tid/sted|tid/stad|tid"
    ),
    Label.START: "møtestart|starttid|start",
    Label.END: "møteslutt|sluttid|slutt",
    Label.PLACE: "møtested|møtestad|møterom|møteplass|sted|stad",
    Label.APOLOGIES: (
        rf"(?:{_MEMBERS}|følgende|følgjande|disse|desse)(?:\s+som)?\s+(?:(?:hadde|har)\s+)?(?:meldt\s+)?(?:forfall|frafall)"
        rf"|{_MEMBERS}(?:\s+som)?\s+(?:ikke|ikkje)\s+møtte"
        rf"|(?:(?:{_MEMBERS}|følgende|følgjande|disse|desse)\s+)?(?:møtte|møter)\s+(?:ikke|ikkje)|"
        "meldt forfall|meldte forfall|forfall meldt|forfall|meldt frafall|frafall|meldt fråfall|fråfall|fraværende|fråverande"
        "|ikke til stede|ikke tilstede|ikkje til stades|ikkje tilstades|ikke møtt|ikkje møtt"
    ),
    Label.PRESENT: (
        rf"{_MEMBERS}(?:\s+som)?\s+(?:møtte|møter|var\s+til\s+stede|var\s+til\s+stades|til\s+stede|til\s+stades)"
        r"|møt[ea]nde\s+(?:faste\s+)?(?:vara)?(?:medlemm?[ea]r|representant[ea]r)"
        r"|fr[aå]\s+(?:administrasjonen|sekretariatet)(?:\s+møtte)?|fr[aå]\s+adm(?=\s*\.?\s*:)"
        r"|(?:andre|ell?ers|elles)\s+(?:som\s+)?(?:møtte|deltok)|"
        "andre til stede|andre til stades|også til stede|også til stades|til stede|til stades|tilstede|tilstades"
        "|møtende|frammøtte|fremmøtte|møtte|desse møtte|disse møtte|følgende møtte|følgjande møtte"
    ),
    Label.TOOK_PART: (
        "deltok i saken|deltok i saka|deltok under saken|deltok under saka|til stede under saken|til stades under saka"
        "|i tillegg deltok|i tillegg møtte|deltakere|deltakarar|deltagere|deltok"
    ),
    Label.NUMBER: "møtenummer|møtenr|møte nr|møte",
    # What a header tells beside the meeting's facts: it ends a list of people and is kept unplaced.
    Label.OTHER: (
        "møteleder|møteleiar|ordstyrer|ordstyrar|referent|protokollfører|protokollførar|møtesekretær|sekretær|sekretariat"
        "|gjester|gjestar|gjest|inviterte|innkalte|innkalla|innkalt|andre|kopi til|kopi|habilitet|arkivref|arkivsaksnr|arkivsak"
        "|vår ref|merknader til innkalling og saksliste|merknader til innkallinga|merknader til innkallingen"
    ),
}
_SECTIONS = (
    "forslag til vedtak|framlegg til vedtak|innstilling|tilråding|saksopplysninger|saksopplysningar|saksutredning|saksutgreiing"
    "|bakgrunn|vurdering|behandling|handsaming|drøfting|votering|avstemming|avrøysting|røysting"
    r"|(?:protokolltilførsel|alternativt forslag|forslag)(?:\s+(?:fra|frå)\s[^:]{1,60}(?=:))?"
    "|merknad|merknader|oppfølging|oppfølgjing|ansvarlig|ansvarleg|ansvar|frist|neste møte|diskusjon"
    "|økonomiske konsekvenser|vedlegg|saksbehandler|saksbehandlar"
)
_HEADERS = [
    (
        label,
        re.compile(
            rf"(?:{words.replace(' ', ' +')})(?:\s+var)?(?:\s*\([^()]{{0,40}}\))?(?P<sep>\s*\.?:|\s*\t|\s+|$)(?P<value>.*)",
            re.IGNORECASE,
        ),
    )
    for label, words in _HEADER_WORDS.items()
]
_SPACES = re.compile(" {2,}")
_DECISION = re.compile(
    r"(?:(?:enstemmig|einstemmig|samrøystes|endelig|endeleg)\s+)?(?:[\wæøå-]{1,40}s\s+)?(?:vedtaket|vedtak|beslutning|konklusjon)"
    r"(?:\s+i\s+sak(?:en|a)?)?(?:\s+(?:[A-ZÆØÅ]{2}\s?)?\d{1,4}/\d{2,4}(?=\s*:))?(?:\s*\([^()]{0,60}\))?(?P<sep>\s*:|\s*\t|\s+[–-]\s|\s+|$)(?P<value>.*)",
    re.IGNORECASE,
)
_HOW_DECIDED = re.compile(r"enstemmig|einstemmig|samrøystes|\(", re.IGNORECASE)
_SECTION = re.compile(rf"(?:{_SECTIONS})\s*(?::|\t|$)", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    r"[\s,;]+(?=(?:"
    + "|".join(_HEADER_WORDS[label] for label in (Label.DATE, Label.TIME, Label.PLACE))
    + r")\s*:)|\s{2,}(?=[^\W\d_][^\W\d_ ]{1,30}:)",
    re.IGNORECASE,
)
_ANY_LABEL = re.compile(r"[A-ZÆØÅ][^:,;()\t]{1,40}:(?:\s|$)")
_START_MARK = re.compile(r"agenda items start\s*:?", re.IGNORECASE)
_END_MARK = re.compile(r"agenda items end\s*:?", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:agenda|saksliste|sakliste|saker|sakskart|referat|møtereferat|møteprotokoll|protokoll|møtebok|saker til behandling"
    r"|saker til handsaming)\s*:?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a label. Sure: with a colon or in a table; else only its surroundings can tell."""

    label: Label
    name: str
    value: str
    is_sure: bool


def header_label(text: str) -> Labelled | None:
    """A label of the meeting's header at the beginning of a line (tabs kept)."""
    text = text.strip(" ")
    if not text[:1].isalpha():
        return None
    for label, pattern in _HEADERS:
        if found := pattern.match(text[:2_000_000]):
            name = text[: found.start("sep")]
            value = found["value"].strip()
            if label not in PEOPLE:
                value = _SPACES.sub(" ", value)
            is_sure = ":" in found["sep"] or "\t" in found["sep"] or value.startswith(":")
            if not is_sure and not text[0].isupper():
                return None
            return Labelled(label, name, value.lstrip(": "), is_sure)
    return None


def decision_label(text: str, *, may_lack_colon: bool) -> str | None:
    """What follows the label of a decision on its line; None when the line has no such label."""
    text = _SPACES.sub(" ", text)
    found = _DECISION.match(text)
    if found is None:
        return None
    value = " ".join(found["value"].split())
    if (
        not found["sep"].strip()
        and "\t" not in found["sep"]
        and value
        and not (may_lack_colon and text[0].isupper() and value[0].isupper())
    ):
        return None
    return value if text[0].isupper() or found["sep"].strip() == ":" else None


def how_decided(text: str) -> str:
    """The label of a decision where it tells more than that there is one: "Enstemmig vedtak", "Vedtak (mot 1 stemme)"."""
    found = _DECISION.match(_SPACES.sub(" ", text))
    label = found.string[: found.start("sep")].strip() if found else ""
    return label if _HOW_DECIDED.search(label) else ""


def is_section(text: str) -> bool:
    """Whether a line begins another part of a case, such as the recommendation or the vote."""
    return bool(_SECTION.match(_SPACES.sub(" ", text[:80])))


def begins_otherwise(text: str, people: list[str]) -> bool:
    """Whether a line has a label of its own, unknown as it may be, and so is not more of a list of people.

    A list may be one of "Municipality: name", though.
    """
    return bool(people) and bool(_ANY_LABEL.match(text)) and not _ANY_LABEL.match(people[0])


def split_labels(text: str) -> list[str]:
    """A header line that holds several labels, cut before each: "Dato: …   Tid: …"."""
    if len(text) >= 1000:
        return [text]
    if len(pieces := _labels_with_cells(text.strip().split("\t"))) > 1:
        return pieces
    pieces = _NEXT_LABEL.split(text)
    return pieces if all(":" in piece or any(map(str.isdigit, piece)) for piece in pieces) else [text]


def _labels_with_cells(cells: list[str]) -> list[str]:
    """The cells of a row, each label with the values after it."""
    pieces = [cells[0]]
    for cell in cells[1:]:
        if cell.endswith(":") or ((found := header_label(cell)) and (found.is_sure or not found.value)):
            pieces.append(cell)
        else:
            pieces[-1] += f"\t{cell}"
    return pieces


def is_start_mark(text: str) -> bool:
    return bool(_START_MARK.fullmatch(text[:60]))


def is_end_mark(text: str) -> bool:
    return bool(_END_MARK.fullmatch(text[:60]))


def is_heading(text: str) -> bool:
    """A line that only names the kind of paper or the list that follows."""
    return bool(_HEADING.fullmatch(text[:60]))
