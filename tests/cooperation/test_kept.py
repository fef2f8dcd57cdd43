"""{% kept %} shows a part as it was made until something that decides it has changed."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override


class Counted:
    """A word that tells how many times it has been asked for."""

    def __init__(self):
        self.asked = 0

    def __str__(self):
        self.asked += 1
        return f"asked {self.asked}"


@pytest.fixture
def shown():
    word = Counted()

    def show(template, **facts):
        return Template(template).render(Context(facts | {"word": word}))

    return show


def test_a_part_is_made_once_for_each_thing_it_is_kept_by(shown):
    part = '{% kept "a" by %}{{ word }}{% endkept %}'
    assert [shown(part, by=by) for by in ((1, "x"), (1, "x"), (2, "x"), (1, "x"))] == [
        "asked 1",
        "asked 1",
        "asked 2",
        "asked 1",
    ]


def test_parts_of_other_names_and_languages_are_apart(shown):
    shown('{% kept "a" by %}{{ word }}{% endkept %}', by=1)
    assert shown('{% kept "b" by %}{{ word }}{% endkept %}', by=1) == "asked 2"
    with override("nn"):
        assert shown('{% kept "b" by %}{{ word }}{% endkept %}', by=1) == "asked 3"


@pytest.mark.parametrize("facts", [{"by": None}, {}], ids=["none", "missing"])
def test_nothing_is_kept_by_what_is_not_known(shown, facts):
    part = '{% kept "a" 1 by %}{{ word }}{% endkept %}'
    assert [shown(part, **facts) for _look in range(2)] == ["asked 1", "asked 2"]


def test_what_is_a_readers_own_is_written_in_each_time(shown):
    part = '{% kept "a" 1 live here %}{{ word }}: {{ here }} {% csrf_token %}{% endkept %}'
    first = shown(part, here="/a/?b=1&c=<2>", csrf_token="one")
    second = shown(part, here="/b/", csrf_token="two")
    assert first == 'asked 1: /a/?b=1&amp;c=&lt;2&gt; <input type="hidden" name="csrfmiddlewaretoken" value="one">'
    assert second == 'asked 1: /b/ <input type="hidden" name="csrfmiddlewaretoken" value="two">'


def test_what_a_text_says_is_never_taken_for_a_readers_own(shown):
    part = '{% kept "a" 1 live here %}{{ text }}{% endkept %}'
    assert shown(part, text="csrf_token- here-", here="/x/", csrf_token="secret") == "csrf_token- here-"


@pytest.mark.parametrize("tag", ["{% kept %}", '{% kept "a" %}', '{% kept "a" live here %}'])
def test_a_part_says_what_it_is_kept_by(tag):
    with pytest.raises(TemplateSyntaxError, match="takes a name and what the part is kept by"):
        Template(tag + "{% endkept %}")
