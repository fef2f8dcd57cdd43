import io
import json

import pytest
from django.core.management import call_command

from fleet.models import Account, LicenceAssignment, Subscription
from licensing.models import Product
from tests.factories import make_municipality
from tests.fleet.factories import make_politician

A = (
    "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Fax,First name,Last dirsync time,"
    "Last name,Last password change time stamp,License assignment details,Licenses,Mobile Phone,Oath token meta data,"
    "Object Id,Office,Password never expires,Phone number,Postal code,Preferred data location,Preferred language,"
    "Proxy addresses,Release track,Soft deletion time stamp,State,Street address,Strong password required,Title,"
    "Usage location,User principal name,When created"
)
B = (
    "Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,"
    "Soft deletion time stamp,Title,Department,Preferred data location,City,CountryOrRegion,Office,StateOrProvince,"
    "Usage location,Last dirsync time,Block credential,Licenses,Password never expires,"
    "Last password change time stamp,Mobile Phone,Phone number,Postal code,Preferred language,Street address,Fax,"
    "Proxy addresses"
)
C = B + ",AgeGroup"


def line(header=B, delimiter=",", **facts):
    names = {
        "upn": "User principal name",
        "name": "Display name",
        "licences": "Licenses",
        "details": "License assignment details",
        "blocked": "Block credential",
        "deleted": "Soft deletion time stamp",
        "proxies": "Proxy addresses",
    }
    said = {"name": "Kari Nordnes", "blocked": "False", "licences": "Unlicensed"} | facts
    cells = {names[key]: value for key, value in said.items()}
    return delimiter.join(cells.get(name, "") for name in header.split(","))


def text(*lines, header=B):
    return "\r\n".join([header, *lines, ""])


@pytest.fixture
def molde(db):
    return make_municipality()


def counted(tmp_path, data, *options, name="users.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    out = io.StringIO()
    call_command("import_licences", str(path), "--municipality", "1506", "--json", *options, stdout=out)
    found = json.loads(out.getvalue())
    assert found["rows"] == found["new"] + found["changed"] + found["unchanged"] + found["rejected"]
    return found


def sums(found):
    return [found[name] for name in ("rows", "new", "changed", "unchanged", "rejected", "gone")]


def held():
    open_ones = LicenceAssignment.objects.open().order_by("account__upn", "product")
    return [(licence.account.upn.split("@")[0], licence.product) for licence in open_ones]


KARI = "Kari@moldepolitiker.no"


@pytest.mark.parametrize("header", [A, B, C])
def test_the_three_variants_of_the_export(molde, tmp_path, header):
    row = line(header, upn=KARI, licences="Office 365 E1+Microsoft Intune", proxies="SMTP:kari@x.no+smtp:k@x.no")
    assert sums(counted(tmp_path, text(row, header=header))) == [1, 1, 0, 0, 0, 0]
    account = Account.objects.get()
    assert (account.upn, account.name, account.is_blocked) == ("kari@moldepolitiker.no", "Kari Nordnes", False)
    assert held() == [("kari", "INTUNE_A"), ("kari", "STANDARDPACK")]


def test_licences_under_the_other_column_of_variant_a(molde, tmp_path):
    counted(tmp_path, text(line(A, upn=KARI, licences="", details="Office 365 E1"), header=A))
    assert held() == [("kari", "STANDARDPACK")]


def test_a_copy_that_a_spreadsheet_saved_again(molde, tmp_path):
    data = text(line(delimiter=";", upn=KARI, licences="Office 365 E1"), header=B.replace(",", ";"))
    assert sums(counted(tmp_path, data.encode("utf-8-sig"))) == [1, 1, 0, 0, 0, 0]
    assert held() == [("kari", "STANDARDPACK")]


def test_the_same_file_twice_changes_nothing(molde, tmp_path):
    data = text(line(upn=KARI, licences="Office 365 E1"), line(upn="ola@moldepolitiker.no"))
    assert sums(counted(tmp_path, data)) == [2, 2, 0, 0, 0, 0]
    before = list(LicenceAssignment.objects.values())
    assert sums(counted(tmp_path, data)) == [2, 0, 0, 2, 0, 0]
    assert list(LicenceAssignment.objects.values()) == before


def test_a_dry_run_changes_nothing(molde, tmp_path):
    assert sums(counted(tmp_path, text(line(upn=KARI)), "--dry-run")) == [1, 1, 0, 0, 0, 0]
    assert Account.objects.count() == 0


def test_deleted_accounts_hold_nothing_and_blocked_ones_do(molde, tmp_path):
    data = text(
        line(upn="slettet@x.no", licences="Office 365 E1", deleted="2023-10-01 10:00:00Z"),
        line(upn="sperret@x.no", licences="Office 365 E1", blocked="True"),
        line(upn="uten@x.no"),
    )
    assert sums(counted(tmp_path, data)) == [3, 3, 0, 0, 0, 0]
    assert held() == [("sperret", "STANDARDPACK")]
    assert list(Account.objects.order_by("upn").values_list("upn", "is_deleted", "is_blocked")) == [
        ("slettet@x.no", True, False),
        ("sperret@x.no", False, True),
        ("uten@x.no", False, False),
    ]


def test_of_a_deleted_and_a_new_account_with_one_name_the_new_one_counts(molde, tmp_path):
    data = text(
        line(upn=KARI, licences="Office 365 E1", deleted="2023-10-01 10:00:00Z"),
        line(upn=KARI, licences="Office 365 E1"),
    )
    found = counted(tmp_path, data)
    assert (sums(found), found["rejected_rows"][0]["line"]) == ([2, 1, 0, 0, 1, 0], 2)
    assert held() == [("kari", "STANDARDPACK")]


def test_licences_change_and_accounts_go(molde, tmp_path):
    counted(
        tmp_path,
        text(
            line(upn=KARI, licences="Office 365 E1"),
            line(upn="ola@x.no", licences="Office 365 E1"),
            line(upn="per@x.no", licences="Office 365 E1"),
        ),
    )
    data = text(
        line(upn=KARI, licences="Office 365 E1 EEA (no Teams)+Microsoft Teams EEA"),
        line(upn="ola@x.no", licences="Office 365 E1"),
    )
    assert sums(counted(tmp_path, data)) == [2, 0, 1, 1, 0, 1]
    assert held() == [
        ("kari", "Microsoft_Teams_EEA_New"),
        ("kari", "Office_365_w/o_Teams_Bundle_E1"),
        ("ola", "STANDARDPACK"),
    ]
    assert (Account.objects.get(upn="per@x.no").is_gone, LicenceAssignment.objects.count()) == (True, 5)
    assert sums(counted(tmp_path, data)) == [2, 0, 0, 2, 0, 0]


def test_rows_that_cannot_be_used(molde, tmp_path):
    data = text(
        line(upn=""),
        line(upn="ikke en adresse"),
        line(upn="0123456789ABCDEF0123456789ABCDEF"),
        line(upn="ola@x.no", blocked="kanskje"),
        line(upn=KARI),
        line(upn=KARI),
        line(upn="per@x.no", deleted="i fjor"),
    )
    found = counted(tmp_path, data)
    assert sums(found) == [7, 1, 0, 0, 6, 0]
    assert [(row["line"], row["column"]) for row in found["rejected_rows"]] == [
        (2, "User principal name"),
        (3, "User principal name"),
        (4, "User principal name"),
        (5, "Block credential"),
        (7, "User principal name"),
        (8, "Soft deletion time stamp"),
    ]


def test_the_usage_report_with_its_ragged_row(molde, tmp_path):
    header = "Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Assigned Products"
    rows = [
        "2023-12-01,kari@x.no,Kari,False,,OFFICE 365 E1",
        "2023-12-01,ola@x.no,Ola,True,2023-11-01,OFFICE 365 E1",
        "2023-12-01,per@x.no,Per,False,,OFFICE 365 E1,1,2",
    ]
    data = "\n".join([header, *rows])
    assert sums(counted(tmp_path, data)) == [3, 2, 0, 0, 1, 0]
    assert held() == [("kari", "STANDARDPACK")]


E1 = {
    "skuId": "18181a46-0d4e-45cd-891e-60aabd171b4e",
    "skuPartNumber": "STANDARDPACK",
    "servicePlans": [{"servicePlanName": "TEAMS1", "provisioningStatus": "Disabled"}],
}


@pytest.mark.parametrize("details", [[E1], {"value": [E1]}, [{"skuId": E1["skuId"]}]])
def test_users_as_graph_lists_them(molde, tmp_path, details):
    user = {"userPrincipalName": KARI, "displayName": "Kari", "id": "1", "accountEnabled": False}
    answer = {"value": [user | {"licenseDetails": details}, {"userPrincipalName": "ola@x.no", "licenseDetails": []}]}
    assert sums(counted(tmp_path, json.dumps(answer), name="users.json")) == [2, 2, 0, 0, 0, 0]
    assert held() == [("kari", "STANDARDPACK")]
    assert Account.objects.get(name="Kari").is_blocked is True


def test_assigned_licences_by_their_ids(molde, tmp_path):
    user = {"userPrincipalName": KARI, "assignedLicenses": [{"skuId": E1["skuId"], "disabledPlans": []}]}
    counted(tmp_path, json.dumps({"value": [user]}), name="users.json")
    assert held() == [("kari", "STANDARDPACK")]


def test_what_a_tenant_pays_for(molde, tmp_path):
    sku = {
        "skuId": E1["skuId"],
        "skuPartNumber": "STANDARDPACK",
        "capabilityStatus": "Suspended",
        "consumedUnits": 14,
        "prepaidUnits": {"enabled": 0, "suspended": 25, "warning": 0, "lockedOut": 0},
    }
    data = json.dumps({"value": [sku, {"skuPartNumber": "FLOW_FREE", "consumedUnits": "mange"}]})
    found = counted(tmp_path, data, name="subscribedSkus.json")
    assert (sums(found), found["rejected_rows"][0]["column"]) == ([2, 1, 0, 0, 1, 0], "consumedUnits")
    paid = Subscription.objects.get()
    assert (paid.product, paid.product_name, paid.enabled, paid.consumed) == ("STANDARDPACK", "Office 365 E1", 0, 14)
    assert sums(counted(tmp_path, data, name="subscribedSkus.json")) == [2, 0, 0, 1, 1, 0]
    later = json.dumps([sku | {"skuPartNumber": "INTUNE_A", "skuId": ""}])
    assert sums(counted(tmp_path, later, name="subscribedSkus.json")) == [1, 1, 0, 0, 0, 1]


def test_one_users_details_alone_belong_to_nobody(molde, tmp_path):
    with pytest.raises(SystemExit):
        counted(tmp_path, json.dumps({"value": [E1]}), name="licenseDetails.json")


def test_an_account_is_linked_to_the_politician_with_its_address(molde, tmp_path):
    kari = make_politician(municipality=molde, email="kari@moldepolitiker.no")
    data = text(line(upn=KARI))
    counted(tmp_path, data)
    assert Account.objects.get().politician == kari
    assert sums(counted(tmp_path, data)) == [1, 0, 0, 1, 0, 0]


def test_a_product_of_the_cooperations_own_list_is_known_by_its_name(molde, tmp_path):
    Product.objects.create(name="Visio til alle", sku_part_number="VISIOCLIENT")
    counted(tmp_path, text(line(upn=KARI, licences="Visio til alle+Ukjent produkt")))
    assert held() == [("kari", "UKJENT PRODUKT"), ("kari", "VISIOCLIENT")]
