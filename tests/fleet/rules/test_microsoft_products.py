from fleet.rules.microsoft_products import NamedProduct, ProductNames


def test_a_product_is_found_by_each_of_its_names():
    names = ProductNames()
    e1 = NamedProduct("STANDARDPACK", "Office 365 E1")
    assert names.product("standardpack") == e1
    assert names.product("18181A46-0d4e-45cd-891e-60aabd171b4e") == e1
    assert names.product("OFFICE 365  E1") == e1
    assert names.product("", "Intune").key == "INTUNE_A"


def test_what_nobody_knows_keeps_the_name_it_came_with():
    assert ProductNames().product("", " Nytt  produkt ") == NamedProduct("NYTT PRODUKT", "Nytt produkt")


def test_the_cooperations_own_name_is_shown_and_the_key_stays_one():
    names = ProductNames([("STANDARDPACK", "", "E1 for folkevalgte"), ("", "", "Egen tjeneste")])
    assert names.product("Office 365 E1") == NamedProduct("STANDARDPACK", "E1 for folkevalgte")
    assert names.product("18181a46-0d4e-45cd-891e-60aabd171b4e").name == "E1 for folkevalgte"
    assert names.product("egen tjeneste") == NamedProduct("Egen tjeneste", "Egen tjeneste")


def test_several_in_one_cell():
    names = ProductNames()
    assert names.products("Office 365 E1+ Microsoft Intune + Office 365 E1") == {
        "STANDARDPACK": "Office 365 E1",
        "INTUNE_A": "Microsoft Intune",
    }
    assert [names.products(text) for text in ("", "Unlicensed", "Uten lisens")] == [{}, {}, {}]
