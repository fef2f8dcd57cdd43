"""{% kept %} shows a part as it was made until something that decides it has changed."""

import pytest
from django.core.cache import caches
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


def test_a_part_is_made_anew_when_what_decides_it_has_changed(shown):
    part = '{% kept "a" by it %}{{ word }}{% endkept %}'
    told = [shown(part, it=it) for it in ((1, "x"), (1, "x"), (2, "x"), (2, "x"), (1, "x"))]
    assert told == ["asked 1", "asked 1", "asked 2", "asked 2", "asked 3"]


def test_parts_of_other_things_stand_beside_each_other(shown):
    part = '{% kept "a" of by it %}{{ word }}{% endkept %}'
    told = [shown(part, of=of, it=it) for of, it in ((7, 1), (8, 1), (7, 1), (7, 2), (8, 1))]
    assert told == ["asked 1", "asked 2", "asked 1", "asked 3", "asked 2"]


def test_of_each_part_only_the_newest_is_kept(shown):
    for it in range(5):
        shown('{% kept "a" 7 by it %}{{ word }}{% endkept %}', it=it)
    assert len(caches["pages"]._cache) == 1


def test_parts_of_other_names_and_languages_are_apart(shown):
    shown('{% kept "a" %}{{ word }}{% endkept %}')
    assert shown('{% kept "b" %}{{ word }}{% endkept %}') == "asked 2"
    with override("nn"):
        assert shown('{% kept "b" %}{{ word }}{% endkept %}') == "asked 3"


@pytest.mark.parametrize("facts", [{"it": None}, {}], ids=["none", "missing"])
@pytest.mark.parametrize("named", ["it", "1 by it"], ids=["of", "by"])
def test_nothing_is_kept_by_what_is_not_known(shown, named, facts):
    part = '{% kept "a" ' + named + " %}{{ word }}{% endkept %}"
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


def test_a_part_has_a_name():
    with pytest.raises(TemplateSyntaxError, match="takes the name of the part"):
        Template("{% kept %}{% endkept %}")
