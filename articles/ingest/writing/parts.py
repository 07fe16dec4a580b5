"""What an article holds beside its passages: its own fields, sections, bylines, reasons, themes."""

from collections import Counter
from itertools import count
from typing import Any

from django.db.models import QuerySet

from articles.ingest.fields import clipped, clipped_values
from articles.ingest.matching import one_to_one
from articles.ingest.writing.decided import Decided
from articles.ingest.writing.merging import Merger, plain
from articles.ingest.writing.passages import New
from articles.ledger import Ledger, place
from articles.models import Article, ArticleTheme, Contributor, Hospital, Judged, ReviewReason, Section, Theme
from articles.recognise.types import ArticleFacts
from articles.restore.types import ArticleText, Reason, SectionText


def article_fields(text: ArticleText, facts: ArticleFacts) -> dict[str, Any]:
    """What the machine says of an article itself."""
    return clipped_values(
        Article,
        {
            "kicker": text.kicker.text.text if text.kicker else "",
            "title": text.title.text.text if text.title else text.suggested_title,
            "title_is_suggested": text.title is None and bool(text.suggested_title),
            "subtitle": text.subtitle.text.text if text.subtitle else "",
            "kind": facts.kind,
            "about_party_building": facts.about_party_building,
            "continued_from": text.continued_from,
            "continued_on": text.continued_on,
            "not_before": facts.date.not_before if facts.date else "",
            "date_evidence": facts.date.evidence.quote if facts.date else "",
        },
    )


class Parts:
    """Writes the parts of one article. `passages` are those of the reading that are the article's."""

    def __init__(self, article: Article, passages: list[New], merger: Merger, *, is_new: bool) -> None:
        self.article = article
        self.is_new = is_new
        self.passages = [each for each in passages if each.record is not None]
        self.merger = merger
        self.ledger: Ledger = merger.ledger
        self.decided: Decided = merger.decided

    def write_contributors(self, text: ArticleText) -> None:
        """The people of the bylines, as one value: where a person changed one of them, the others are theirs too."""
        now = _people(text)
        stored = self._stored(self.article.contributors.order_by("order"))
        present = [{name: getattr(person, name) for name in PERSON} for person in stored]
        then = self.article.machine_values.get("contributors", present)
        if not self.is_new and (then != present or self.decided.wrote_people(self.article)):
            self.merger.differ(self.article, "contributors", then, present, now)
        elif present != now:
            self.ledger.remove(stored)
            self.ledger.add_later(Contributor(article=self.article, order=at, **each) for at, each in enumerate(now))

    def write_reasons(self, text: ArticleText) -> None:
        """What a person should look at. What they have put away does not come back."""
        read = {_reason_key(None, reason): (None, reason) for reason in text.reasons}
        for each in self.passages:
            read |= {_reason_key(each.record.pk, why): (each.record, why) for why in each.part.reasons}
        rows = self._stored(self.article.review_reasons.all())
        stored = {(row.code, row.detail, row.passage_id): row for row in rows}
        machine = () if self.is_new else self.article.machine_values.get("reasons", stored)
        then = {tuple(key[:2]) for key in machine}
        for key in stored.keys() - read.keys():
            if key[:2] in then and not self.decided.fields(stored[key]):
                self.ledger.remove([stored[key]])
        for key in stored.keys() & read.keys():
            first, last = read[key][1].lines or (None, None)
            self.ledger.write(stored[key], first_line=first, last_line=last)
        new = [read[key] for key in read if key not in stored and key[:2] not in then]
        self.ledger.add_later(_reason(self.article, passage, reason) for passage, reason in new)

    def remember(self, text: ArticleText) -> None:
        """Note what the machine said, so that the next reading knows what a person changed."""
        read = parts_read(text, self.passages)
        self.ledger.write(self.article, machine_values={**self.article.machine_values, **read})

    def write_themes(self, facts: ArticleFacts, themes: dict[str, Theme]) -> None:
        """The themes of the article, of `themes` by name; a link that a person decided on stays as it is."""
        deleted = {each["theme_id"] for each in self.decided.removed(ArticleTheme) if _is_of(each, self.article)}
        stored = {link.theme_id: link for link in self._stored(self.article.theme_links.select_related("theme"))}
        read = {themes[fact.name].pk: fact for fact in facts.themes if fact.name in themes}
        for key, link in stored.items():
            if key not in read and not self.decided.judged(link) and link.rule == THEME_RULE:
                self.ledger.remove([link])
        new = []
        for key, fact in read.items():
            values = {"confidence": fact.confidence, "words": [list(pair) for pair in fact.words]}
            if key not in stored and key not in deleted:
                machine = {"rule": THEME_RULE, "machine_values": values}
                new.append(ArticleTheme(article=self.article, theme_id=key, **machine, **values))
            elif key in stored and stored[key].status == Judged.Status.PROPOSED:
                self.ledger.write(stored[key], **values, machine_values=values)  # evidence, on which nobody decides
        self.ledger.add_later(new)

    def write_sections(self, text: ArticleText, hospitals: dict[str, Hospital]) -> None:
        """The parts of a forum, each found again by the passages in it."""
        body = {each.body: each.record for each in self.passages if each.body is not None}
        inside = [
            [body[at] for at in range(part.body_first, part.body_last + 1) if at in body] for part in text.sections
        ]
        stored = {section.pk: section for section in self._stored(self.article.sections.order_by("order"))}
        shared = Counter(
            (passage.section_id, n) for n, each in enumerate(inside) for passage in each if passage.section_id in stored
        )
        pairs = one_to_one((count, key, n) for (key, n), count in shared.items())
        rows = [stored.get(pairs.get(n)) for n in range(len(text.sections))]
        fields = [_section_fields(part, hospitals.get(part.organisation)) for part in text.sections]
        self._make_sections(rows, fields)
        for section, values in zip(rows, fields, strict=True):
            if section is not None:
                self.merger.merge(section, **values)
        lost = [section for section in stored.values() if section not in rows]
        gone = [section for section in lost if section.machine_values and not self.decided.fields(section)]
        self.ledger.remove(gone)
        for section, each in zip(rows, inside, strict=True):
            self._fill(section, each)
        found = [section for section in (*rows, *lost) if section is not None and section not in gone]
        if not any("order" in self.decided.fields(section) for section in found):
            place(found, list(range(len(found))), self.ledger)

    def _make_sections(self, rows: list[Section | None], fields: list[dict[str, Any]]) -> None:
        """Fill the gaps in `rows` with new sections, unless a person deleted them."""
        deleted = [each for each in self.decided.removed(Section) if _is_of(each, self.article)]
        erased = {(each["speaker"], each["title"]) for each in deleted}
        taken = {section.order for section in self._stored(self.article.sections.all())}
        free = (order for order in count(len(taken)) if order not in taken)
        for n, values in enumerate(fields):
            if rows[n] is None and (values["speaker"], values["title"]) not in erased:
                machine = {name: plain(value) for name, value in values.items()}
                rows[n] = Section(article=self.article, order=next(free), machine_values=machine, **values)
        self.ledger.add_all(section for section in rows if section is not None and section.pk is None)

    def _fill(self, section: Section | None, passages: list) -> None:
        """Put the passages that are the machine's into a section."""
        key = section and section.pk
        ours = [each for each in passages if each.article_id == self.article.pk and each.section_id != key]
        free = [each for each in ours if not {"section_id", "article_id"} & self.decided.fields(each)]
        self.ledger.write_all(free, section=section)

    def _stored(self, rows: QuerySet) -> list:
        """The rows that are there; of a new article there are none to ask for."""
        return [] if self.is_new else list(rows)


PERSON = ("role", "name", "is_institution", "run_in")
THEME_RULE = "theme.keywords"


def parts_read(text: ArticleText, passages: list[New]) -> dict[str, Any]:
    """What the machine says of the parts of an article of which a person may take some away."""
    reasons = [*text.reasons, *(reason for each in passages for reason in each.part.reasons)]
    keys = dict.fromkeys(_reason_key(None, reason)[:2] for reason in reasons)
    return {"contributors": _people(text), "reasons": [list(key) for key in keys]}


def _people(text: ArticleText) -> list[dict[str, Any]]:
    return [
        {
            "role": person.role,
            "name": clipped(Contributor, "name", person.name),
            "is_institution": person.institution,
            "run_in": person.run_in,
        }
        for person in text.contributors
    ]


def _section_fields(part: SectionText, hospital: Hospital | None) -> dict[str, Any]:
    texts = {name: getattr(part, name) for name in ("speaker", "position", "organisation", "title")}
    return {**clipped_values(Section, texts), "truncated": part.truncated, "hospital": hospital}


def _is_of(before: dict[str, Any], article: Article) -> bool:
    return before["article_id"] == article.pk


def _reason_key(passage: int | None, reason: Reason) -> tuple[str, str, int | None]:
    return reason.code, clipped(ReviewReason, "detail", reason.detail), passage


def _reason(article: Article, passage: Any, reason: Reason) -> ReviewReason:
    first, last = reason.lines or (None, None)
    detail = clipped(ReviewReason, "detail", reason.detail)
    return ReviewReason(
        article=article, passage=passage, code=reason.code, first_line=first, last_line=last, detail=detail
    )
