import pytest

from fleet.rules.email_domain import EmailDomain, email_domain, other_spellings, with_right_domain


@pytest.mark.parametrize(
    ("email", "domain", "found"),
    [
        ("kari@moldepolitiker.no", "moldepolitiker.no", EmailDomain.RIGHT),
        ("Kari@MoldePolitiker.no", "moldepolitiker.no", EmailDomain.RIGHT),
        ("kari@aukrapolitiker.no", "aukrapolitikar.no", EmailDomain.OTHER_SPELLING),
        ("kari@moldepolitikar.no", "moldepolitiker.no", EmailDomain.OTHER_SPELLING),
        ("kari@aukra-politikar.no", "aukrapolitikar.no", EmailDomain.OTHER_SPELLING),
        ("kari@moldepolitiker.no", "aukrapolitikar.no", EmailDomain.OTHER),
        ("kari@example.no", "aukrapolitikar.no", EmailDomain.OTHER),
        ("", "aukrapolitikar.no", EmailDomain.NONE),
        ("kari@example.no", "", EmailDomain.NONE),
    ],
)
def test_how_an_address_stands_to_the_domain(email, domain, found):
    assert email_domain(email, domain) == found


def test_what_it_should_be():
    assert with_right_domain("kari@aukrapolitiker.no", "aukrapolitikar.no") == "kari@aukrapolitikar.no"
    assert other_spellings("aukrapolitikar.no") == ["aukrapolitiker.no"]
    assert other_spellings("aukra.no") == []
