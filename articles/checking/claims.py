"""Claims against the words that they stand on."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from articles.anchoring import anchored
from articles.checking.finding import Finding
from articles.models import CLAIM_MODELS, Claim


def check_claims() -> Iterator[Finding]:
    """A claim stands in its passage, and its sentence too; one that is flagged counts in its own sentence."""
    for model in CLAIM_MODELS:
        for claim in model.objects.select_related("passage").iterator(chunk_size=500):
            if problem := _problem(claim):
                yield Finding(claim, problem, _mending(claim))


def _problem(claim: Claim) -> str:
    text = claim.quote if claim.is_adrift else claim.passage.text
    if not 0 <= claim.start < claim.end <= len(text):
        return _("its words lie beyond the end of the text")
    if not claim.is_adrift and claim.quote not in text:
        return _("its sentence does not stand in the passage")
    return ""


def _mending(claim: Claim):
    """Where the span fits the text, the sentence around it is the claim's; elsewhere a person has to look."""
    fits = not claim.is_adrift and 0 <= claim.start < claim.end <= len(claim.passage.text)
    return partial(_anchor, claim) if fits else None


def _anchor(claim: Claim) -> None:
    fields = anchored(claim.passage.text, (claim.start, claim.end))
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save(update_fields=fields)
