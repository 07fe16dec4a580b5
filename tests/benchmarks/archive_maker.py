"""An archive of any size, made up with the word distribution of this domain: 医院 and 党建 in nine articles of ten.

Sentences are words in a random order: what counts for an index is how often words stand where, not what they say.
Frequent words are those of the domain; the long tail is jieba's dictionary, by its own frequencies.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from django.db import transaction
from django.utils import timezone

from articles.ingest.vocabulary import ensure_vocabulary
from articles.models import (
    Article,
    ArticleTheme,
    Hospital,
    HospitalMention,
    Initiative,
    InitiativeMention,
    PageVersion,
    Passage,
    Person,
    PersonMention,
    SourcePage,
    Theme,
)
from articles.search.words import domain_words, tokenizer

HEAD = ("医院", "党建", "党委", "党员", "服务", "患者", "工作", "医疗", "建设", "党支部")
"""Each stands in this share of the articles: the first in 95 of 100, the last in half."""
SHARES = tuple(0.95 - 0.05 * place for place in range(len(HEAD)))
TAIL_WORDS = 40_000
DOMAIN_SHARE = 0.3
PLACES = [(f"第{n}省", f"第{n}市") for n in range(1, 31)]
PER_PAGE, BATCH = 10, 2000
PARAGRAPHS = {False: (3, 5), True: (1, 1)}
"""Paragraphs of an article, and of a short one."""


class Maker:
    """Makes the same archive for the same seed and size."""

    def __init__(self, articles: int, *, short: bool = False, seed: int = 1) -> None:
        self.number, self.short, self.random = articles, short, random.Random(seed)
        frequencies = {
            word: count for word, count in tokenizer().FREQ.items() if count and 2 <= len(word) <= 4 and word.isalpha()
        }
        self.tail = sorted(frequencies, key=lambda word: (-frequencies[word], word))[:TAIL_WORDS]
        self.tail_weights = list(accumulate(frequencies[word] for word in self.tail))
        self.domain = list(domain_words())
        self.random.shuffle(self.domain)
        self.domain_weights = list(accumulate(1 / rank for rank in range(2, len(self.domain) + 2)))

    def words(self, number: int) -> list[str]:
        domain = sum(self.random.random() < DOMAIN_SHARE for _ in range(number))
        words = self.random.choices(self.domain, cum_weights=self.domain_weights, k=domain)
        words += self.random.choices(self.tail, cum_weights=self.tail_weights, k=number - domain)
        self.random.shuffle(words)
        return words

    def paragraph(self) -> str:
        sentences = ("".join(self.words(self.random.randint(6, 14))) for _ in range(self.random.randint(2, 6)))
        return "。".join(sentences) + "。"

    def blocks(self, hospital: str) -> Iterator[tuple[str, str]]:
        """Kind and text of every passage of one article."""
        yield "title", "".join(self.words(4))
        heads = [word for word, share in zip(HEAD, SHARES, strict=True) if self.random.random() < share]
        yield "paragraph", f"{hospital}{'，'.join(heads)}。{self.paragraph()}"
        for _ in range(self.random.randint(*PARAGRAPHS[self.short]) - 1):
            if not self.random.randrange(3):
                yield "heading", "".join(self.words(3))
            yield "paragraph", self.paragraph()

    def make(self) -> None:
        """Write the archive, without its index."""
        ensure_vocabulary()
        self.themes = list(Theme.objects.all())
        self.hospitals = Hospital.objects.bulk_create(
            Hospital(name=f"{''.join(self.words(1))}第{n}医院", province=place[0], city=place[1])
            for n in range(100 + self.number // 250)
            for place in [self.random.choice(PLACES)]
        )
        self.initiatives = Initiative.objects.bulk_create(
            Initiative(name="".join(self.words(3)) + str(n), hospital=self.random.choice(self.hospitals))
            for n in range(20 + self.number // 20)
        )
        self.people = Person.objects.bulk_create(
            Person(name="".join(self.words(1))[:3], organisation=f"第{n}单位") for n in range(20 + self.number // 20)
        )
        for start in range(0, self.number, BATCH):
            self.make_articles(min(BATCH, self.number - start), start)

    @transaction.atomic
    def make_articles(self, number: int, start: int) -> None:
        versions = self.make_pages(number, start)
        hospitals = [self.random.choice(self.hospitals) for _ in range(number)]
        texts = [list(self.blocks(hospital.name)) for hospital in hospitals]
        articles = Article.objects.bulk_create(
            Article(
                page=version.page,
                read_from=version,
                order=place % PER_PAGE,
                title=blocks[0][1],
                kind=self.random.choice(Article.Kind.values),
                about_party_building=self.random.random() < 0.8,
                publication="published" if self.random.random() < 0.97 else "draft",
                published_at=timezone.now(),
            )
            for place, blocks in enumerate(texts)
            for version in [versions[place // PER_PAGE]]
        )
        passages = Passage.objects.bulk_create(
            Passage(article=article, order=order, kind=kind, machine_text=text)
            for article, blocks in zip(articles, texts, strict=True)
            for order, (kind, text) in enumerate(blocks)
        )
        self.make_claims(articles, [passage for passage in passages if passage.order == 1], hospitals)

    def make_pages(self, number: int, start: int) -> list[PageVersion]:
        count = -(-number // PER_PAGE)
        day = date(2005, 1, 1)
        pages = SourcePage.objects.bulk_create(
            SourcePage(
                path=f"{start + n * PER_PAGE:08}.txt",
                issue_date=day + timedelta(self.random.randrange(7000)) if self.random.random() < 0.8 else None,
            )
            for n in range(count)
        )
        return PageVersion.objects.bulk_create(
            PageVersion(
                page=page,
                number=1,
                sha256=page.path,
                byte_size=1,
                encoding="utf-8",
                text="x",
                line_count=1,
                pipeline_version="made",
            )
            for page in pages
        )

    def make_claims(self, articles: list[Article], passages: list[Passage], subjects: list[Hospital]) -> None:
        def claims(model, field, records):
            return model.objects.bulk_create(
                model(passage=passage, start=0, end=1, quote="x", key=f"{place}", rule="made", **fields)
                for place, (passage, found) in enumerate(zip(passages, records, strict=True))
                for fields in [{field: found}]
            )

        subject = {passage.pk: hospital for passage, hospital in zip(passages, subjects, strict=True)}
        mentions = claims(HospitalMention, "hospital", subjects)
        HospitalMention.objects.filter(pk__in=[mention.pk for mention in mentions]).update(is_subject=True)
        others = [self.random.choice(self.hospitals) for _ in subject]
        HospitalMention.objects.bulk_create(
            HospitalMention(passage=passage, start=0, end=1, quote="x", key="other", rule="made", hospital=hospital)
            for passage, hospital in zip(passages, others, strict=True)
        )
        claims(InitiativeMention, "initiative", [self.random.choice(self.initiatives) for _ in passages])
        claims(PersonMention, "person", [self.random.choice(self.people) for _ in passages])
        ArticleTheme.objects.bulk_create(
            ArticleTheme(article=article, theme=theme, rule="made")
            for article in articles
            for theme in self.random.sample(self.themes, self.random.randint(1, 3))
        )
