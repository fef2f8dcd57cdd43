"""Which column of a file is which: by name, never by place, since exports move and rename their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .table import folded

Names = Mapping[str, tuple[str, ...]]
"""What each of our fields may be called at the top of a file."""

DEVICE_NAMES: Names = {
    "serial": ("Serial number", "Serial", "Serial no", "S/N", "Serienummer", "Serienr"),
    "intune_id": ("Device ID", "Intune Device ID", "id"),
    "entra_id": (
        "Microsoft Entra Device ID",
        "Azure AD Device ID",
        "Azure Active Directory Device ID",
        "Entra Device ID",
        "azureADDeviceId",
        "ReferenceId",
    ),
    "name": ("Device name", "Enhetsnavn", "Einingsnamn"),
    "enrolled_at": ("Enrollment date", "Enrolled date", "enrolledDateTime", "CreatedDate"),
    "last_check_in": ("Last check-in", "Last contact", "lastSyncDateTime", "Last sync", "Last sync date time"),
    "os": ("OS", "Operating system", "Operativsystem"),
    "os_version": ("OS version", "Operating system version"),
    "manufacturer": ("Manufacturer", "Make", "Produsent", "Fabrikat"),
    "model": ("Model", "Modell"),
    "primary_upn": (
        "Primary user UPN",
        "User principal name",
        "UPN",
        "Primary user UPN / email",
        "Hovedbruker",
        "Hovudbrukar",
    ),
    "primary_email": ("Primary user email address", "emailAddress", "Email", "E-mail", "E-post"),
    "compliance": ("Compliance", "Compliance state", "CompliantState"),
    "ownership": ("Ownership", "managedDeviceOwnerType", "OwnerType"),
    "kind": ("Kind", "Type", "Enhetstype", "Einingstype", "Slag"),
    "owner": ("Owner", "Eier", "Eigar"),
    "purchased_on": ("Purchase date", "Purchased", "Kjøpsdato", "Innkjøpt", "Kjøpt", "orderDateTime"),
    "price": ("Price", "Pris", "Pris i kroner", "Price in kroner", "Kjøpspris", "Innkjøpspris"),
    "replace_on": ("Replace on", "To be replaced", "Skal byttes", "Skal bytast", "Utskiftingsdato", "Utskiftes"),
    "status": ("Status",),
    "note": ("Note", "Merknad", "Kommentar"),
}
ACCOUNT_NAMES: Names = {
    "upn": ("User principal name", "userPrincipalName", "UPN", "Username", "Brukernavn"),
    "name": ("Display name", "Visningsnavn"),
    "first_name": ("First name", "givenName"),
    "last_name": ("Last name", "surname"),
    "object_id": ("Object Id", "Object ID", "id"),
    "blocked": ("Block credential", "BlockCredential", "Sign-in blocked", "Block sign in"),
    "enabled": ("accountEnabled", "Account enabled"),
    "deleted_at": ("Soft deletion time stamp", "SoftDeletionTimestamp", "Deleted Date", "deletedDateTime"),
    "deleted": ("Is Deleted",),
    "licences": ("Licenses", "Assigned Products", "Lisenser", "Lisensar"),
    "licence_details": ("License assignment details",),
    "graph_licences": ("licenseDetails",),
    "graph_assigned": ("assignedLicenses",),
}
SUBSCRIPTION_NAMES: Names = {
    "part_number": ("skuPartNumber",),
    "sku_id": ("skuId",),
    "state": ("capabilityStatus",),
    "consumed": ("consumedUnits",),
    "prepaid": ("prepaidUnits",),
}
POLITICIAN_NAMES: Names = {
    "family_name": ("Family name", "Last name", "Surname", "Etternavn", "Etternamn"),
    "given_name": ("Given names", "Given name", "First name", "Fornavn", "Fornamn", "Førenamn"),
    "full_name": ("Name", "Full name", "Navn", "Namn"),
    "email": ("E-mail", "Email", "E-post", "Epost", "E-mail address", "E-postadresse"),
    "phone": ("Telephone", "Phone", "Mobile", "Telefon", "Mobil", "Mobiltelefon"),
    "party": ("Party", "Parti"),
    "role": ("Sits in", "Role", "Rolle", "Verv", "Sit i", "Sitter i"),
    "term": ("Term", "Term of office", "Valgperiode", "Valperiode", "Periode"),
    "note": ("Note", "Merknad", "Kommentar"),
}

# Without these a header is not the header of such a file: each of the groups must have one of its own.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "devices": (("serial",),),
    "licences": (("upn",), ("licences", "licence_details", "graph_licences", "graph_assigned", "blocked", "enabled")),
    "subscriptions": (("part_number", "sku_id"), ("consumed", "prepaid")),
    "politicians": (("family_name", "full_name"),),
}
NAMES: Mapping[str, Names] = {
    "devices": DEVICE_NAMES,
    "licences": ACCOUNT_NAMES,
    "subscriptions": SUBSCRIPTION_NAMES,
    "politicians": POLITICIAN_NAMES,
}
WANTED = {
    "devices": "Serial number",
    "licences": "User principal name, Licenses",
    "subscriptions": "skuPartNumber, prepaidUnits",
    "politicians": "Etternavn",
}


def columns_of(header: Sequence[str], names: Names) -> dict[str, int]:
    """Where each of our fields stands in the file, for those that it has. Of two alike the first counts."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(folded(str(name)), place)
    found = {}
    for field, spellings in names.items():
        for spelling in spellings:
            if folded(spelling) in places:
                found[field] = places[folded(spelling)]
                break
    return found


def known_columns(kind: str, header: Sequence[str]) -> int:
    """How many columns of a header are known for this kind of file; nothing when one that it needs is missing."""
    found = columns_of(header, NAMES[kind])
    if any(not any(field in found for field in group) for group in NEEDED[kind]):
        return 0
    return len(found)
