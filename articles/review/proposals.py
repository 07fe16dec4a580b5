"""Where a machine now reads something else than a person decided: taken or dismissed."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.ledger import Ledger
from articles.models import Article, Contributor, Decision, Passage, Proposal
from articles.review.record import RefusedError, as_stored, decide
from articles.review.structure import join, move, split
from articles.review.texts import HEAD_FIELDS, carry_head_to_passages, lay_correction, set_kind

Taker = Callable[[Any, Proposal, Ledger], None]


@transaction.atomic
def take(*, proposal: Proposal, by: AbstractBaseUser) -> Decision:
    """Let the archive say what the machine reads now, in the place of what a person decided.

    Raises `RefusedError` where the proposal is decided already, or what it is about has gone.
    """
    proposal, ledger = _open(proposal), Ledger()
    record = apps.get_model("articles", proposal.model)._base_manager.filter(pk=proposal.object_pk).first()
    if record is None:
        raise RefusedError(_("What this proposal is about has been deleted. Dismiss it."))
    record = as_stored(record)
    ledger.write(proposal, status=Proposal.Status.TAKEN)
    taker(proposal)(record, proposal, ledger)
    return decide(Decision.Kind.TAKE, by, ledger)


@transaction.atomic
def dismiss(*, proposal: Proposal, by: AbstractBaseUser, note: str = "") -> Decision:
    """Stay with what a person decided. The same is not proposed again."""
    proposal, ledger = _open(proposal), Ledger()
    ledger.write(proposal, status=Proposal.Status.DISMISSED)
    return decide(Decision.Kind.DISMISS, by, ledger, note=note)


def taker(proposal: Proposal) -> Taker:
    """What taking a proposal does."""
    special = TAKERS.get((proposal.model, proposal.field)) or TAKERS.get(("", proposal.field))
    return special or _take_field


def _open(proposal: Proposal) -> Proposal:
    proposal = as_stored(proposal)
    if proposal.status != Proposal.Status.OPEN:
        raise RefusedError(
            _("This proposal was decided already: %(status)s.") % {"status": proposal.get_status_display()}
        )
    return proposal


def _take_field(record: Model, proposal: Proposal, ledger: Ledger) -> None:
    field = record._meta.get_field(proposal.field)
    ledger.write(record, **{field.attname: field.to_python(proposal.machine_now)})
    if isinstance(record, Article) and field.name in HEAD_FIELDS:
        carry_head_to_passages(record, [field.name], ledger)


def _take_text(passage: Passage, proposal: Proposal, ledger: Ledger) -> None:
    """The machine's text is there already, below the correction."""
    lay_correction(passage, passage.machine_text, ledger)


def _take_kind(passage: Passage, proposal: Proposal, ledger: Ledger) -> None:
    set_kind(passage, proposal.machine_now, passage.machine_values.get("level"), ledger)


def _take_place(passage: Passage, proposal: Proposal, ledger: Ledger) -> None:
    """Move a passage to the end of the article in which the machine sees it."""
    target = _article(proposal.machine_now)
    if target.pk != passage.article_id:
        move([passage], target, target.passages.order_by("order").last(), ledger)


def _take_away(record: Model, proposal: Proposal, ledger: Ledger) -> None:
    ledger.remove([record])


def _take_parts(article: Article, proposal: Proposal, ledger: Ledger) -> None:
    """Split an article as the machine sees it: each list of passages becomes an article of its own."""
    for keys in proposal.machine_now:
        if passages := list(article.passages.filter(pk__in=keys).order_by("order")):
            split(article, passages, "", ledger)


def _take_join(article: Article, proposal: Proposal, ledger: Ledger) -> None:
    join(_article(proposal.machine_now), article, ledger)


def _take_people(article: Article, proposal: Proposal, ledger: Ledger) -> None:
    ledger.remove(article.contributors.all())
    ledger.add_all(Contributor(article=article, order=at, **each) for at, each in enumerate(proposal.machine_now))


def _article(key: int) -> Article:
    article = Article.objects.filter(pk=key).first()
    if article is None:
        raise RefusedError(_("The article that this proposal leads to has been deleted. Dismiss it."))
    return as_stored(article.current())


TAKERS: dict[tuple[str, str], Taker] = {
    ("passage", "text"): _take_text,
    ("passage", "kind"): _take_kind,
    ("passage", "article_id"): _take_place,
    ("", "existence"): _take_away,
    ("article", "parts"): _take_parts,
    ("article", "joined_into_id"): _take_join,
    ("article", "contributors"): _take_people,
}
"""(record type, field) → what to do where a value is more than a value. No record type stands for any."""
