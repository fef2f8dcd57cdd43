"""Who is who in the demo. Every person is invented; the municipalities and their numbers are real."""

from __future__ import annotations

from dataclasses import dataclass

from cooperation.models import MembershipRole, Role


@dataclass(frozen=True)
class DemoMunicipality:
    number: str
    name: str
    language: str
    politician_domain: str


@dataclass(frozen=True)
class DemoPerson:
    family_name: str
    given_name: str
    title: str
    municipality: str = ""
    role: MembershipRole | None = None
    deputy_for: str = ""


@dataclass(frozen=True)
class DemoUser:
    """A sign-in of the demo: the address before @example.no, and what it may do."""

    address: str
    person: str
    role: Role
    municipality: str = ""


MUNICIPALITIES = (
    DemoMunicipality("1506", "Molde", "nb", "moldepolitiker.no"),
    DemoMunicipality("1535", "Vestnes", "nn", "vestnespolitikar.no"),
    DemoMunicipality("1539", "Rauma", "nb", "raumapolitiker.no"),
    DemoMunicipality("1547", "Aukra", "nn", "aukrapolitikar.no"),
    DemoMunicipality("1579", "Hustadvika", "nb", "hustadvikapolitiker.no"),
)

DIRECTOR, HEAD = "Kommunedirektør", "Kommunalsjef"

PEOPLE = {
    "solveig": DemoPerson("Nordhaug", "Solveig", DIRECTOR, "1506", MembershipRole.LEADER),
    "torbjorn": DemoPerson("Lianes", "Torbjørn", DIRECTOR, "1539", MembershipRole.DEPUTY_LEADER),
    "ingunn": DemoPerson("Brattli", "Ingunn", DIRECTOR, "1535", MembershipRole.MEMBER),
    "sindre": DemoPerson("Rødal", "Sindre", DIRECTOR, "1547", MembershipRole.MEMBER),
    "astrid": DemoPerson("Vikhals", "Astrid", DIRECTOR, "1579", MembershipRole.MEMBER),
    "harald": DemoPerson("Ørstad", "Harald", "Tillitsvalgt", role=MembershipRole.MEMBER),
    "unni": DemoPerson("Sylteberg", "Unni", "Tillitsvalgt", role=MembershipRole.MEMBER),
    "jonare": DemoPerson("Berget", "Jon Are", HEAD, "1506", MembershipRole.DEPUTY, "solveig"),
    "livmarit": DemoPerson("Haugli", "Liv Marit", HEAD, "1539", MembershipRole.DEPUTY, "torbjorn"),
    "roar": DemoPerson("Helland", "Roar", HEAD, "1535", MembershipRole.DEPUTY, "ingunn"),
    "karianne": DemoPerson("Sætre", "Kari Anne", HEAD, "1547", MembershipRole.DEPUTY, "sindre"),
    "oddeinar": DemoPerson("Myklegard", "Odd Einar", HEAD, "1579", MembershipRole.DEPUTY, "astrid"),
    "henrik": DemoPerson("Storvik", "Henrik", "Leder ROR-IKT", role=MembershipRole.OBSERVER),
    "camilla": DemoPerson("Engdal", "Camilla", "Rådgiver ROR-IKT", role=MembershipRole.SECRETARY),
    "eva": DemoPerson("Tautra", "Eva", "Konsulent ROR-IKT"),
    "nora": DemoPerson("Kvalheim", "Nora", "Rådgiver dokumentasjonsforvaltning"),
    "erik": DemoPerson("Solbakken", "Erik", "Rådgiver innkjøp"),
    "guro": DemoPerson("Sandnes", "Guro", "Politisk sekretariat", "1547"),
    "toringe": DemoPerson("Midtlund", "Tor Inge", "Politisk sekretariat", "1506"),
    "sigrun": DemoPerson("Myrbø", "Sigrun", "Politisk sekretariat", "1579"),
    "oleandreas": DemoPerson("Nerland", "Ole Andreas", "Politisk sekretariat", "1539"),
    "bjorg": DemoPerson("Tomrefjord", "Bjørg", "Politisk sekretariat", "1535"),
    "marit": DemoPerson("Hovdegard", "Marit", "Revisor"),
    "petter": DemoPerson("Løkkemo", "Petter", "Systemansvarlig"),
}

USERS = (
    DemoUser("secretary", "camilla", Role.SECRETARY),
    DemoUser("leader", "henrik", Role.LEADER),
    DemoUser("member", "solveig", Role.MEMBER),
    DemoUser("contact", "guro", Role.CONTACT, "1547"),
    DemoUser("auditor", "marit", Role.AUDITOR),
    DemoUser("administrator", "petter", Role.ADMINISTRATOR),
    DemoUser("secretary2", "eva", Role.SECRETARY),
    DemoUser("member.aukra", "sindre", Role.MEMBER),
    DemoUser("contact.molde", "toringe", Role.CONTACT, "1506"),
    DemoUser("contact.hustadvika", "sigrun", Role.CONTACT, "1579"),
    DemoUser("contact.rauma", "oleandreas", Role.CONTACT, "1539"),
    DemoUser("contact.vestnes", "bjorg", Role.CONTACT, "1535"),
)
