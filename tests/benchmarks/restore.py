"""Processor time of restoration beside one `jieba.cut` of the same text, its growth with the length, and its memory.

`python -m tests.benchmarks.restore` from the root of the project. The text is made pages in the layouts that
restoration is developed on (tests/page_maker), one after another until it has the size, in bytes of UTF-8.
"""

import logging
import sys
import time
import tracemalloc

import jieba

from articles.restore.page import read_page
from tests.benchmarks.recognise import exponent
from tests.page_maker.layouts import LAYOUTS
from tests.page_maker.maker import make_page

SIZES = (10_000, 50_000, 200_000, 1_000_000, 5_000_000)
MEASURED = 1_000_000
"""Size at which the memory is measured: counting it makes everything slow."""


def text_of_size(size):
    """Text of at least that many bytes."""
    parts, number, bytes_so_far = [], 0, 0
    while bytes_so_far < size:
        page = make_page(LAYOUTS[number % len(LAYOUTS)], number // len(LAYOUTS))
        parts.append(page.text.removeprefix("\ufeff"))
        bytes_so_far += len(parts[-1].encode())
        number += 1
    return "".join(parts)


def seconds(work):
    """Processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_memory(data):
    """Peak of the memory taken while a page is read, as a multiple of its bytes."""
    tracemalloc.start()
    read_page(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(data)


def main():
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    first = seconds(lambda: read_page(text_of_size(SIZES[0]).encode()))
    sys.stdout.write(f"the first page, for which the lexicon is loaded: {first:.1f}s\n")
    sys.stdout.write(f"{'bytes':>10} {'restore':>9} {'jieba.cut':>9} {'ratio':>6} {'MB/s':>6}\n")
    points = []
    for size in SIZES:
        text = text_of_size(size)
        data = text.encode()
        ours = seconds(lambda data=data: read_page(data))
        theirs = seconds(lambda text=text: list(jieba.cut(text)))
        points.append((len(data), ours))
        speed = len(data) / 1e6 / ours
        sys.stdout.write(f"{len(data):>10} {ours:>8.3f}s {theirs:>8.3f}s {ours / theirs:>6.2f} {speed:>6.2f}\n")
    sys.stdout.write(f"growth exponent {exponent(points):.2f}\n")
    sys.stdout.write(f"peak memory {peak_memory(text_of_size(MEASURED).encode()):.0f} times the input\n")


if __name__ == "__main__":
    main()
