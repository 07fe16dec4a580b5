"""Processor time of recognition beside one `jieba.cut` of the same text, and how it grows with its length.

`python -m tests.benchmarks.recognise` from the root of the project. Each text is one page of articles written for
measuring (tests/recognise/holdout/), repeated until it has the size, each time with another number behind each
paragraph, so that nothing is the same text twice. Sizes are in bytes of UTF-8.
"""

import logging
import math
import sys
import time
from itertools import cycle

import jieba

from articles.recognise.facts import recognise
from tests.recognise.gold_pages import page_of
from tests.recognise.holdout_pages import holdout_gold

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 2_000_000)
RUNS = 3


def page_of_size(size):
    """A page of at least that many bytes."""
    written = [article for gold in holdout_gold("dev").values() for article in gold["articles"]]
    articles, bytes_so_far = [], 0
    for number, article in enumerate(cycle(written)):
        if bytes_so_far >= size:
            break
        body = [{**block, "text": f"{block['text']}（{number}）"} for block in article["body"]]
        articles.append({**article, "body": body})
        bytes_so_far += sum(len(block["text"].encode()) for block in body)
    return page_of(*articles)


def seconds(work):
    """The best of some runs; long ones are not repeated."""
    best = math.inf
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def exponent(points):
    """The slope of time over size, both logarithmic, by least squares: 1 is linear."""
    xs, ys = zip(*((math.log(size), math.log(took)) for size, took in points), strict=True)
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / sum(
        (x - middle_x) ** 2 for x in xs
    )


def main():
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    recognise(page_of_size(SIZES[0]))
    points = []
    sys.stdout.write(f"{'bytes':>10} {'recognise':>10} {'jieba.cut':>10} {'ratio':>6}\n")
    for size in SIZES:
        page = page_of_size(size)
        ours = seconds(lambda page=page: recognise(page))
        theirs = seconds(lambda page=page: list(jieba.cut(page.text)))
        points.append((len(page.text.encode()), ours))
        sys.stdout.write(f"{points[-1][0]:>10} {ours:>9.3f}s {theirs:>9.3f}s {ours / theirs:>6.2f}\n")
    sys.stdout.write(f"growth exponent {exponent(points):.2f}\n")


if __name__ == "__main__":
    main()
