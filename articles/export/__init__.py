"""The archive as pages of the page schema: what stands now, so that another archive can read it in.

What people corrected is exported as corrected, what they rejected is left out. Statuses, decisions, publication,
earlier versions and accounts stay here.
"""

from articles.export.pages import export_pages

__all__ = ["export_pages"]
