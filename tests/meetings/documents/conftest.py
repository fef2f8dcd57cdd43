import pytest

from cooperation.documents.renderer import Renderer


@pytest.fixture(scope="session")
def renderer():
    """One warm process for all the tests that make a PDF."""
    renderer = Renderer()
    yield renderer
    renderer.stop()
