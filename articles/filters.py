"""What a reader can filter by, declared. The names are those of the address; every filter takes several values."""

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django_filters import Filter, FilterSet

from articles.models import Article, Figure, Initiative
from articles.search.query import MOST_CHARACTERS

PARTY = "party"
"""`scope=party`: only what is about Party building. Without it, everything."""
MOST_VALUES, MOST_TOGETHER = 20, 240
LONGEST_VALUE = 100
"""What is read of all filters: values, characters of all together, and of one. Every link of a list repeats what was
chosen: a long address would make a huge page."""
LONGEST_TEXT = MOST_CHARACTERS + 1
"""Characters of other parameters; one more than a search reads, so that the search can say that it was cut."""


class ValuesField(forms.MultipleChoiceField):
    """Any number of values. One that does not exist is no error: nothing is found, and the page says so."""

    def valid_value(self, value: str) -> bool:
        return True


class Values(Filter):
    """The values of an address. What they mean is for the search to say."""

    field_class = ValuesField


class AnyOf(Values):
    """Rows that meet any of the values given, by a named read of their queryset. No value: every row."""

    def __init__(self, read: str, **kwargs):
        super().__init__(**kwargs)
        self.read = read

    def filter(self, queryset, values: list[str]):
        return getattr(queryset, self.read)(values) if values else queryset


def readable(values: list[str]) -> list[str]:
    """The first values that a filter can mean. A NUL can stand in an address, but PostgreSQL takes none."""
    return [value for value in values if len(value) <= LONGEST_VALUE and "\x00" not in value][:MOST_VALUES]


def readable_together(wanted: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The first values of several filters that are read together."""
    read: dict[str, list[str]] = {name: [] for name in wanted}
    values = characters = 0
    for name, asked in wanted.items():
        for value in readable(asked):
            values, characters = values + 1, characters + len(value)
            if values <= MOST_VALUES and characters <= MOST_TOGETHER:
                read[name].append(value)
    return read


class ListFilter(FilterSet):
    """Filters of one list, which can also be applied all but one: what a facet counts.

    `data` is what was read of the address `asked` for: what every link of the list starts from. `is_cut`: values of
    some filter were left out.
    """

    carried: tuple[str, ...] = ()
    """Parameters that are no filters, and that the links of the list carry on."""

    def __init__(self, asked: QueryDict) -> None:
        wanted = {name: list(dict.fromkeys(filter(None, asked.getlist(name)))) for name in self.base_filters}
        read = readable_together(wanted)
        texts = {name: [asked.get(name, "").strip()[:LONGEST_TEXT]] for name in self.carried}
        query = QueryDict(mutable=True)
        for name, values in (texts | read).items():
            if any(values):
                query.setlist(name, values)
        self.is_cut = read != wanted
        super().__init__(query)

    def narrow(self, rows, *, all_but: str = ""):
        """Those of `rows` that every filter lets through, or all but one."""
        cleaned = self.form.cleaned_data if self.is_valid() else {}
        for name, values in cleaned.items():
            if name != all_but:
                rows = self.filters[name].filter(rows, values)
        return rows

    @property
    def values(self) -> dict[str, list[str]]:
        """The values that the address asks for, of each filter that has any."""
        return {name: values for name in self.base_filters if (values := self.chosen(name))}

    def chosen(self, name: str) -> list[str]:
        """The values that the address asks for, each once."""
        return self.data.getlist(name)


class ArticleFilter(ListFilter):
    """Filters by which the search narrows what it finds (`articles/search/narrowing.py`)."""

    carried = ("q", "sort")

    scope = Values()
    theme = Values()
    hospital = Values()
    province = Values()
    city = Values()
    kind = Values()
    year = Values()
    initiative = Values()
    practice = Values()
    policy = Values()
    figures = Values()
    complete = Values()

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
