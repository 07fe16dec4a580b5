"""Whatever happens, in whatever order: no decision is lost, the archive holds together, the same changes nothing."""

import pytest

from articles.checking import check_archive
from tests.factories import make_user
from tests.ingest.stories import Story, decided, kept
from tests.snapshot import snapshot

pytestmark = pytest.mark.django_db
STEPS = 8


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("sequences")))


def test_a_story(tmp_path, seed):
    story = Story(tmp_path, make_user("editor"), seed)
    told = []
    for _step in range(STEPS):
        before = kept(decided())
        told.append(story.tell())
        assert [str(finding) for finding in check_archive()] == [], told
        if told[-1] in {"change_page", "undo_run"}:
            assert kept(before) == before, told
        story.read()
        assert [str(finding) for finding in check_archive()] == [], told
        if told[-1] in {"change_page", "undo_run"}:
            assert kept(before) == before, told
        rows = snapshot()
        assert set(story.read()) == {"unchanged"}
        assert snapshot() == rows, told
