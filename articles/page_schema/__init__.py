"""The page schema (docs/page-schema.md): pages and their facts as JSON, written and read. Pure."""

from articles.page_schema.nodes import SchemaError
from articles.page_schema.read import read_record
from articles.page_schema.types import UNKNOWN_ORIGIN, Origin, StoredPage
from articles.page_schema.write import as_record, as_schema, without_page_text

__all__ = [
    "UNKNOWN_ORIGIN",
    "Origin",
    "SchemaError",
    "StoredPage",
    "as_record",
    "as_schema",
    "read_record",
    "without_page_text",
]
