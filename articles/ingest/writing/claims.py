"""Writing claims: each on its passage, found again by the page characters that it stands on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.anchoring import adrift, anchored
from articles.ingest.alignment import NOWHERE, align
from articles.ingest.facts import FactClaim, claim_key
from articles.ingest.matching import one_to_one
from articles.ingest.writing.merging import Merger, current, plain
from articles.ingest.writing.passages import New, Passages
from articles.models import CLAIM_MODELS, Claim, Judged, Passage
from articles.recognise.anchors import follow

ALIKE = 0.5
"""Share of the shorter claim's characters that two claims must have in common to be the same."""
WHAT: dict[str, tuple[str, ...]] = {"figure": ("measure", "value"), "honourmention": ("honour", "recipient")}
"""What a claim of a kind says, by which two are the same; of other kinds, the record that it leads to."""


@dataclass(slots=True)
class Read:
    """A claim as it is read now, with the place of each of its characters on the page."""

    fact: FactClaim
    new: New

    @property
    def places(self) -> set[int]:
        start, end = self.fact.evidence.start, self.fact.evidence.end
        return {at for at in self.new.part.text.origin[start:end] if at != NOWHERE}

    @property
    def passage(self) -> Passage:
        return self.new.record


@dataclass(slots=True)
class Stored:
    """A claim as it is stored, or was until a person deleted it; `places` are where its characters stand now."""

    claim: Claim
    places: set[int]
    is_deleted: bool = False


class Claims:
    """Writes the claims of one reading. `said` holds what readers saw of a stored passage before."""

    def __init__(self, passages: Passages, merger: Merger, said: dict[int, str]) -> None:
        self.passages = passages
        self.merger = merger
        self.ledger = merger.ledger
        self.decided = merger.decided
        self.said = said

    @cached_property
    def owners(self) -> dict[int, tuple[New, int]]:
        """Which passage owns each place of the page, and which of its characters that is."""
        return {at: (new, i) for new in self.passages.new if new.record for i, at in enumerate(new.places)}

    def write(self, facts: Iterable[FactClaim]) -> None:
        """Bring stored claims up to date and add new ones; those that are read no more go, unless a person decided."""
        read = list(self._read(facts))
        for model in CLAIM_MODELS:
            self._write(model, [each for each in read if each.fact.model is model], list(self._stored(model)))

    def _write(self, model: type[Claim], read: list[Read], stored: list[Stored]) -> None:
        pairs = _pair(read, stored)
        found = {id(each) for each in pairs.values()}
        for each in stored:
            if id(each) not in found and not each.is_deleted:
                self._leave(each)
        new: dict[tuple, Claim] = {}
        for n, each in enumerate(read):
            if n not in pairs:
                claim = self._make(each)
                new.setdefault((claim.passage_id, claim.key), claim)
            elif not pairs[n].is_deleted:
                self._renew(pairs[n], each)
        self.ledger.add_all(new.values())

    def _read(self, facts: Iterable[FactClaim]) -> Iterator[Read]:
        found = {(new.article, new.body if new.body is not None else new.part.kind): new for new in self.passages.new}
        for fact in facts:
            where = fact.evidence.field if fact.evidence.body is None else fact.evidence.body
            new = found.get((fact.evidence.article, where))
            if new is not None and new.record is not None:
                yield Read(fact, new)

    def _stored(self, model: type[Claim]) -> Iterator[Stored]:
        old = {each.record.pk: each for each in self.passages.old}
        held = model.objects.select_for_update().filter(passage__in=list(old)).order_by("pk") if old else ()
        for claim in held:
            claim.passage = old[claim.passage_id].record
            yield Stored(claim, self._places(claim, old[claim.passage_id].places))
        for before in self.decided.removed(model):
            claim = model(**{name: value for name, value in before.items() if name in _attributes(model)})
            places = old[claim.passage_id].places if claim.passage_id in old else []
            yield Stored(claim, _spanned(places, *_read_span(claim)), is_deleted=True)

    def _places(self, claim: Claim, places: list[int]) -> set[int]:
        """Where the characters of a claim stand now: of what the machine read, else of what a person anchored."""
        passage = claim.passage
        if "start" in claim.machine_values or passage.correction is None:
            return set() if claim.is_adrift and not claim.machine_values else _spanned(places, *_read_span(claim))
        in_machine_text = align(passage.correction, passage.machine_text)[claim.start : claim.end]
        return {places[at] for at in in_machine_text if at != NOWHERE} - {NOWHERE}

    def _make(self, read: Read) -> Claim:
        fact, passage = read.fact, read.passage
        machine = {name: plain(value) for name, value in fact.fields.items()}
        return fact.model(
            passage=passage,
            rule=fact.evidence.rule,
            confidence=fact.evidence.confidence,
            key=claim_key(passage.machine_text, fact),
            machine_values={**machine, "start": fact.evidence.start, "end": fact.evidence.end},
            **self._anchor(read),
            **fact.fields,
        )

    def _renew(self, stored: Stored, read: Read) -> None:
        """Bring a claim up to date. What a person judged keeps its values; where they differ, that is proposed."""
        claim, fact = stored.claim, read.fact
        if claim.status == Judged.Status.PROPOSED:
            self.merger.merge(claim, **fact.fields)
            self.ledger.write(claim, rule=fact.evidence.rule, confidence=fact.evidence.confidence)
        elif claim.status == Judged.Status.CONFIRMED and claim.machine_values:
            self._hold(claim, fact.fields)
        if "start" in self.decided.fields(claim) or not claim.machine_values:
            self._relocate(claim, stored.places)
        elif claim.passage != read.passage or self._has_changed(read.passage):
            self.ledger.write(claim, passage=read.passage, **self._anchor(read))
        if claim.machine_values:
            place = {"start": fact.evidence.start, "end": fact.evidence.end}
            self.ledger.write(claim, machine_values={**claim.machine_values, **place})

    def _hold(self, claim: Claim, fields: dict[str, Any]) -> None:
        """Propose what the machine says now of a claim that a person confirmed as it was."""
        for name, value in fields.items():
            then = claim.machine_values.get(name)
            then = current(claim, name, then, plain(value))
            self.merger.differ(claim, name, then, plain(getattr(claim, name)), plain(value))
        now = {name: plain(value) for name, value in fields.items()}
        self.ledger.write(claim, machine_values={**claim.machine_values, **now})

    def _leave(self, stored: Stored) -> None:
        """A claim that is read no more: it goes, or where a person decided on it, it follows its words."""
        claim = stored.claim
        is_read = any(new.old is not None and new.record == claim.passage for new in self.passages.new)
        if self.decided.judged(claim):
            self._relocate(claim, stored.places)
        elif is_read:
            self.ledger.remove([claim])

    def _relocate(self, claim: Claim, places: set[int]) -> None:
        """Let a claim stand where its words stand now: by their characters, else by their sentence; or flag it."""
        old, passage = self.said[claim.passage_id], claim.passage
        moved = self._owner(claim, places)
        if moved is not None and (moved[0] != passage or self._has_changed(passage)):
            self.ledger.write(claim, passage=moved[0], **anchored(moved[0].text, moved[1]))
        elif self._has_changed(passage) and not claim.is_adrift:
            span = follow((claim.start, claim.end), old, passage.text)
            self.ledger.write(claim, **(anchored(passage.text, span) if span else adrift(claim, old)))

    def _owner(self, claim: Claim, places: set[int]) -> tuple[Passage, tuple[int, int]] | None:
        """The passage, and the span in it, that holds all the characters now, as they are printed."""
        held = [self.owners.get(at) for at in places]
        if not held or None in held or len({id(new) for new, _ in held}) > 1 or claim.is_adrift:
            return None
        new, at = held[0][0], [i for _, i in held]
        span = min(at), max(at) + 1
        printed = self.said[claim.passage_id][claim.start : claim.end]
        fits = new.record.correction is None and new.text[slice(*span)] == printed
        return (new.record, span) if fits else None

    def _has_changed(self, passage: Passage) -> bool:
        return self.said.get(passage.pk) != passage.text

    def _anchor(self, read: Read) -> dict[str, Any]:
        """Where a claim stands in what readers see; flagged where a person wrote something else there."""
        evidence, passage = read.fact.evidence, read.passage
        machine = {"start": evidence.start, "end": evidence.end, "quote": evidence.quote, "is_adrift": False}
        if passage.correction is None:
            return machine
        span = follow((evidence.start, evidence.end), passage.machine_text, passage.correction)
        if span:
            return anchored(passage.correction, span)
        return adrift(read.fact.model(**machine), passage.machine_text)


def _pair(read: list[Read], stored: list[Stored]) -> dict[int, Stored]:
    """Which stored claim each one that is read now is: of those in its place, first those that say the same."""
    if not stored:
        return {}
    at = defaultdict(list)
    for n, each in enumerate(read):
        for place in each.places:
            at[place].append(n)
    likely = []
    for i, each in enumerate(stored):
        shared = Counter(n for place in each.places for n in at[place])
        for n, count in shared.items():
            share = count / min(len(each.places), len(read[n].places))
            says_same = _says_same(each.claim, read[n])
            if share >= ALIKE and (says_same or not _is_tombstone(each)):
                likely.append((share + 2 * says_same, i, n))
    pairs = one_to_one(likely)
    left = [i for i in range(len(stored)) if i not in pairs.values()]
    pairs |= one_to_one(
        (1, i, n)
        for i in left
        for n, each in enumerate(read)
        if n not in pairs and stored[i].claim.quote == each.fact.evidence.quote and _says_same(stored[i].claim, each)
    )
    return {n: stored[i] for n, i in pairs.items()}


def _is_tombstone(stored: Stored) -> bool:
    return stored.is_deleted or stored.claim.status == Judged.Status.REJECTED


def _says_same(claim: Claim, read: Read) -> bool:
    """Whether a claim said, when the machine read it, what the machine reads now."""
    names = WHAT.get(claim._meta.model_name) or (read.fact.leads_to,)
    then = {name: claim.machine_values.get(name, plain(getattr(claim, name))) for name in names}
    now = {name: plain(read.fact.fields[name]) for name in names}
    return all(current(claim, name, then[name], now[name]) == now[name] for name in names)


def _read_span(claim: Claim) -> tuple[int, int]:
    return claim.machine_values.get("start", claim.start), claim.machine_values.get("end", claim.end)


def _spanned(places: list[int], start: int, end: int) -> set[int]:
    return {at for at in places[start:end] if at != NOWHERE}


def _attributes(model: type[Claim]) -> set[str]:
    return {field.attname for field in model._meta.concrete_fields}
