"""How well pages are read: parsed pages against what a careful reader found in them."""

from articles.evaluation.report import Report, evaluate, format_table

__all__ = ["Report", "evaluate", "format_table"]
