"""The shipped vocabulary (themes, practices) as records that people may edit."""

from django.db import transaction

from articles.models import Change, Practice, PracticeSynonym, Theme, ThemeKeyword
from articles.recognise.lexicon import table
from articles.search.index import index_names


@transaction.atomic
def ensure_vocabulary() -> None:
    """Make the shipped themes and practices that are not there. What is there is left as people have it.

    What a person deleted does not come back.
    """
    known_themes, known_practices = _known_names(Theme), _known_names(Practice)
    themes = [entry for entry in table("themes")["themes"] if entry["name"] not in known_themes]
    practices = [entry for entry in table("practices")["practices"] if entry["name"] not in known_practices]
    if themes or practices:
        first = Theme.objects.count()
        made = [_make_theme(entry, order) for order, entry in enumerate(themes, first)]
        index_names([*made, *map(_make_practice, practices)])


def _known_names(model: type[Theme | Practice]) -> set[str]:
    """Names that are there, or were there until a person renamed or deleted them."""
    changes = Change.objects.filter(model=model._meta.model_name, before__name__isnull=False)
    return {*model.objects.values_list("name", flat=True), *changes.values_list("before__name", flat=True)}


def _make_theme(entry: dict, order: int) -> Theme:
    theme = Theme.objects.create(slug=entry["slug"], name=entry["name"], description=entry["description"], order=order)
    ThemeKeyword.objects.bulk_create(
        ThemeKeyword(theme=theme, word=word, weight=weight) for word, weight in entry["keywords"].items()
    )
    return theme


def _make_practice(entry: dict) -> Practice:
    practice = Practice.objects.create(name=entry["name"], description=entry.get("description", ""))
    PracticeSynonym.objects.bulk_create(
        PracticeSynonym(practice=practice, name=name) for name in entry.get("synonyms", [])
    )
    return practice
