"""What a reader can filter by, declared. The names are those of the address; every filter takes several values."""

from django import forms
from django_filters import Filter, FilterSet

from articles.models import Article, Figure, Initiative

PARTY = "party"
"""`scope=party`: only what is about Party building. Without it, everything."""


class ValuesField(forms.MultipleChoiceField):
    """Any number of values. One that does not exist is no error: nothing is found, and the page says so."""

    def valid_value(self, value: str) -> bool:
        return True


class AnyOf(Filter):
    """Rows that meet any of the values given, by a named read of their queryset. No value: every row."""

    field_class = ValuesField

    def __init__(self, read: str, **kwargs):
        super().__init__(**kwargs)
        self.read = read

    def filter(self, queryset, values: list[str]):
        # A NUL can stand in an address, but PostgreSQL refuses it in a parameter.
        values = [value for value in values if "\x00" not in value]
        return getattr(queryset, self.read)(values) if values else queryset


class ListFilter(FilterSet):
    """Filters of one list, which can also be applied all but one: what a facet counts."""

    def all_but(self, name: str, rows):
        """Those of `rows` that every filter except `name` lets through."""
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        for other, values in cleaned.items():
            if other != name:
                rows = self.filters[other].filter(rows, values)
        return rows

    def chosen(self, name: str) -> list[str]:
        """The values that the address asks for, each once."""
        return list(dict.fromkeys(filter(None, self.data.getlist(name))))


class ArticleFilter(ListFilter):
    scope = AnyOf("in_scope")
    theme = AnyOf("on_any_theme")
    hospital = AnyOf("naming_any_of")
    province = AnyOf("in_provinces")
    kind = AnyOf("of_kinds")
    year = AnyOf("issued_in")

    class Meta:
        model = Article
        fields = ()


class InitiativeFilter(ListFilter):
    theme = AnyOf("on_any_theme")
    hospital = AnyOf("by_any_hospital")
    practice = AnyOf("of_any_practice")

    class Meta:
        model = Initiative
        fields = ()


class FigureFilter(ListFilter):
    scope = AnyOf("in_scope")
    measure = AnyOf("measuring")
    hospital = AnyOf("of_any_hospital")

    class Meta:
        model = Figure
        fields = ()
