import pytest

from cooperation.rules.alphabet import READINGS, alphabetical_key


def test_the_last_three_letters_come_last_and_double_a_is_one_letter():
    names = ["Åsen", "Ærø", "aasen", "Østby", "Zakariassen", "Ås", "Berg", "Aas"]
    assert sorted(names, key=lambda name: (alphabetical_key(name), name)) == [
        "Berg", "Zakariassen", "Ærø", "Østby", "Aas", "Ås", "aasen", "Åsen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BERG", "berg"),
        ("Ås", "AAS"),
        ("Idé", "ide"),
        ("Čáhci", "cahci"),  # Sami
        ("Đorđe", "dorde"),
        ("Ängström", "ængstrøm"),
        ("Müller", "myller"),
        ("Łódź", "lodz"),
    ],
)
def test_capitals_and_accents_decide_nothing(one, other):
    assert alphabetical_key(one) == alphabetical_key(other)


def test_a_word_comes_before_a_longer_one_and_a_space_before_a_letter():
    names = ["Moen", "Moe-Lie", "Moe Lie", "Moe"]
    assert sorted(names, key=alphabetical_key) == ["Moe", "Moe Lie", "Moe-Lie", "Moen"]


def test_every_letter_is_read_as_one_sign_so_that_a_database_can_translate_it():
    assert {letter: read for letter, read in READINGS.items() if len(letter) != 1 or len(read) != 1} == {}
