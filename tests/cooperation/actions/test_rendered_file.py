import pytest

from cooperation.actions.rendered_file import ask_for_file, make_waiting_files
from cooperation.documents.renderer import Renderer
from cooperation.documents.store import path_of
from cooperation.models import FileState, RenderedFile

pytestmark = pytest.mark.django_db
PAGE = "<!doctype html><html lang=nb><title>Kostnader</title><h1>Kostnader</h1><p>{}"


@pytest.fixture
def make():
    renderer = Renderer()
    yield lambda: make_waiting_files(renderer)
    renderer.stop()


def ask(text="hei", **options):
    return ask_for_file("test", "1", PAGE.format(text), language="nb", **options)


def test_a_page_is_made_once_and_again_when_it_changes(make):
    assert (ask().state, make(), make()) == (FileState.WAITING, 1, 0)
    first = ask()
    assert (first.state, first.html, first.pages, first.size > 0) == (FileState.READY, "", 1, True)
    assert ask("nytt").state == FileState.WAITING
    assert make() == 1
    assert RenderedFile.objects.get().sha256 != first.sha256
    path_of(ask("nytt").sha256).unlink()
    assert ask("nytt").state == FileState.WAITING


def test_too_much_is_refused_with_reasons_and_can_be_tried_again(make):
    rows = "<table>" + "<tr><td>x</td></tr>" * 2001 + "</table>" + "<ul>" + "<li>x</li>" * 2001 + "</ul>"
    ask(rows)
    make()
    failed = ask(rows)
    assert (failed.state, len(failed.reasons)) == (FileState.FAILED, 2)
    assert ask(rows, again=True).state == FileState.WAITING


def test_what_kills_the_renderer_is_told():
    renderer = Renderer(seconds=0.0)
    ask("<p>x" * 100)
    make_waiting_files(renderer)
    renderer.stop()
    assert (ask("<p>x" * 100).state, len(ask("<p>x" * 100).reasons)) == (FileState.FAILED, 1)
