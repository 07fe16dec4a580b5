"""Where pages come from: files, folders, zip archives, JSON in the page schema, standard input."""

from articles.ingest.sources.find import find_pages, find_sources
from articles.ingest.sources.records import record_of
from articles.ingest.sources.source import STANDARD_INPUT, Source, SourceError, input_key, printable

__all__ = [
    "STANDARD_INPUT",
    "Source",
    "SourceError",
    "find_pages",
    "find_sources",
    "input_key",
    "printable",
    "record_of",
]
