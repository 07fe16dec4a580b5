"""People as articles name them, with the posts that they held."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode

from articles.filters import LONGEST_VALUE
from articles.models import Person, PersonMention
from articles.views.initials import by_initial
from articles.views.paging import page_of
from articles.views.records import of_record, sentences_of

PEOPLE_A_PAGE = 60


def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody whom a published article names, by pinyin; `q` looks for a name or an organisation."""
    name = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST_VALUE]
    people = Person.objects.public().called(name) if name else Person.objects.public()
    query = QueryDict(urlencode({"q": name} if name else {}))
    page = page_of(request, by_initial(people.only("name")), PEOPLE_A_PAGE, query)
    page.object_list = as_shown(page.object_list)
    return render(request, "people/list.html", {"page": page, "name": name})


def as_shown(people: list[Person]) -> list[Person]:
    """The same people with what a list shows of them: their hospital and the first sentence that gives a post."""
    mentions = PersonMention.objects.public().with_source().best_first()
    first = Prefetch("mentions", mentions.exclude(position=""), to_attr="posts")
    rows = Person.objects.select_related("hospital").prefetch_related(first).in_bulk([one.pk for one in people])
    for one in people:
        rows[one.pk].initial = one.initial
    return [rows[one.pk] for one in people]


@of_record(Person.objects.public().select_related("hospital"))
def person_detail(request: HttpRequest, person: Person) -> HttpResponse:
    """One person with every sentence that names them."""
    mentions = PersonMention.objects.public().filter(person=person)
    posts = mentions.exclude(position="").order_by("position").values_list("position", flat=True).distinct()
    context = {"person": person, "posts": posts, "page": sentences_of(request, mentions)}
    return render(request, "people/detail.html", context)
