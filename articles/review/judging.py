"""What machines read, judged by people: confirmed, rejected, corrected, added."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.anchoring import anchored
from articles.ledger import Ledger
from articles.models import Claim, Decision, Judged
from articles.recognise.anchors import nearest
from articles.review.record import RefusedError, as_stored, decide, stored
from articles.review.rows import save

BY_HAND = "by_hand"
"""The rule of a claim that a person made."""
KEPT = {"id", "key", "rule", "confidence", "status", "decided_by", "decided_at", "machine_values", "passage"}
"""Fields of a claim that a correction does not name: they follow from it, or say where the claim came from."""


def state(claim: Judged, *, by: AbstractBaseUser) -> Decision | None:
    """Add a fact that no machine read. A person says it, so it is confirmed from the start."""
    claim.rule = BY_HAND
    for name, value in _verdict(Judged.Status.CONFIRMED, by).items():
        setattr(claim, name, value)
    if isinstance(claim, Claim):
        claim.key = f"{BY_HAND}-{uuid4().hex}"
    return save(claim, by=by)


def confirm(claims: Iterable[Judged], *, by: AbstractBaseUser) -> Decision | None:
    """Accept what the machine read."""
    return _judge(claims, Judged.Status.CONFIRMED, Decision.Kind.CONFIRM, by)


def reject(claims: Iterable[Judged], *, by: AbstractBaseUser) -> Decision | None:
    """Refuse what the machine read. The claim stays as a tombstone, so that it does not come back."""
    return _judge(claims, Judged.Status.REJECTED, Decision.Kind.REJECT, by)


@transaction.atomic
def correct_claim(*, claim: Judged, by: AbstractBaseUser, words: str | None = None, **fields: Any) -> Decision | None:
    """Say what is right where the machine read something else, and thereby confirm it.

    `fields` are what the claim says, by name: `hospital=…`, `value=…`, `is_subject=…`. `words` are the printed words
    that it stands on; where they stand in the passage more than once, those nearest to the old place count. Raises
    `RefusedError` where they do not stand there, or where the values cannot be.
    """
    if forbidden := fields.keys() & KEPT:
        raise TypeError(f"not for a person to say: {', '.join(sorted(forbidden))}")
    claim, ledger = as_stored(claim), Ledger()
    if words is not None:
        fields |= _place_of(claim, words)
    _require_possible(claim, fields)
    if ledger.write(claim, **fields) or claim.status != Judged.Status.CONFIRMED:
        ledger.write(claim, **_verdict(Judged.Status.CONFIRMED, by))
    return decide(Decision.Kind.CORRECT, by, ledger)


def _require_possible(claim: Judged, fields: dict[str, Any]) -> None:
    """Raise `RefusedError` where the claim cannot say this. Tried on a copy: the claim itself stays as it is."""
    tried = as_stored(claim)
    for name, value in fields.items():
        setattr(tried, name, value)
    try:
        tried.full_clean(exclude=["decided_by"])
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error


def _place_of(claim: Claim, words: str) -> dict:
    text = claim.passage.text
    span = nearest(words, text, near=claim.start)
    if span is None:
        raise RefusedError(_("These words do not stand in the passage."))
    return anchored(text, span)


def _verdict(status: str, by: AbstractBaseUser) -> dict:
    return {"status": status, "decided_by": by, "decided_at": timezone.now()}


@transaction.atomic
def _judge(claims: Iterable[Judged], status: str, kind: str, by: AbstractBaseUser) -> Decision | None:
    ledger, verdict = Ledger(), _verdict(status, by)
    by_model: dict[type[Judged], list[Judged]] = {}
    for claim in claims:
        by_model.setdefault(type(claim), []).append(claim)
    for model, judged in by_model.items():
        owner = "passage__article" if issubclass(model, Claim) else "article"
        for claim in stored(judged).select_related(owner).exclude(status=status):
            ledger.write(claim, **verdict)
    return decide(kind, by, ledger)
