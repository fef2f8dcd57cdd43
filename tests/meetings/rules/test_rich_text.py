import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.rich_text import as_rich_text, clean_line, clean_rich_text, lines_of, plain_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Saken tas til orientering.</p>", "<p>Saken tas til orientering.</p>"),
        ("<p><b>Aukra</b> <i>ønsker</i></p>", "<p><strong>Aukra</strong> <em>ønsker</em></p>"),
        ("<ul><li><p>a</p><ul><li>b</li></ul></li></ul>", "<ul><li><p>a</p><ul><li>b</li></ul></li></ul>"),
        (
            '<p>se <a href="https://example.org" onclick="x()">her</a></p>',
            '<p>se <a href="https://example.org">her</a></p>',
        ),
        ('<p><a href="javascript:alert(1)">her</a></p>', "<p><a>her</a></p>"),
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p style="color:red" class="x">a</p>', "<p>a</p>"),
        ("<h1>Tittel</h1>", "Tittel"),
        ("<p>a\x07\x1b\u202eb\ue000</p>", "<p>ab</p>"),
        ("<p>a\ud800b\udfff</p>", "<p>ab</p>"),
        ("<p>a&#7;&#x1b;&#x202e;&#xE000;b</p>", "<p>ab</p>"),
        ('<ol start="3"><li>c</li></ol>', '<ol start="3"><li>c</li></ol>'),
        ('<ol start="99999999999999999999"><li>c</li></ol>', "<ol><li>c</li></ol>"),
        ('<ol start="-5"><li>c</li></ol>', "<ol><li>c</li></ol>"),
        ("<p>a<a href='https://example.org'><br></a>b</p>", "<p>a<br>b</p>"),
        ("<p></p>", ""),
        ("<p>&nbsp;</p><ul><li></li></ul>", ""),
    ],
)
def test_only_what_minutes_are_made_of_is_kept(typed, kept):
    assert clean_rich_text(typed) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<li>a</li><li>b</li>c<li>d</li>", "<ul><li>a</li><li>b</li></ul>c<ul><li>d</li></ul>"),
        ("<ul>a<li>b</li><p>c</p></ul>", "<ul><li>a</li><li>b</li><li><p>c</p></li></ul>"),
        ("<ul><ul><li>a</li></ul></ul>", "<ul><li><ul><li>a</li></ul></li></ul>"),
        ("<ol><strong><li>a</li></strong></ol>", "<ol><li><strong><ul><li>a</li></ul></strong></li></ol>"),
        ("<ul><li>a</li> <li>b<br></li></ul>c", "<ul><li>a</li> <li>b<br></li></ul>c"),
        ("<p><li>a", "<p></p><ul><li>a</li></ul>"),
    ],
)
def test_items_lie_in_lists_and_lists_hold_items(pasted, kept):
    assert clean_rich_text(pasted) == kept


PASTED = st.lists(
    st.sampled_from(["<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<p>", "</p>", "<a href='#x'>", "</a>", "<br>", "<em>", "</em>", "ord", " "]),
    max_size=20,
).map("".join)  # fmt: skip


@given(PASTED)
def test_cleaning_what_is_badly_nested_loses_no_word_and_settles(pasted):
    once = clean_rich_text(pasted)
    assert (once.count("ord"), clean_rich_text(once)) == (pasted.count("ord"), once)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean_rich_text(f"<p>{text}</p>")
    assert clean_rich_text(once) == once


def test_a_line_has_no_breaks_and_single_spaces():
    assert clean_line("  Økonomi-\n og\taktivitet\x00\ud83c  ") == "Økonomi- og aktivitet"


def test_the_lines_of_a_text_show_its_lists():
    html = "<p>Orientert om:</p><ul><li><p>PC-er</p><ul><li><p>Tildelt</p></li></ul></li><li>Annet</li></ul>"
    assert lines_of(html) == ["Orientert om:", "– PC-er", "  – Tildelt", "– Annet"]
    assert plain_text("<p>a &amp; b</p>") == "a & b"


@pytest.mark.parametrize(
    "pasted",
    [
        "<p>ord " + " <br>" * 100_000,  # an empty line was looked through once more for each of them
        "<ul><li>x" * 30_000,  # each level was indented as deep as it lies
        "<p>" + "<em>a</em>" * 60_000,
        "<em> ord" * 50_000,
        "<div>ord" * 60_000,
        "<ul>" * 200_000 + "ord",
    ],
    ids=["breaks", "levels", "marks", "open", "blocks", "lists"],
)
def test_cleaning_takes_time_in_proportion_to_the_text(pasted):
    started = time.process_time()
    kept = clean_rich_text(pasted)
    assert time.process_time() - started < 5
    assert kept.count("ord") == pasted.count("ord")


def test_plain_paragraphs_become_rich_text_with_their_signs_kept():
    assert as_rich_text(["kr 1 < 2 & 3", " ", "to"]) == "<p>kr 1 &lt; 2 &amp; 3</p><p>to</p>"
