"""Where characters of a page stand in another version of it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.alignment import NOWHERE, align, character_places

PAGE = """党建引领促发展
云溪县人民医院共有党员一百二十人，设五个党支部。
医院党委坚持把支部建在科室上，推动融合发展。
"""


def carried(old, new):
    """What `old` says, with · for what stands nowhere in `new`."""
    return "".join(new[place] if place != NOWHERE else "·" for place in align(old, new))


@pytest.mark.parametrize(
    ("new", "lost"),
    [
        (PAGE, ""),
        (PAGE.replace("五个", "六个"), "五"),
        (PAGE.replace("\n", "\n\n  "), ""),
        (f"新的一行。\n{PAGE}", ""),
        ("".join(reversed(PAGE.splitlines(keepends=True))), ""),
        (PAGE.replace("设五个党支部。", ""), "设五个党支部。"),
    ],
    ids=["the same", "a character", "wrapped anew", "a line before", "lines moved", "a clause gone"],
)
def test_only_what_changed_is_lost(new, lost):
    kept = "".join(PAGE.split())
    found = carried("".join(PAGE.split()), new)
    assert "".join(old for old, place in zip(kept, found, strict=True) if place == "·") == lost


@given(st.text("党建医院。 \n", max_size=60), st.text("党建医院。 \n", max_size=60))
def test_a_character_never_becomes_another_and_none_is_taken_twice(old, new):
    places = [place for place in align(old, new) if place != NOWHERE]
    assert len(set(places)) == len(places)
    assert all(new[place] == old[at] for at, place in enumerate(align(old, new)) if place != NOWHERE)


def test_a_big_page_takes_no_longer_than_its_length():
    letters = [chr(code) for code in range(0x4E00, 0x5E00)]
    chosen = random.Random(1)
    old = "".join(chosen.choices(letters, k=200_000))
    new = old[:90_000] + "改" * 50 + old[90_100:]
    places = align(old, new)
    assert sum(place == NOWHERE for place in places) == 100


@pytest.mark.parametrize(
    ("text", "spans", "page", "places"),
    [
        ("甲乙", [(3, 5)], "一二\n甲乙", [3, 4]),
        ("甲 乙", [(0, 1), (4, 5)], "甲\n\n\n乙", [0, -1, 4]),
        ("甲 乙", [(0, 3)], "甲 乙", [0, 1, 2]),
        ("甲3", [(0, 2)], "甲３", [0, 1]),
        ("乙甲", [(2, 3), (0, 1)], "甲。乙", [2, 0]),
        ("甲", [], "甲", [-1]),
    ],
)
def test_character_places(text, spans, page, places):
    assert character_places(text, spans, page) == places
