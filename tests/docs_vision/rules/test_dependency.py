from docs_vision.rules.dependency import circles

DEPENDS = {1: [2], 2: [3], 4: [4]}


def test_what_needs_the_thing_itself_is_a_circle():
    assert circles(DEPENDS, 3, [1, 2, 4]) == {1, 2}
    assert circles(DEPENDS, 1, [2, 3, 4]) == set()
    assert circles(DEPENDS, 1, [1]) == {1}
