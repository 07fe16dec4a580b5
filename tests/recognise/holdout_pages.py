"""Pages written for measuring alone: articles about hospitals that no rule was written for.

`dev` may be looked at while rules are improved; `kept_aside` and `unseen` are only measured. From the root of the
project, `python -m tests.recognise.holdout_pages [FOLDER …] [--verbose]` prints the measures of each folder.
"""

import json
import sys
from pathlib import Path

from articles.evaluation import Report, evaluate, format_table
from articles.page_schema import as_schema
from articles.recognise.facts import recognise
from tests.recognise.gold_pages import page_of

HOLDOUT = Path(__file__).parent / "holdout"
FOLDERS = ("dev", "kept_aside", "unseen")


def holdout_gold(folder):
    """Gold by its source, of one of the folders."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((HOLDOUT / folder).glob("*.json")))
    return {gold["source"]: gold for gold in read}


def measured(gold) -> Report:
    """What recognition makes of clean pages beside what a careful reader found in them."""
    pages = {source: page_of(*page["articles"]) for source, page in gold.items()}
    parsed = {source: as_schema(source, page, recognise(page)) for source, page in pages.items()}
    return evaluate(parsed, gold)


def main(arguments):
    verbose = "--verbose" in arguments
    for folder in [name for name in arguments if name != "--verbose"] or FOLDERS:
        sys.stdout.write(f"{folder}\n")
        sys.stdout.write(format_table(measured(holdout_gold(folder)), verbose) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
