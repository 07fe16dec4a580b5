"""One record of every model of the archive, as many times as a test asks for."""

from collections.abc import Callable

from django.contrib.auth.models import Group
from django.db.models import Model

from articles import models
from articles.models import (
    Article,
    Decision,
    Honour,
    IngestRun,
    PageVersion,
    PartyBranch,
    Person,
    Policy,
    Theme,
)
from tests.factories import (
    make_article,
    make_check,
    make_claim,
    make_figure,
    make_hospital,
    make_initiative,
    make_page,
    make_practice,
    make_user,
)

SENTENCE = "甲市医院党委开展先锋行动，党员293人。"


def article(n: int) -> Article:
    made = make_article(f"第{n}篇文章", [SENTENCE])
    hospital = make_hospital(f"第{n}医院", province=f"第{n}省")
    make_claim(made, hospital, "甲市医院", is_subject=True)
    made.review_reasons.create(code="truncated")
    return made


def version(n: int) -> PageVersion:
    return make_page(path=f"第{n}页.txt").versions.get()


def theme(n: int) -> Theme:
    parent = Theme.objects.create(slug=f"p{n}", name=f"第{n}大类")
    return Theme.objects.create(slug=f"t{n}", name=f"第{n}主题", parent=parent)


def branch(n: int) -> PartyBranch:
    hospital = make_hospital(f"第{n}医院")
    parent = PartyBranch.objects.create(hospital=hospital, name="党委", level="committee")
    return PartyBranch.objects.create(hospital=hospital, name=f"第{n}支部", level="branch", parent=parent)


def initiative(n: int) -> Model:
    made = make_initiative(f"第{n}行动", hospital=make_hospital(f"第{n}医院"), practice=make_practice(f"第{n}做法"))
    made.themes.set([theme(n)])
    return made


def person(n: int) -> Person:
    return Person.objects.create(name=f"某{n}", organisation=f"第{n}科", hospital=make_hospital(f"第{n}医院"))


def honour(n: int) -> Honour:
    return Honour.objects.create(name=f"第{n}奖", year=2000 + n)


def policy(n: int) -> Policy:
    return Policy.objects.create(name=f"《第{n}号文件》")


def claim_on(target: Callable[[int], Model]) -> Callable[[int], Model]:
    return lambda n: make_claim(article(n), target(n), "先锋行动", decided_by=make_user(f"user{n}"))


def figure(n: int) -> Model:
    return make_figure(article(n), "党员293人", 293, hospital=make_hospital(f"数字{n}医院"))


def decision(n: int) -> Decision:
    made = Decision.objects.create(kind="edit", by=make_user(f"user{n}"), article=make_article(f"第{n}篇文章"))
    made.changes.create(model="hospital", object_pk=n, before={"name": "旧"}, after={"name": "新"})
    return made


def likely_reprint(n: int) -> Model:
    return models.LikelyReprint.objects.create(pk=n, first=article(n), second=make_article(f"又见第{n}篇"), shared=80)


def run(n: int) -> IngestRun:
    made = IngestRun.objects.create(by=make_user(f"user{n}"), pipeline_version=f"v{n}")
    made.outcomes.create(path=f"{n}.txt", page=make_page(), status="failed")
    return made


MAKERS: dict[type[Model], Callable[[int], Model]] = {
    models.SourcePage: lambda n: article(n).page,
    models.PageVersion: version,
    models.PageAlias: lambda n: make_page().aliases.create(path=f"第{n}份.txt"),
    models.AppliedFix: lambda n: version(n).fixes.create(order=0, rule="r", first_line=1, last_line=1, before="旧"),
    models.PageRemnant: lambda n: version(n).remnants.create(order=0, kind="copy", text="影", spans=[[0, 1]]),
    models.Article: article,
    models.ReviewReason: lambda n: article(n).review_reasons.get(),
    models.Section: lambda n: article(n).sections.create(order=0, speaker="某", hospital=make_hospital(f"节{n}医院")),
    models.LikelyReprint: lambda n: likely_reprint(n),
    models.TextMark: lambda n: article(n).text_marks.create(pk=n, value=n),
    models.Passage: lambda n: article(n).passages.last(),
    models.Contributor: lambda n: article(n).contributors.create(order=0, role="记者", name=f"某{n}"),
    models.Comment: lambda n: article(n).comments.create(text=f"第{n}条", by=make_user(f"user{n}")),
    models.HospitalMention: claim_on(lambda n: make_hospital(f"被提{n}医院")),
    models.BranchMention: claim_on(branch),
    models.InitiativeMention: claim_on(initiative),
    models.PolicyMention: claim_on(policy),
    models.PersonMention: claim_on(person),
    models.HonourMention: claim_on(honour),
    models.Figure: figure,
    models.FigureCheck: lambda n: make_check(figure(n)),
    models.ArticleTheme: claim_on(theme),
    models.Hospital: lambda n: article(n).passages.last().hospitalmentions.get().hospital,
    models.HospitalName: lambda n: make_hospital(f"第{n}医院").names.create(
        name="市医院", kind="contextual", article=article(10 * n + 1000)
    ),
    models.PartyBranch: branch,
    models.Initiative: initiative,
    models.Practice: lambda n: make_practice(f"第{n}做法", synonyms=[f"第{n}说法"]),
    models.PracticeSynonym: lambda n: make_practice(f"第{n}做法").synonyms.create(name=f"第{n}说法"),
    models.Theme: theme,
    models.ThemeKeyword: lambda n: theme(n).keywords.create(word=f"词{n}"),
    models.Policy: policy,
    models.Person: person,
    models.Honour: honour,
    models.Decision: decision,
    models.Change: lambda n: decision(n).changes.get(),
    models.Proposal: lambda n: article(n).proposals.create(
        model="article", object_pk=n, field="title", machine_then="旧题", person="人题", machine_now="新题"
    ),
    models.IngestRun: run,
    models.Distinction: lambda n: models.Distinction.objects.create(model="hospital", first=n, second=n + 1),
    models.RunChange: lambda n: run(n).changes.create(
        model="hospital", object_pk=n, page=make_page(), before={"name": "旧"}, after={"name": "新"}
    ),
    models.IngestOutcome: lambda n: run(n).outcomes.get(),
    models.SearchMiss: lambda n: models.SearchMiss.objects.create(words=f"第{n}词"),
    models.SearchSuggestion: lambda n: models.SearchSuggestion.objects.create(kind="theme", object_pk=n, key="ci"),
    models.SearchChange: lambda n: models.SearchChange.objects.create(what="theme", object_pk=n, token=n),
    models.SearchRebuild: lambda n: models.SearchRebuild.objects.create(last_document=n),
    models.SearchDocument: lambda n: models.SearchDocument.objects.create(article=article(n), title="某"),
    models.SearchName: lambda n: article(n).search_names.create(kind="hospital", object_pk=n, text="某"),
    Group: lambda n: Group.objects.create(name=f"第{n}组"),
}
"""How the n-th record of each model is made, with everything that a list shows of it."""
