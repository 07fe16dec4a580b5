"""Claims and the words that they stand on, when the text of their passage changes."""

from articles.ledger import Ledger
from articles.models import Claim, Passage
from articles.recognise.anchors import follow, nearest
from articles.recognise.sentences import sentence_at, sentence_spans
from articles.restore.types import Span


def anchor(claim: Claim, text: str, span: Span) -> None:
    """Let a claim stand at `span` of its passage's `text`. Nothing is stored."""
    for name, value in anchored(text, span).items():
        setattr(claim, name, value)


def anchored(text: str, span: Span) -> dict:
    """The fields of a claim that stands at `span` of its passage's `text`."""
    first, last = sentence_at(list(sentence_spans(text)), span[0])
    return {"start": span[0], "end": span[1], "quote": text[first:last], "is_adrift": False}


def adrift(claim: Claim, text: str) -> dict:
    """The fields of a claim that lost its place: the sentence of `text` in which it stood, and where in there."""
    first, last = sentence_at(list(sentence_spans(text)), claim.start)
    return {"start": claim.start - first, "end": claim.end - first, "quote": text[first:last], "is_adrift": True}


def follow_text(passage: Passage, old_text: str, new_text: str, ledger: Ledger) -> None:
    """Move every claim of a passage to where its words stand now.

    Where they were touched, the claim is flagged, until its sentence is back.
    """
    for claim in claims_of(passage):
        if fields := _followed(claim, old_text, new_text):
            ledger.write(claim, **fields)


def follow_texts(ledger: Ledger) -> None:
    """Let claims follow the passages whose text the ledger's act changed, where the act did not move them itself."""
    touched = {row.record for row in ledger.differences() if isinstance(row.record, Claim) and row.record.pk}
    for row in ledger.differences():
        if isinstance(row.record, Passage) and row.before and row.after and TEXT & row.after.keys():
            then = {name: row.before.get(name, getattr(row.record, name)) for name in TEXT}
            for claim in set(claims_of(row.record)) - touched:
                if fields := _followed(claim, Passage(**then).text, row.record.text):
                    ledger.write(claim, **fields)


TEXT = {"machine_text", "correction"}


def claims_of(passage: Passage) -> list[Claim]:
    """Every claim on a passage, of all kinds, rejected ones too."""
    relations = (relation for relation in Passage._meta.related_objects if issubclass(relation.related_model, Claim))
    return [claim for relation in relations for claim in getattr(passage, relation.get_accessor_name()).all()]


def _followed(claim: Claim, old_text: str, new_text: str) -> dict:
    if old_text == new_text:
        return {}
    if claim.is_adrift:
        sentence = nearest(claim.quote, new_text) if new_text.count(claim.quote) == 1 else None
        return anchored(new_text, (sentence[0] + claim.start, sentence[0] + claim.end)) if sentence else {}
    span = follow((claim.start, claim.end), old_text, new_text)
    return anchored(new_text, span) if span else adrift(claim, old_text)
