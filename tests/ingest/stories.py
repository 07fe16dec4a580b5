"""Random stories of an archive: pages come, change and come again, people decide, and take things back."""

import random
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.db.models import Model, ProtectedError, Q

from articles import review
from articles.ingest import Options, ingest
from articles.ingest.undoing import undo_run
from articles.models import (
    CLAIM_MODELS,
    Article,
    ArticleTheme,
    Change,
    Decision,
    Hospital,
    HospitalMention,
    IngestRun,
    Passage,
    Proposal,
)
from tests.ingest.pages import BRIEF, OTHER, PAGE

ARTICLES = (PAGE, OTHER, BRIEF)
PLACES = {"start", "end", "quote", "is_adrift", "order", "section_id", "machine_values", "decided_at", "read_from_id"}
"""Fields that say where something stands: they follow the page, whoever wrote them."""
EMPTY = (None, "", [], {})


class Story:
    """An archive, a folder of pages and an editor. `tell` takes a random step and says which."""

    def __init__(self, folder: Path, editor, seed: int) -> None:
        self.folder = folder
        self.editor = editor
        self.chance = random.Random(seed)
        self.pages = {"one.txt": [PAGE, BRIEF], "two.txt": [OTHER]}
        self.decisions: list[Decision] = []
        self.steps: tuple[Callable[[], object], ...] = (
            self.change_page,
            self.change_page,
            self.confirm,
            self.reject,
            self.correct_claim,
            self.correct_text,
            self.retitle,
            self.retype,
            self.move,
            self.split,
            self.join,
            self.rename,
            self.merge,
            self.delete_passage,
            self.delete_claim,
            self.publish,
            self.decide_proposal,
            self.decide_proposal,
            self.undo,
            self.undo_run,
        )
        self.read()

    def tell(self) -> str:
        """One step, and ingest wherever a page has changed. What cannot be is refused, and changes nothing."""
        step = self.chance.choice(self.steps)
        try:
            done = step()
        except (review.RefusedError, ProtectedError):
            return f"{step.__name__} (refused)"
        if isinstance(done, Decision) and done.kind != Decision.Kind.UNDO:
            self.decisions.append(done)
        return step.__name__

    def read(self) -> list[str]:
        """Read the folder, and say what became of each page."""
        for name, parts in self.pages.items():
            (self.folder / name).write_text("\n\n".join(parts), encoding="utf-8")
        return [outcome.status for outcome in ingest([str(self.folder)], Options()).outcomes]

    # --- The page ---------------------------------------------------------------------------------------------------

    def change_page(self) -> None:
        parts = self.pages[self.chance.choice(list(self.pages))]
        change = self.chance.choice((self._renumber, self._drop, self._add, self._shuffle, self._rewrap, self._insert))
        change(parts)
        self.read()

    def _renumber(self, parts: list[str]) -> None:
        old, new = self.chance.choice(("120人", "300余", "12家", "三年")), str(self.chance.randint(2, 900))
        parts[:] = [part.replace(old[:-1], new) if old[:-1] in part else part for part in parts]

    def _drop(self, parts: list[str]) -> None:
        if len(parts) > 1:
            parts.pop(self.chance.randrange(len(parts)))

    def _add(self, parts: list[str]) -> None:
        new = self.chance.choice(ARTICLES)
        if new not in parts:
            parts.insert(self.chance.randrange(len(parts) + 1), new)

    def _shuffle(self, parts: list[str]) -> None:
        self.chance.shuffle(parts)

    def _rewrap(self, parts: list[str]) -> None:
        at = self.chance.randrange(len(parts))
        width = self.chance.choice((18, 24, 60))
        lines = [line[i : i + width] for line in parts[at].split("\n") for i in range(0, max(len(line), 1), width)]
        parts[at] = "\n".join(lines)

    def _insert(self, parts: list[str]) -> None:
        at = self.chance.randrange(len(parts))
        parts[at] = parts[at].replace("。", f"，另有{self.chance.randint(2, 99)}名职工参加。", 1)

    # --- Decisions --------------------------------------------------------------------------------------------------

    def confirm(self):
        return review.confirm(self._claims(), by=self.editor)

    def reject(self):
        return review.reject(self._claims(), by=self.editor)

    def correct_claim(self):
        mention = self._one(HospitalMention.objects.filter(status="proposed"))
        hospital = self._one(Hospital.objects.current())
        return mention and review.correct_claim(claim=mention, hospital=hospital, by=self.editor)

    def correct_text(self):
        passage = self._one(Passage.objects.all())
        if passage is None or not passage.text:
            return None
        at = self.chance.randrange(len(passage.text))
        return review.correct_text(passage, passage.text[:at] + "校" + passage.text[at + 1 :], by=self.editor)

    def retitle(self):
        article = self._article()
        return article and review.retitle(article=article, title=f"新题{self.chance.random():.3f}", by=self.editor)

    def retype(self):
        passage = self._one(Passage.objects.exclude(kind__in=review.HEAD_FIELDS))
        kind = self.chance.choice(("heading", "paragraph", "caption"))
        return passage and review.retype(passage=passage, kind=kind, by=self.editor)

    def move(self):
        passage, article = self._one(Passage.objects.all()), self._article()
        return passage and review.move_passages(passages=[passage], article=article, by=self.editor)

    def split(self):
        article = self._article()
        chosen = [passage for passage in article.passages.all() if self.chance.random() < 0.4] if article else []
        return review.split_article(article=article, passages=chosen, by=self.editor) if article else None

    def join(self):
        one, other = self._article(), self._article()
        return one and review.join_articles(article=one, others=[other], by=self.editor)

    def rename(self):
        hospital = self._one(Hospital.objects.current())
        if hospital is None:
            return None
        hospital.name = f"{hospital.name[:20]}{self.chance.randint(1, 999)}"
        return review.save(hospital, by=self.editor)

    def merge(self):
        one, other = self._one(Hospital.objects.current()), self._one(Hospital.objects.current())
        return one and review.merge(record=one, into=other, despite_conflicts=True, by=self.editor)

    def delete_passage(self):
        passage = self._one(Passage.objects.exclude(kind__in=review.HEAD_FIELDS))
        return review.delete([passage] if passage else [], by=self.editor)

    def delete_claim(self):
        return review.delete(self._claims()[:1], by=self.editor)

    def publish(self):
        return review.publish([article for article in [self._article()] if article], by=self.editor)

    def decide_proposal(self):
        proposal = self._one(Proposal.objects.filter(status="open"))
        act = self.chance.choice((review.take, review.dismiss))
        return proposal and act(proposal=proposal, by=self.editor)

    def undo(self):
        return review.undo(self.chance.choice(self.decisions), self.editor) if self.decisions else None

    def undo_run(self) -> None:
        run = IngestRun.objects.filter(undone_at=None).order_by("-pk").first()
        if run is not None and self.chance.random() < 0.5:
            undo_run(run)

    def _claims(self) -> list[Model]:
        model = self.chance.choice((*CLAIM_MODELS, ArticleTheme))
        claims = list(model.objects.order_by("pk"))
        return self.chance.sample(claims, min(len(claims), 2))

    def _article(self) -> Article | None:
        return self._one(Article.objects.filter(joined_into=None))

    def _one(self, rows):
        rows = list(rows.order_by("pk"))
        return self.chance.choice(rows) if rows else None


def decided() -> dict[tuple[str, int, str], object]:
    """What standing decisions say of rows that are there, field by field: only another decision may change it."""
    said = {}
    claims = [model._meta.model_name for model in CLAIM_MODELS]
    about_hospitals = Q(decision__kind__in=["merge", "unmerge"], model__in=claims)
    for change in Change.objects.standing().exclude(about_hospitals).order_by("pk"):
        key = change.model, change.object_pk
        if change.after is None:
            said[*key, "is there"] = False
        else:
            said[*key, "is there"] = True
            written = {name for name, value in change.after.items() if change.before or value not in EMPTY}
            said |= {(*key, name): change.after[name] for name in written - PLACES}
    return said


def kept(said: dict[tuple[str, int, str], object]) -> dict[tuple[str, int, str], object]:
    """What the archive says in the places of `said`."""
    return {key: _look(*key) for key in said}


def _look(model_name: str, pk: int, name: str) -> object:
    model = apps.get_model("articles", model_name)
    row = model._base_manager.filter(pk=pk)
    if name == "is there":
        return row.exists()
    field = model._meta.get_field(name)
    if field.many_to_many:
        record = row.first()
        return record and sorted(getattr(record, name).values_list("pk", flat=True))
    return row.values_list(name, flat=True).first()
