"""What waits for people: every number with a link to the very list that it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db.models import Count, Exists, Max, Model, OuterRef, Q, Value
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.duplicates import SAME_OWNER, numbers_of_duplicates
from articles.admin.show import list_url
from articles.models import (
    CLAIM_MODELS,
    Article,
    Decision,
    FigureCheck,
    IngestOutcome,
    IngestRun,
    LikelyReprint,
    Proposal,
    SearchMiss,
    SourcePage,
)
from articles.reasons import REASON_LABELS


@dataclass(frozen=True, slots=True)
class Queue:
    """Records of one kind that wait: `filters` are the parameters of their list, `lookup` says the same of the rows."""

    title: Any
    model: type[Model]
    filters: dict[str, str]
    lookup: Q

    @property
    def url(self) -> str:
        return list_url(self.model, **self.filters)


@dataclass(frozen=True, slots=True)
class Alike:
    """Records of one kind that are likely the same, with the page on which that is decided."""

    title: Any
    model: type[Model]

    @property
    def url(self) -> str:
        return reverse(f"admin:articles_{self.model._meta.model_name}_duplicates")


@dataclass(frozen=True, slots=True)
class Group:
    """Queues under one heading."""

    title: Any
    queues: tuple[Queue, ...]


LATER = IngestOutcome.objects.filter(path=OuterRef("path"), pk__gt=OuterRef("pk"))
UNSETTLED = Q(status=IngestOutcome.Status.FAILED) & ~Q(Exists(LATER))
"""Condition: the file failed, and nothing came of the same path since."""

STANDING = Q(joined_into=None)
WAITING = STANDING & Q(review=Article.Review.WAITING)
IN_REVIEW = STANDING & Q(review=Article.Review.IN_REVIEW)
READY = STANDING & Q(review=Article.Review.REVIEWED, publication=Article.Publication.DRAFT)
UNDATED = STANDING & Q(page__issue_date=None)
REPRINTS = Q(pk__in=LikelyReprint.objects.undecided().order_by().values("pk"))
ADRIFT = {"is_adrift__exact": "1"}

GROUPS = (
    Group(
        _("Articles"),
        (
            Queue(_("Waiting for review"), Article, {"review__exact": "waiting"}, WAITING),
            Queue(_("In review"), Article, {"review__exact": "in_review"}, IN_REVIEW),
            Queue(
                _("Reviewed, not published"),
                Article,
                {"review__exact": "reviewed", "publication__exact": "draft"},
                READY,
            ),
        ),
    ),
    Group(
        _("Why articles wait"),
        tuple(
            Queue(label, Article, {"review__exact": "waiting", "reason": code}, WAITING & Q(review_reasons__code=code))
            for code, label in REASON_LABELS.items()
        ),
    ),
    Group(
        _("To decide"),
        (
            Queue(_("Proposals"), Proposal, {"status__exact": "open"}, Q(status=Proposal.Status.OPEN)),
            Queue(_("Figures that contradict each other"), FigureCheck, {"agrees__exact": "0"}, Q(agrees=False)),
            Queue(_("Likely reprints"), LikelyReprint, {}, REPRINTS),
            *(
                Queue(
                    format_lazy("{}{}{}", model._meta.verbose_name_plural, ": ", _("lost its sentence")),
                    model,
                    ADRIFT,
                    Q(is_adrift=True),
                )
                for model in CLAIM_MODELS
            ),
        ),
    ),
    Group(
        _("Sources"),
        (
            Queue(_("Files that failed"), IngestOutcome, {"unsettled": "1"}, UNSETTLED),
            Queue(_("Articles without a date"), Article, {"page__issue_date__isempty": "1"}, UNDATED),
            Queue(_("Pages without a newspaper"), SourcePage, {"newspaper__isempty": "1"}, Q(newspaper="")),
        ),
    ),
    Group(_("Readers"), (Queue(_("Searches that found nothing"), SearchMiss, {}, Q()),)),
)
"""What the start page counts, in its order. Lists take the same filters, and a test holds the two together."""


def waiting(user: AbstractBaseUser) -> list[tuple[Any, list[tuple[Queue | Alike, int]]]]:
    """(heading, [(queue, number)]) of what is not empty and what this person may see."""
    seen = [queue for group in GROUPS for queue in group.queues if may_see(user, queue.model)]
    numbers = dict(_numbers(seen))
    groups = [
        (group.title, [(queue, number) for queue in group.queues if (number := numbers.get(queue.url))])
        for group in GROUPS
    ]
    return [(title, lines) for title, lines in [*groups, (_("Likely the same"), list(_alike(user)))] if lines]


NAMELESS = (
    *(Decision.Kind.CONFIRM, Decision.Kind.REJECT, Decision.Kind.CORRECT_TEXT, Decision.Kind.RETITLE),
    *(Decision.Kind.RETYPE, Decision.Kind.MOVE, Decision.Kind.SPLIT, Decision.Kind.JOIN),
    *(Decision.Kind.ATTACH, Decision.Kind.DETACH, Decision.Kind.REPRINT, Decision.Kind.NO_REPRINT),
    *(Decision.Kind.PUBLISH, Decision.Kind.WITHDRAW, Decision.Kind.REVIEW),
)
"""Decisions that make, name and merge no record: most of the day's work."""


def _alike(user: AbstractBaseUser) -> Iterator[tuple[Alike, int]]:
    """Pairs that are likely one record, counted again only once a decision or a run may have made or named one."""
    seen = [model for model in SAME_OWNER if may_see(user, model)]
    latest = (
        Decision.objects.exclude(kind__in=NAMELESS).aggregate(Max("pk")),
        IngestRun.objects.aggregate(Max("pk"), Max("finished_at")),
    )
    key = f"likely-duplicates-{hash(str(latest)):x}"
    numbers = cache.get_or_set(key, numbers_of_duplicates)
    for model in seen:
        if number := numbers[model]:
            yield Alike(model._meta.verbose_name_plural, model), number


def may_see(user: AbstractBaseUser, model: type[Model]) -> bool:
    return user.has_perm(f"articles.view_{model._meta.model_name}")


def _numbers(queues: Iterable[Queue]) -> Iterator[tuple[str, int]]:
    """The address of each queue and how many wait in it, in one query for all of them."""
    queues = list(queues)
    counts = [
        queue.model._default_manager.filter(queue.lookup)
        .order_by()
        .values(place=Value(place))
        .annotate(number=Count("pk", distinct=True))
        .values_list("place", "number")
        for place, queue in enumerate(queues)
    ]
    if counts:
        yield from ((queues[place].url, number) for place, number in counts[0].union(*counts[1:], all=True))
