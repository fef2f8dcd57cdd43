"""A whole meeting, from its planning to the approval of its minutes at the next one, by five people at once.

The cases are those of a real meeting of December 2023; the people are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cooperation.actions.change import broken_log
from cooperation.models import MailState, OutgoingMail
from meetings.models import ApprovedMinutes, Case, CaseKind, Meeting, State
from tests.browser.cast import Cast, cast_of, let_the_worker_work, link_of, newest_mail
from tests.browser.story_outputs import outputs_of
from tests.meetings.documents.papers import pdf_paper

ECONOMY, POLITICIANS, LATE = "Økonomi- og aktivitetsrapport", "IKT-tjenester for politikere", "Ny avtale om internett"


@pytest.fixture
def cast(transactional_db, browser, live_server):
    with cast_of(browser, live_server.url) as made:
        yield made


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def plan(cast: Cast, day: date) -> Meeting:
    secretary = cast.secretary
    secretary.opens("meetings:meeting_list").get_by_role("link", name="New meeting").click()
    secretary.page.get_by_label("Date").fill(day.isoformat())
    secretary.page.get_by_label("Start").fill("08:15")
    secretary.page.get_by_label("End").fill("11:00")
    secretary.page.get_by_label("Place").fill("Teams")
    secretary.presses("Plan the meeting")
    secretary.sees("The meeting is planned")
    return Meeting.objects.get(date=day)


def add(cast: Cast, meeting: Meeting, title: str, *, recommendation: str) -> Case:
    secretary = cast.secretary
    secretary.opens("meetings:meeting_page", meeting.pk).get_by_label("Title").fill(title)
    secretary.presses("Add and write")
    expect(secretary.page.get_by_role("heading", level=1)).to_contain_text(title)
    details = secretary.page.locator("details.case-basis")
    if not details.evaluate("one => one.open"):
        details.locator("summary").click()
    secretary.writes("recommendation", recommendation)
    return Case.objects.get(title=title)


def test_a_meeting_from_planning_to_approval(cast, tmp_path):
    meeting = plan(cast, in_days(14))
    approval = meeting.cases.get(kind=CaseKind.APPROVE_MINUTES)
    cast.secretary.opens("meetings:case_edit", approval.pk)
    cast.secretary.presses("Remove the case")
    economy = add(cast, meeting, ECONOMY, recommendation="Rapporten tas til orientering.")
    attach_paper(cast, tmp_path)
    politicians = add(cast, meeting, POLITICIANS, recommendation="Kommunene melder behov.")

    call_and_answer(cast, meeting)
    late = add_late_case(cast, meeting)
    hold(cast, meeting, economy, politicians, late)
    end(cast, meeting)
    circulate_and_remark(cast, meeting, economy)
    following = plan_the_next(cast, meeting, politicians)
    approve_at_the_next(cast, meeting, following)
    say_the_same_everywhere(cast, meeting, economy)


def attach_paper(cast: Cast, folder: Path) -> None:
    """The case that is open gets a paper."""
    paper = folder / "Økonomirapport.pdf"
    paper.write_bytes(pdf_paper())
    cast.secretary.page.get_by_label("Add attachments").set_input_files(paper)
    expect(cast.secretary.page.get_by_role("link", name="Økonomirapport.pdf")).to_be_visible()


def call_and_answer(cast: Cast, meeting: Meeting) -> None:
    """The notice goes out; one member comes, one sends a deputy, the leader of the board tells it by telephone."""
    secretary = cast.secretary
    secretary.opens("meetings:meeting_page", meeting.pk).get_by_role("link", name="Call the meeting").click()
    reason = secretary.page.get_by_label("Why it goes out all the same")
    if reason.count():
        reason.fill("Papirene kommer i møtet.")
    secretary.presses("Call the meeting and send the notice")
    secretary.sees("The notice goes out as soon as the agenda is made.")
    let_the_worker_work()
    mail = newest_mail("odd@example.org")
    assert mail.state == MailState.SENT
    [event] = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert (event["DTSTART"].dt.date(), str(event["LOCATION"])) == (meeting.date, "Teams")

    for actor, address, answer in (
        (cast.visitor, "odd@example.org", "I send my deputy Tor Lund"),
        (cast.member, "ase@example.org", "I am coming"),
    ):
        actor.follows(link_of(newest_mail(address))).get_by_label(answer).check()
        actor.presses("Send the answer")
    let_the_worker_work()
    cast.visitor.follows(link_of(newest_mail("tor@example.org"))).get_by_label("I am coming").check()
    cast.visitor.presses("Send the answer")

    page = secretary.opens("meetings:notice_page", meeting.pk)
    expect(page.get_by_text("2 of 3 members have said that they come or send a deputy; 2 are needed.")).to_be_visible()
    page.get_by_label("Answer of Siv Nygård").select_option(label="Coming")
    page.get_by_role("row").filter(has_text="Nygård").get_by_role("button").click()
    expect(page.get_by_text("3 of 3 members have said")).to_be_visible()


def add_late_case(cast: Cast, meeting: Meeting) -> Case:
    """What comes after the notice is marked, and a revised notice says so."""
    late = add(cast, meeting, LATE, recommendation="Avtalen godkjennes.")
    page = cast.secretary.opens("meetings:meeting_page", meeting.pk)
    expect(page.get_by_role("listitem").filter(has_text=LATE)).to_contain_text("Added after the notice")
    cast.secretary.opens("meetings:notice_page", meeting.pk)
    reason = page.get_by_label("Why it goes out all the same")
    if reason.count():
        reason.fill("Avtalen haster.")
    cast.secretary.presses("Send")
    let_the_worker_work()
    mail = newest_mail("ase@example.org")
    assert LATE in mail.text
    [event] = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event["SEQUENCE"] == 1
    expect(cast.leader.opens("meetings:meeting_page", meeting.pk).locator(".agenda")).to_contain_text(LATE)
    return late


def hold(cast: Cast, meeting: Meeting, economy: Case, politicians: Case, late: Case) -> None:
    secretary, wall = cast.secretary, cast.wall
    secretary.opens("meetings:meeting_page", meeting.pk)
    secretary.presses("Start the meeting")
    secretary.opens("meetings:attendance_page", meeting.pk)
    secretary.presses("All others are present")
    secretary.sees("3 of 3 seats are filled.")
    wall.opens("meetings:projector_page", meeting.pk)
    secretary.opens("meetings:room_page", meeting.pk)
    show(cast, ECONOMY)
    minute_the_economy(cast)
    decide_without_the_chair(cast, late)
    postpone(cast, politicians)
    end_others(cast, meeting, {economy.pk, politicians.pk, late.pk})


def show(cast: Cast, title: str) -> None:
    """The secretary goes on by a key until this case is there, and the wall follows."""
    page = cast.secretary.page
    heading = page.get_by_role("heading", level=1)
    for _case in range(8):
        here = heading.text_content() or ""
        if title in here:
            break
        page.keyboard.press("Alt+PageDown")
        expect(heading).not_to_have_text(here)
        page.wait_for_load_state("networkidle")
    expect(heading).to_contain_text(title)
    expect(cast.wall.page.get_by_role("heading", level=1)).to_contain_text(title)


def minute_the_economy(cast: Cast) -> None:
    """By keyboard: what was said, the decision as recommended with a word more, what somebody is to do."""
    page = cast.secretary.page
    page.keyboard.press("F2")
    page.keyboard.type("Avviket er 584 663 kroner.")
    page.keyboard.press("Shift+F2")
    page.keyboard.press("F4")
    page.keyboard.type(" Rådet takker for oversikten.")
    cast.secretary.is_saved()
    page.keyboard.press("Shift+F8")
    expect(cast.wall.page.locator(".projector-decision")).to_contain_text("tas til orientering. Rådet takker")
    page.keyboard.press("F9")
    page.keyboard.type("@Aukra melder antall PC-er innen 1.3.")
    page.keyboard.press("Enter")
    expect(page.locator("#case-actions")).to_contain_text("melder antall PC-er")


def decide_without_the_chair(cast: Cast, late: Case) -> None:
    """The board's leader has an interest in the agreement, steps out, and two vote."""
    secretary, page = cast.secretary, cast.secretary.page
    show(cast, LATE)
    page.get_by_text("Raise somebody's impartiality").click()
    page.get_by_label("Who", exact=True).select_option(label="Nygård, Siv")
    page.get_by_label("Explanation").fill("Sitter i styret til selskapet.")
    secretary.presses("Raise")
    page.get_by_label("The body's decision").select_option(label="Disqualified")
    page.get_by_label("Stepped out").fill("09:40")
    rule(cast)
    expect(page.locator(".room-quorum")).to_contain_text("2 of 3 members take part in this case; 2 are needed.")
    page.get_by_label("New proposal").fill("Avtalen godkjennes.")
    secretary.presses("Put to the vote")
    votes = page.locator(".room-vote")
    expect(votes).to_have_count(2)
    votes.filter(has_text="Ødegård").get_by_label("Against").check()
    secretary.presses("Keep the votes")
    expect(cast.wall.page.locator(".projector-result")).to_be_visible()
    expect(page.get_by_text("Count again")).to_be_visible()
    page.get_by_label("Returned").fill("09:55")
    rule(cast)
    page.keyboard.press("Shift+F2")
    secretary.is_saved()


def rule(cast: Cast) -> None:
    """Keep what is written about the one whose impartiality was raised."""
    form = cast.secretary.page.locator("form").filter(has=cast.secretary.page.get_by_label("The body's decision"))
    form.get_by_role("button").click()


def postpone(cast: Cast, case: Case) -> None:
    cast.secretary.opens("meetings:case_edit", case.pk)
    cast.secretary.presses("Postpone")
    cast.secretary.sees("postponed")


def end_others(cast: Cast, meeting: Meeting, done: set[int]) -> None:
    """The standing cases are decided with the body's own texts."""
    for case in meeting.cases.on_agenda():
        if case.pk in done:
            continue
        page = cast.secretary.opens("meetings:case_edit", case.pk)
        page.locator(".standard-texts [data-text]").first.click()
        cast.secretary.is_saved()
        expect(page.locator("#case-outcome")).not_to_have_value("")


def end(cast: Cast, meeting: Meeting) -> None:
    cast.secretary.opens("meetings:meeting_page", meeting.pk)
    cast.secretary.presses("End the meeting")
    expect(cast.secretary.page.locator(".facts")).to_contain_text("Draft minutes")


def make_the_pdf(cast: Cast, meeting: Meeting) -> None:
    secretary = cast.secretary
    secretary.opens("meetings:minutes_page", meeting.pk)
    secretary.presses("Make the PDF")
    let_the_worker_work()
    secretary.sees("The PDF shows the minutes as they are now")


def circulate_and_remark(cast: Cast, meeting: Meeting, economy: Case) -> None:
    """One remarks by the mail's link, one on the page; one remark is taken up and corrected, the other declined."""
    secretary = cast.secretary
    make_the_pdf(cast, meeting)
    secretary.page.get_by_label("Remarks until").fill(in_days(20).isoformat())
    secretary.presses("Send out")
    secretary.sees("Version 1 is sent out for remarks.")
    let_the_worker_work()
    page = cast.visitor.follows(link_of(newest_mail("odd@example.org")))
    page.get_by_label("To", exact=True).select_option(label=f"{economy_number(economy)} {ECONOMY}")
    page.get_by_label("Remark", exact=True).fill("Avviket gjelder november.")
    cast.visitor.presses("Send the remark")
    cast.visitor.sees("Avviket gjelder november.")
    page = cast.member.opens("meetings:minutes_page", meeting.pk)
    page.get_by_label("Remark", exact=True).fill("Møtet begynte 08:20.")
    cast.member.presses("Send the remark")

    page = secretary.opens("meetings:minutes_page", meeting.pk)
    for text, answer, button in (
        ("Avviket gjelder november.", "Det stemmer.", "Take up"),
        ("Møtet begynte 08:20.", "Klokka var 08:15.", "Decline"),
    ):
        remark = page.locator(".remark").filter(has_text=text)
        remark.get_by_label("Why").fill(answer)
        remark.get_by_role("button", name=button).click()
        expect(page.locator(".remark").filter(has_text=text)).to_contain_text(answer)
    secretary.opens("meetings:case_edit", economy.pk)
    secretary.writes("minutes", " Det gjelder november.")


def economy_number(economy: Case) -> str:
    economy.refresh_from_db()
    return economy.display_number


def plan_the_next(cast: Cast, meeting: Meeting, politicians: Case) -> Meeting:
    """The minutes, what is to be followed up and the postponed case are on the next agenda."""
    following = plan(cast, in_days(60))
    page = cast.secretary.opens("meetings:meeting_page", following.pk)
    expect(page.locator(".agenda")).to_contain_text("Godkjenning av møtereferat")
    expect(page.get_by_text("melder antall PC-er")).to_be_visible()
    page = cast.secretary.opens("meetings:queue_page", cast.body.slug)
    row = page.get_by_role("listitem").filter(has_text=POLITICIANS)
    row.get_by_role("button", name="Put on the agenda").click()
    page = cast.secretary.opens("meetings:meeting_page", following.pk)
    expect(page.locator(".agenda")).to_contain_text(POLITICIANS)
    cast.secretary.page.get_by_role("link", name="Call the meeting").click()
    page.get_by_text("Call without sending a notice").first.click()
    cast.secretary.presses("Call without sending a notice")
    cast.secretary.opens("meetings:meeting_page", following.pk)
    cast.secretary.presses("Start the meeting")
    return following


def approve_at_the_next(cast: Cast, meeting: Meeting, following: Meeting) -> None:
    """Deciding the case approves and freezes the minutes, with the correction, at once for everybody."""
    secretary = cast.secretary
    secretary.opens("meetings:attendance_page", following.pk)
    secretary.presses("All others are present")
    secretary.sees("3 of 3 seats are filled.")
    make_the_pdf(cast, meeting)
    secretary.presses("Approve and freeze")
    secretary.sees("are approved and frozen, as version 2.")
    secretary.page.get_by_role("link", name="What was changed").click()
    expect(secretary.page.locator("ins")).to_contain_text("Det gjelder november.")
    approved = ApprovedMinutes.objects.get()
    meeting.refresh_from_db()
    assert (meeting.state, approved.approved_in.meeting_id) == (State.APPROVED, following.pk)
    for reader in (cast.leader, cast.member):
        expect(
            reader.opens("meetings:minutes_page", meeting.pk).get_by_text("Approved", exact=True).first
        ).to_be_visible()
    cast.visitor.page.reload()
    cast.visitor.sees("Det stemmer.")
    let_the_worker_work()
    assert (broken_log(), OutgoingMail.objects.exclude(state=MailState.SENT).count()) == (None, 0)


def say_the_same_everywhere(cast: Cast, meeting: Meeting, economy: Case) -> None:
    said = (
        ECONOMY,
        LATE,
        "Avviket er 584 663 kroner. Det gjelder november.",
        "Rapporten tas til orientering. Rådet takker for oversikten.",
        "Avtalen godkjennes.",
        "melder antall PC-er",
    )
    missing = {
        (kind, text) for kind, words in outputs_of(cast.leader, meeting).items() for text in said if text not in words
    }
    assert missing == set()
