from __future__ import annotations

from datetime import date, time

import pytest

from meetings.imports.lines import MinutesText
from meetings.imports.minutes import parse_minutes
from meetings.imports.moments import take_date, take_times

HEADER = (
    "Dato: 13.12.2023\nTid: 08:15 - 11:00\nSted: Rådhuset\nTil stede: Nordmann, Kari, Berg, Ola\nForfall: Ingen\n\n"
)


def parse(text: str, *, is_wrapped: bool = True):
    return parse_minutes(MinutesText(text, is_wrapped))


def test_header_in_the_middle_is_read_as_the_meeting(council_text):
    assert parse(council_text).as_json()["meeting"] == {
        "number": "2024/M3",
        "date": "2024-05-15",
        "start": "09:00",
        "end": "11:30",
        "place": "",
        "present": [
            "Nordmann, Kari",
            "Berg, Ola Henrik",
            "Lunde-Vik, Siri",
            "Østby, Per Arne",
            "Haugen, Liv Marit",
            "Moen, Jens",
            "Dahl, Nina Solfrid",
        ],
        "apologies": [],
    }


def test_cases_have_title_and_decision(council_text):
    cases = parse(council_text).cases
    assert [(case.number, case.title, case.decision) for case in cases] == [
        ("2024/M3-001", "Godkjenning av innkalling og saksliste", "Innkalling og saksliste godkjent."),
        ("2024/M3-002", "Økonomi- og driftsrapport", "Saken tas til orientering."),
        ("2024/M3-003", "Orienteringssaker", "Saken tas til orientering."),
    ]


def test_text_of_a_case_is_put_together_and_a_mentioned_number_begins_no_case(council_text):
    assert parse(council_text).cases[1].text == (
        "Daglig leder gikk gjennom rapporten.",
        (
            "Det ble pekt på at oversikten over lisenser inneholdt en feil. Avvik mellom forbruk og budsjett stemte ikke."
            " Daglig leder mente at summen var riktig, men at en linje i tabellen var ført feil sted."
        ),
        (
            "Antall PC-er som skal byttes ut i Nordvik er for høyt – noen er talt to ganger, se sak 2024/M2-004"
            " - Utskifting av PC-er, som rådet behandlet i mars."
        ),
    )


def test_those_who_took_part_in_one_case_only(council_text):
    cases = parse(council_text).cases
    assert [[str(person) for person in case.participants] for case in cases] == [
        [],
        [],
        ["Fjellheim, Anne Berit", "Strand, Jo Petter"],
    ]


def test_points_have_their_nested_text_across_the_header_and_broken_words(council_text):
    points = parse(council_text).cases[2].points
    assert [point.heading for point in points] == [
        "Status nettverk",
        "Status ny e-post-løsning",
        "Anskaffelse av dokumentasjonsforvaltningssystem",
        "Visjon for dokumentasjonsforvaltning",
    ]
    assert [point.text for point in points[1:]] == [
        (
            (
                "Flyttingen av postkassene er i gang. Alle PC-er får ny klient, og ROR-IKT sine ansatte er først ute."
                " Mange bruker e-post hver dag."
            ),
        ),
        (
            (
                "Arbeidet går fremover. Sekretariatet har vært i kontakt med Storvik kommune samt 3 ulike leverandører"
                " for å få prisene på kravspesifikasjonen. Rådet ønsket å se systemet for å vurdere nytten av det."
            ),
        ),
        (
            (
                "Rådgiveren viste hvordan den framtidige dokumentasjonsforvaltningen kan bli."
                " Økonomi- og driftssystemene skal med."
            ),
        ),
    ]


def test_what_follows_the_agenda_is_kept_unplaced(council_text):
    parsed = parse(council_text)
    assert [(entry.line, entry.text) for entry in parsed.unplaced] == [
        (75, "Status nettverk"),
        (76, "15.05.2024"),
        (78, "• Dette er et lysbilde"),
        (79, "o Vedtak: ikke et vedtak"),
    ]
    assert parsed.problems == ()


def test_nynorsk_minutes_with_the_header_last(nynorsk_text):
    parsed = parse(nynorsk_text)
    assert parsed.meeting.as_json() == {
        "number": None,
        "date": "2023-12-06",
        "start": "08:15",
        "end": "11:00",
        "place": "Nordvik rådhus, møterom Fjorden",
        "present": ["Nordmann, Kari", "Berg, Ola Henrik", "van der Lunde, Jan"],
        "apologies": ["Lunde-Vik, Siri"],
    }
    assert [person.note for person in parsed.meeting.present] == ["leiar, Nordvik", "Storvik", "Utvær"]
    assert [case.number for case in parsed.cases] == ["PS 12/23", "PS 13/23", "PS 14/23"]
    assert [str(person) for person in parsed.cases[2].participants] == ["Hauge, Marit"]
    assert [entry.text for entry in parsed.unplaced] == ["Side 1 av 2", "Side 2 av 2"]
    assert parsed.is_understood


def test_decision_after_the_text_may_have_several_paragraphs(nynorsk_text):
    case = parse(nynorsk_text).cases[1]
    assert case.title == "Budsjett for IKT-samarbeidet i 2024, og økonomiplan for åra fram til 2027"
    assert case.text == (
        "Rådet viser til sak 5/23 om rammene, og til PS 8/23 Rammer for budsjettet, som vart utsett.",
        "Samrøystes vedtak.",
    )
    assert case.decision.split("\n\n") == [
        "1. Rådet vedtek budsjettet for 2024 med ei ramme på kr 12 500 000.",
        "2. Rådet ber om ei ny sak om kostnadsfordeling, der talet på innbyggjarar og talet på brukarar blir samanlikna.",
        "Fordelinga av kostnader blir lagd fram i januar.",
    ]


@pytest.mark.parametrize(
    ("written", "number", "title"),
    [
        ("PS 12/23 Ny avtale", "PS 12/23", "Ny avtale"),
        ("PS 12/23: Ny avtale", "PS 12/23", "Ny avtale"),
        ("Sak 7/2024 – Ny avtale", "Sak 7/2024", "Ny avtale"),
        ("SAK 7/2024\tNy avtale", "SAK 7/2024", "Ny avtale"),
        ("Sak PS 7/24 Ny avtale", "Sak PS 7/24", "Ny avtale"),
        ("12/23 Ny avtale", "12/23", "Ny avtale"),
        ("12/23\nNy avtale", "12/23", "Ny avtale"),
        ("2023/M6-001 - Ny avtale", "2023/M6-001", "Ny avtale"),
        ("Sak 2023/M6-001: Ny avtale", "2023/M6-001", "Ny avtale"),
        ("2023/M6-1000 Ny avtale", "2023/M6-1000", "Ny avtale"),
        ("2023/M6-001 - 3 nye avtaler", "2023/M6-001", "3 nye avtaler"),
        ("Sak 1: Ny avtale", "Sak 1", "Ny avtale"),
        ("SR-sak 12/23 Ny avtale", "SR-sak 12/23", "Ny avtale"),
    ],
)
def test_forms_of_case_numbers(written, number, title):
    cases = parse(f"{HEADER}{written}\n\nVedtak: Godkjent.\n").cases
    assert [(case.number, case.title, case.decision) for case in cases] == [(number, title, "Godkjent.")]


@pytest.mark.parametrize(
    "mention",
    [
        "PS 11/23 ble utsatt til neste møte.",
        "Rådet viste til sak\nPS 11/23 Gammel avtale.",
        "Satsen er satt til 11/12 av lønna.",
        "24/12 Stengt på julaften",
    ],
)
def test_a_mentioned_number_begins_no_case(mention):
    cases = parse(f"{HEADER}PS 12/23 Ny avtale\n\nVedtak: Godkjent.\n\n{mention}\n").cases
    assert [case.number for case in cases] == ["PS 12/23"]


def test_several_cases_on_a_page_and_a_list_of_them_in_front():
    text = (
        "Saksliste\nPS 1/23 Godkjenning av innkalling .......... 2\nPS 2/23 Budsjett .......... 3\n\n"
        f"{HEADER}PS 1/23 Godkjenning av innkalling\nVedtak: Godkjent.\nPS 2/23 Budsjett\nVedtak: Vedtatt.\n"
    )
    cases = parse(text).cases
    assert [(case.number, case.title, case.decision) for case in cases] == [
        ("PS 1/23", "Godkjenning av innkalling", "Godkjent."),
        ("PS 2/23", "Budsjett", "Vedtatt."),
    ]
    assert parse(text).is_understood


def test_duplicate_numbers_are_named_by_line():
    parsed = parse(f"{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n\nPS 1/23 Regnskap\nVedtak: Ja.\n")
    assert [(problem.line, problem.message) for problem in parsed.problems if problem.is_blocking] == [
        (7, "The case number PS 1/23 is used more than once."),
        (10, "The case number PS 1/23 is used more than once."),
    ]


def test_without_date_and_cases_the_meeting_is_not_understood():
    parsed = parse("Dette er et brev.\n\nMed vennlig hilsen\n")
    assert [problem.message for problem in parsed.problems if problem.is_blocking] == [
        "No case was found (a number such as 2023/M6-001, PS 12/23 or Sak 7/2024).",
        "No date of the meeting was found (label “Dato”).",
    ]
    assert [entry.line for entry in parsed.unplaced] == [1, 3]


def test_a_case_of_another_meeting_is_a_problem():
    parsed = parse(
        f"{HEADER}2023/M6-001 - A\nVedtak: Ja.\n\n2023/M6-002 - B\nVedtak: Ja.\n\n2023/M5-003 - C\nVedtak: Ja.\n"
    )
    assert [problem.line for problem in parsed.problems if problem.is_blocking] == [13]


def test_an_impossible_date_is_named_and_the_line_kept():
    parsed = parse("Dato: 31.02.2023\nTil stede: Nordmann, Kari\n\nPS 1/23 Budsjett\nVedtak: Ja.\n")
    assert [problem.message for problem in parsed.problems if problem.is_blocking] == [
        "No date of the meeting was found (label “Dato”).",
        "There is no such date: “31.02.2023”.",
    ]
    assert [entry.line for entry in parsed.unplaced] == [1]


@pytest.mark.parametrize("hours", ["09.00-11.30", "09.00 - 11.30", "9.15-11", "kl. 09:00-11:30"])
def test_hours_with_a_hyphen_are_no_date(hours):
    found, _rest, lacks = take_date(hours)
    assert (found, lacks, take_times(hours)[0] is None) == (None, False, False)


@pytest.mark.parametrize("written", ["14.02-2024", "14.02.2024", "14/2-2024", "14.2.24"])
def test_a_date_may_have_a_hyphen_before_a_year_of_four_digits(written):
    assert take_date(written)[0] == date(2024, 2, 14)


def test_what_a_header_line_holds_beyond_its_value_is_kept():
    parsed = parse("Dato: 13.12.2023 etter befaringen\nTil stede: Nordmann, Kari\n\nPS 1/23 Budsjett\nVedtak: Ja.\n")
    assert parsed.meeting.date == date(2023, 12, 13)
    assert [entry.text for entry in parsed.unplaced] == ["Dato: 13.12.2023 etter befaringen"]


def test_two_labels_on_a_line():
    meeting = parse("Dato: 13.12.2023   Tid: 08:15 - 11:00\nSted: Nordvik\n\nPS 1/23 Budsjett\nVedtak: Ja.\n").meeting
    assert (meeting.date, meeting.start, meeting.end, meeting.place) == (
        date(2023, 12, 13),
        time(8, 15),
        time(11),
        "Nordvik",
    )


def test_time_and_place_under_one_label():
    meeting = parse(
        "Tid og sted: onsdag 13. desember 2023 kl. 08.15, Nordvik rådhus\nForfall: -\n\nPS 1/23 Budsjett\n"
    ).meeting
    assert (meeting.date, meeting.start, meeting.end, meeting.place) == (
        date(2023, 12, 13),
        time(8, 15),
        None,
        "Nordvik rådhus",
    )


@pytest.mark.parametrize("label", ["Utval", "Utvalg", "Møteutvalg", "Organ"])
def test_the_body_from_its_label(label):
    parsed = parse(f"{label}: Samarbeidsrådet\n{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n")
    assert (parsed.meeting.body, parsed.meeting.body_line, parsed.unplaced) == ("Samarbeidsrådet", 1, ())


def test_a_second_body_is_kept_and_not_guessed_at():
    parsed = parse(f"Utval: Samarbeidsrådet\nUtval: Styret\n{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n")
    assert (parsed.meeting.body, [entry.text for entry in parsed.unplaced]) == ("Samarbeidsrådet", ["Utval: Styret"])


def test_a_sentence_about_a_body_is_no_label():
    parsed = parse(f"{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n\nUtvalg som skal høres, får saken.\n")
    assert (parsed.meeting.body, parsed.cases[0].text) == ("", ("Utvalg som skal høres, får saken.",))


def test_meeting_number_from_its_label():
    assert parse(f"Møtenummer: 6/2023\n{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n").meeting.number == "2023/M6"


def test_date_from_the_title_line():
    parsed = parse("Referat fra møte 13. desember 2023\n\nTil stede: Nordmann, Kari\n\nPS 1/23 Budsjett\nVedtak: Ja.\n")
    assert parsed.meeting.date == date(2023, 12, 13)


def test_a_date_label_inside_a_case_is_text():
    parsed = parse(f"{HEADER}PS 1/23 Fagdag\n\nVedtak: Ja.\n\nProgrammet er klart.\n\nDato: 24.01.2024\n")
    assert parsed.meeting.date == date(2023, 12, 13)
    assert parsed.cases[0].text == ("Programmet er klart.", "Dato: 24.01.2024")


def test_decision_first_is_one_paragraph_or_one_numbered_list():
    text = f"{HEADER}PS 1/23 A\nVedtak:\n1. Rådet sier ja.\n2. Rådet sier nei.\n\nLeder orienterte.\n\nForslag til vedtak: Nei.\n"
    case = parse(text).cases[0]
    assert case.decision == "1. Rådet sier ja.\n\n2. Rådet sier nei."
    assert case.text == ("Leder orienterte.", "Forslag til vedtak: Nei.")


def test_deeper_bullets_keep_their_depth():
    text = f"{HEADER}PS 1/23 Orienteringer\n\nVedtak: Tatt til orientering.\n\n• Nett\n  o Ferdig\n    ▪ I alle hus\n  o Dyrt\n• PC-er\n"
    points = parse(text).cases[0].points
    assert [(point.heading, point.text) for point in points] == [
        ("Nett", ("Ferdig", "• I alle hus", "Dyrt")),
        ("PC-er", ()),
    ]


def test_bullets_told_apart_by_indent_only():
    text = f"{HEADER}PS 1/23 Orienteringer\n\nVedtak: Tatt til orientering.\n\n- Nett\n    - Ferdig\n- PC-er\n    - Kjøpt\n"
    points = parse(text).cases[0].points
    assert [(point.heading, point.text) for point in points] == [("Nett", ("Ferdig",)), ("PC-er", ("Kjøpt",))]


def test_a_paragraph_after_the_last_point_closes_the_case():
    text = f"{HEADER}PS 1/23 Orienteringer\n\nVedtak: Notert.\n\n• Nett\n  o Ferdig.\n• PC-er\n  o Kjøpt.\n\nMøtet ble avsluttet med lunsj.\n"
    case = parse(text).cases[0]
    assert case.text == ("Møtet ble avsluttet med lunsj.",)
    assert [point.text for point in case.points] == [("Ferdig.",), ("Kjøpt.",)]


def test_flat_bullets_in_a_decision_case_stay_in_its_text():
    case = parse(f"{HEADER}PS 1/23 Budsjett\n\nVedtak: Ja.\n\nRådet ser to veier:\n\n- Kjøpe\n- Leie\n").cases[0]
    assert (case.text, case.points) == (("Rådet ser to veier:", "• Kjøpe", "• Leie"), ())


def test_in_word_files_no_paragraphs_are_joined():
    text = "Dato\t13.12.2023\nTil stede\tNordmann, Kari\nPS 1/23\tBudsjett\nVedtak: Ja\nførste avsnitt uten punktum og\nandre avsnitt"
    case = parse(text, is_wrapped=False).cases[0]
    assert (case.title, case.decision, case.text) == (
        "Budsjett",
        "Ja",
        ("første avsnitt uten punktum og", "andre avsnitt"),
    )


def test_running_feet_are_found_at_the_edges_of_pages():
    subjects = ["nett", "lån", "drift", "kjøp", "leie"]
    pages = "".join(f"Teksten gjelder {word}.\nMøtebok for rådet {page}\n\f" for page, word in enumerate(subjects, 1))
    parsed = parse(f"{HEADER}PS 1/23 Budsjett\nVedtak: Ja.\n\n{pages}")
    assert [entry.text for entry in parsed.unplaced][-1] == "Møtebok for rådet 5"
    assert len(parsed.unplaced) == 5


def test_numbers_with_letters_in_front_need_company_beside_bare_ones():
    text = "{}12/23 Ny avtale\nVedtak: Ja.\n\n13/23 Bytte av utstyr\n\nPC 9/23 Bestilling av mai\n\nVedtak: Ja.\n"
    assert [case.number for case in parse(text.format(HEADER)).cases] == ["12/23", "13/23"]
    named = text.replace("12/23", "FD 12/23").replace("13/23", "FD 13/23")
    assert [case.number for case in parse(named.format(HEADER)).cases] == ["FD 12/23", "FD 13/23", "PC 9/23"]


def test_case_numbers_without_a_year_are_named():
    parsed = parse(f"{HEADER}Sak 1: Innkalling\nVedtak: Godkjent.\n\nSak 2: Avtale\nVedtak: Ja.\n")
    assert [problem.message for problem in parsed.problems if problem.line == 7] == [
        "The case numbers name no year; they are taken together with the number of the meeting."
    ]


def test_a_list_in_front_whose_cases_have_no_decision_later():
    text = f"Saksliste\nPS 1/23 Nett\nPS 2/23 Ymse\n\nSakene ble delt ut.\n\n{HEADER}PS 1/23 Nett\nAlt er bygget.\n\nPS 2/23 Ymse\nIngen.\n"
    parsed = parse(text)
    assert [(case.number, case.text) for case in parsed.cases] == [
        ("PS 1/23", ("Alt er bygget.",)),
        ("PS 2/23", ("Ingen.",)),
    ]
    assert [entry.text for entry in parsed.unplaced] == ["Sakene ble delt ut."]


def test_what_only_the_list_in_front_tells_is_kept():
    text = f"Saksliste\nPS 1/23 Nett 4\nPS 2/23 Lønn X 2023/77\n\n{HEADER}PS 1/23 Nett\nVedtak: Ja.\nPS 2/23 Lønn\nVedtak: Ja.\n"
    assert [entry.text for entry in parse(text).unplaced] == ["PS 2/23 Lønn X 2023/77"]


@pytest.mark.parametrize(
    "title",
    [
        "Styremøte nr. 3/2024 i Nordvik\nOnsdag 29. mai 2024 kl. 13.00 - 15.15",
        "Styremøte 3/2024, onsdag 29. mai 2024 kl. 13.00-15.15",
    ],
)
def test_number_date_and_hours_from_lines_without_labels(title):
    meeting = parse(f"{title}\nTil stede: Nordmann, Kari\n\nSak 7/2024 Budsjett\nVedtak: Ja.\n").meeting
    assert (meeting.number, meeting.date, meeting.start, meeting.end) == (
        "2024/M3",
        date(2024, 5, 29),
        time(13),
        time(15, 15),
    )


def test_a_date_that_contradicts_another_is_named_and_kept():
    parsed = parse("Dato: 13.12.2023\nMøtedato: 14.12.2023\nTil stede: Moe, Kari\n\nPS 1/23 Budsjett\nVedtak: Ja.\n")
    assert (parsed.meeting.date, [entry.line for entry in parsed.unplaced]) == (date(2023, 12, 13), [2])
    assert [problem.message for problem in parsed.problems if problem.line == 2] == [
        "This does not agree with what stands elsewhere: “14.12.2023”."
    ]


@pytest.mark.parametrize(
    "line", ["Sted: Salen\tReferent: Per Li", "Sted\tSalen\tReferent:\tPer Li", "Sted: Salen    Referent: Per Li"]
)
def test_a_label_beside_the_place_is_not_part_of_it(line):
    parsed = parse(f"Dato: 13.12.2023\n{line}\nTil stede: Moe, Kari\n\nPS 1/23 Budsjett\nVedtak: Ja.\n")
    assert (parsed.meeting.place, [entry.line for entry in parsed.unplaced]) == ("Salen", [2])


@pytest.mark.parametrize("label", ["Tid", "Møtetidspunkt", "Kl."])
def test_labels_of_the_time(label):
    meeting = parse(f"Dato: 13.12.2023\n{label}: 10–12\nTil stede: Moe, Kari\n\nPS 1/23 Budsjett\n").meeting
    assert (meeting.start, meeting.end) == (time(10), time(12))


def test_a_title_without_room_goes_on_over_the_next_lines():
    text = (
        f"{HEADER}PS 1/23 Felles beredskapsplan for datasystemene i kommunene\nmed øvelser og krav til leverandører i perioden\n"
        "2025–2028\n\nRådet drøftet saken.\n\nVedtak: Ja.\n"
    )
    case = parse(text).cases[0]
    assert case.title == (
        "Felles beredskapsplan for datasystemene i kommunene med øvelser og krav til leverandører i perioden 2025–2028"
    )
    assert case.text == ("Rådet drøftet saken.",)


def test_items_below_a_title_are_no_part_of_it():
    case = parse(f"{HEADER}PS 1/23 Eventuelt\na) Julelunsj\nb) Neste møte\n").cases[0]
    assert (case.title, case.text) == ("Eventuelt", ("a) Julelunsj", "b) Neste møte"))


def test_an_empty_line_ends_a_paragraph_where_none_stand_within_sentences():
    text = f"{HEADER}PS 1/23 Rapport\n\nSaksdokument: Rapporten for første tertial i år\n\nLeder la den fram.\n\nVedtak: Ja.\n"
    assert parse(text).cases[0].text == ("Saksdokument: Rapporten for første tertial i år", "Leder la den fram.")


def test_numbered_points_of_a_case_for_information():
    text = (
        "2024/M2-001 Orienteringssaker\nDeltok: Halvorsen, Stig, Engebretsen, Mari Anne,\nLund, Ida\nVedtak: Tas til orientering.\n\n"
        "1. Telefoni\nKontrakten er signert.\n\n2. Statistikk\n- 1 200 saker\n- 95 % løst\n\nDato 10.04.2024\nTid 08:15 - 11:00\n"
    )
    case = parse(text).cases[0]
    assert (case.decision, len(case.participants)) == ("Tas til orientering.", 3)
    assert [(point.heading, point.text) for point in case.points] == [
        ("Telefoni", ("Kontrakten er signert.",)),
        ("Statistikk", ("1 200 saker", "95 % løst")),
    ]


def test_points_below_a_decision_where_other_cases_are_decided_last():
    text = (
        f"{HEADER}PS 1/23 Budsjett\n\nRådet drøftet saken.\n\nVedtak: Ja.\n\n"
        "PS 2/23 Orienteringer\n\nVedtak: Notert.\n\n- Nett\n   * Bygget\n- Lån\n"
    )
    case = parse(text).cases[1]
    assert (case.decision, [point.heading for point in case.points]) == ("Notert.", ["Nett", "Lån"])


@pytest.mark.parametrize("what", ["Protokolltilførsel fra Per Li: Feil.", "Neste møte: 3. mai", "Ansvar: Per"])
def test_what_has_a_heading_of_its_own_ends_the_decision(what):
    text = f"{HEADER}PS 1/23 A\n\nRådet drøftet saken.\n\nVedtak: Ja.\n\n{what}\n"
    case = parse(text).cases[0]
    assert (case.decision, case.text[-1]) == ("Ja.", what)


def test_other_business_without_a_number_is_named():
    parsed = parse(f"{HEADER}PS 1/23 A\nVedtak: Ja.\n\nEventuelt\nIngen saker.\n")
    assert [problem.message for problem in parsed.problems if problem.line == 10] == [
        "“Eventuelt” has no case number, and is kept in PS 1/23."
    ]
    assert "Eventuelt" in parsed.cases[0].text[0]


def test_rows_of_a_table_keep_their_cells_apart():
    case = parse(f"{HEADER}PS 1/23 A\nVedtak: Ja.\n\nPost\tBudsjett\nLønn\t4 500\nFrist:\t1. mai\n").cases[0]
    assert case.text == ("Post | Budsjett", "Lønn | 4 500", "Frist: 1. mai")


def test_labels_in_the_first_column_of_a_case():
    text = "Dato\t13.12.2023\nPS 1/23\tArkiv\nSaksopplysninger\tPlanen er klar.\nVedtak\tRådet sier ja."
    case = parse(text, is_wrapped=False).cases[0]
    assert (case.text, case.decision) == (("Saksopplysninger: Planen er klar.",), "Rådet sier ja.")


def test_running_heads_beside_page_numbers_in_text():
    text = (
        "Kystråd – møtereferat 2/2023\n\nSide 1 av 2\n\nDato: 04.05.2023\nPS 1/23 A\nVedtak: Ja.\n\nRådet drøftet saken.\n\n"
        "Kystråd – møtereferat 2/2023\n\nSide 2 av 2\n\nDen følges opp.\n"
    )
    parsed = parse(text)
    assert parsed.cases[0].text == ("Rådet drøftet saken.", "Den følges opp.")
    assert [entry.line for entry in parsed.unplaced] == [1, 3, 11, 13]


def test_running_heads_of_two_pages():
    text = f"Kystråd\n{HEADER}PS 1/23 A\nVedtak: Ja.\n\nAlt er klart.\n\fKystråd\nDet følges opp.\n2"
    parsed = parse(text)
    assert parsed.cases[0].text == ("Alt er klart.", "Det følges opp.")
    assert [entry.text for entry in parsed.unplaced] == ["Kystråd", "Kystråd", "2"]


@pytest.mark.parametrize("label", ["Vedtak i sak 1/23", "Vedtak i sak PS 1/23", "Vedtak PS 1/23", "Rådets vedtak"])
def test_a_decision_may_name_its_case(label):
    assert parse(f"{HEADER}PS 1/23 A\n\n{label}: Ja.\n").cases[0].decision == "Ja."


@pytest.mark.parametrize("label", ["Enstemmig vedtak", "Samrøystes vedtak", "Vedtak (mot 1 stemme)"])
def test_how_a_decision_was_made_is_kept_in_the_text(label):
    case = parse(f"{HEADER}PS 1/23 A\n\nRådet drøftet saken.\n\n{label}: Ja.\n").cases[0]
    assert (case.decision, case.text) == ("Ja.", ("Rådet drøftet saken.", f"{label}."))


def test_a_part_of_a_case_may_be_headed_by_its_number():
    text = f"{HEADER}PS 3/23 Val\nFramlegg:\nSiri Vik.\nPS 3/23 Røysting:\nSamrøystes.\nPS 3/23 Vedtak:\nSiri Vik er vald.\n"
    parsed = parse(text)
    assert [(case.title, case.decision) for case in parsed.cases] == [("Val", "Siri Vik er vald.")]
    assert (parsed.cases[0].text[-1], parsed.is_understood) == ("Samrøystes.", True)
