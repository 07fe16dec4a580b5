"""The text workbench of the review screen: what belongs together, in which order, and what each passage is.

Every step is one call of `articles.review`, one decision, and can be undone.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.forms import CharField, ChoiceField, Form, ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from articles import review
from articles.admin.searching import Chooser
from articles.models import Article, Decision, Passage

TICKED = "passages"
"""Name of the ticks at the passages."""
SHARED = (TICKED, "passage")
"""Names that all steps share in the page."""


class WorkForm(Form):
    """One step, with what it needs to know. A subclass names its fields, and does the step in `act`."""

    step: str
    label: Any
    needs_passages = False
    permission = "change_passage"
    use_required_attribute = False
    """All steps share one form of the page, and a browser would ask for what every one of them needs."""

    def __init__(self, article: Article, data: Any = None):
        super().__init__(data, prefix=self.step)
        self.article = article
        if self.needs_passages:
            self.fields[TICKED] = ModelMultipleChoiceField(
                article.passages.order_by("order"),
                error_messages={"required": _("Tick the passages first.")},
            )

    def add_prefix(self, field_name: str) -> str:
        return field_name if field_name in SHARED else super().add_prefix(field_name)

    def shown(self) -> list:
        """The fields that stand beside the button; passages are ticked in the text."""
        return [field for field in self.visible_fields() if field.name != TICKED]

    def act(self, by: AbstractBaseUser) -> Decision | None:
        raise NotImplementedError


class OnPassage(WorkForm):
    """A step that concerns one passage."""

    passage = ModelChoiceField(Passage.objects.none())

    def __init__(self, article: Article, data: Any = None):
        super().__init__(article, data)
        self.fields["passage"].queryset = article.passages.all()


class Retype(OnPassage):
    """A passage becomes a title, a heading, a paragraph …"""

    step = "retype"
    label = _("Change the type")
    kind = ChoiceField(label=_("type"), choices=Passage.Kind.choices)

    def act(self, by: AbstractBaseUser) -> Decision | None:
        passage, kind = self.cleaned_data["passage"], self.cleaned_data["kind"]
        level = (passage.level or 1) if kind == Passage.Kind.HEADING else None
        return review.retype(passage=passage, kind=kind, level=level, by=by)


class Up(OnPassage):
    """A passage goes before the one that stands before it."""

    step = "up"
    label = _("Move up")
    by_places = -2

    def act(self, by: AbstractBaseUser) -> Decision | None:
        passages = list(self.article.passages.order_by("order"))
        passage = self.cleaned_data["passage"]
        behind = passages.index(passage) + self.by_places
        if not -1 <= behind < len(passages):
            return None
        after = passages[behind] if behind >= 0 else None
        return review.move_passages(passages=[passage], article=self.article, after=after, by=by)


class Down(Up):
    """A passage goes behind the one that stands behind it."""

    step = "down"
    label = _("Move down")
    by_places = 1


class Split(WorkForm):
    """The ticked passages become an article of their own."""

    step = "split"
    label = _("Make an article of what is ticked")
    needs_passages = True
    title = CharField(
        label=_("its title, if it prints none"), required=False, max_length=300, widget=UnfoldAdminTextInputWidget
    )

    def act(self, by: AbstractBaseUser) -> Decision | None:
        data = self.cleaned_data
        return review.split_article(article=self.article, passages=data["passages"], title=data["title"], by=by)


class MoveBehind(WorkForm):
    """The ticked passages go behind another of the article."""

    step = "move"
    label = _("Move what is ticked")
    needs_passages = True
    after = ModelChoiceField(
        Passage.objects.none(),
        label=_("behind"),
        required=False,
        empty_label=_("to the beginning"),
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, article: Article, data: Any = None):
        super().__init__(article, data)
        self.fields["after"].queryset = article.passages.order_by("order")

    def offer(self, passages: list[Passage]) -> None:
        """Show these, which the caller has asked for once."""
        field = self.fields["after"]
        field.choices = [("", field.empty_label), *((each.pk, str(each)) for each in passages)]

    def act(self, by: AbstractBaseUser) -> Decision | None:
        data = self.cleaned_data
        return review.move_passages(passages=data["passages"], article=self.article, after=data["after"], by=by)


class OnPage(WorkForm):
    """A step that concerns another article of the same page."""

    other = ModelChoiceField(Article.objects.none(), label=_("article"), widget=UnfoldAdminSelectWidget)

    def __init__(self, article: Article, data: Any = None):
        super().__init__(article, data)
        self.fields["other"].queryset = siblings_of(article)

    def offer(self, siblings: list[Article]) -> None:
        """Show these, which the caller has asked for once."""
        self.fields["other"].choices = [(each.pk, str(each)) for each in siblings]


def siblings_of(article: Article) -> QuerySet[Article]:
    """The other articles of the page that hold text."""
    found = Article.objects.filter(page=article.page_id, joined_into=None)
    return found.exclude(pk=article.pk).order_by("order")


class MoveInto(OnPage):
    """The ticked passages go to the end of another article of the page."""

    step = "move-into"
    label = _("Move what is ticked into another article")
    needs_passages = True

    def act(self, by: AbstractBaseUser) -> Decision | None:
        other = self.cleaned_data["other"]
        last = other.passages.order_by("order").last()
        return review.move_passages(passages=self.cleaned_data["passages"], article=other, after=last, by=by)


class Join(OnPage):
    """Another article of the page is added to this one."""

    step = "join"
    label = _("Join another article to this one")
    permission = "change_article"

    def act(self, by: AbstractBaseUser) -> Decision | None:
        return review.join_articles(article=self.article, others=[self.cleaned_data["other"]], by=by)


class Anywhere(WorkForm):
    """A step that concerns an article of whatever page; `field` of the model is that which leads to it."""

    permission = "change_article"
    field: str
    to = ModelChoiceField(Article.objects.all(), label=_("article"))

    def __init__(self, article: Article, data: Any = None):
        super().__init__(article, data)
        widget = Chooser(Article._meta.get_field(self.field))
        widget.choices = self.fields["to"].choices
        self.fields["to"].widget = widget


class Attach(Anywhere):
    """This article goes on where another, perhaps of another page, breaks off."""

    step = "attach"
    label = _("This continues")
    field = "continuation_of"

    def act(self, by: AbstractBaseUser) -> Decision | None:
        return review.attach(continuation=self.article, to=self.cleaned_data["to"], by=by)


class Detach(WorkForm):
    """This article continues no other."""

    step = "detach"
    label = _("This continues nothing")
    permission = "change_article"

    def act(self, by: AbstractBaseUser) -> Decision | None:
        return review.detach(continuation=self.article, by=by)


class Reprint(Anywhere):
    """This article prints again what another page printed first."""

    step = "reprint"
    label = _("This reprints")
    field = "reprint_of"

    def act(self, by: AbstractBaseUser) -> Decision | None:
        return review.link_reprint(article=self.article, of=self.cleaned_data["to"], by=by)


class NoReprint(WorkForm):
    """This article reprints no other."""

    step = "no-reprint"
    label = _("This one reprints nothing")
    permission = "change_article"

    def act(self, by: AbstractBaseUser) -> Decision | None:
        return review.unlink_reprint(article=self.article, by=by)


STEPS: dict[str, type[WorkForm]] = {
    form.step: form
    for form in (Retype, Up, Down, Split, MoveBehind, MoveInto, Join, Attach, Detach, Reprint, NoReprint)
}
LINKED = {Detach: "continuation_of_id", NoReprint: "reprint_of_id"}
"""Steps that take a link away, with the field that holds it: without one there is nothing to take."""


def bench(article: Article, passages: list[Passage], *, may: Callable[[str], bool]) -> list[WorkForm]:
    """The steps that a person may take with the article as a whole. `passages` are those of the article, in order."""
    siblings = list(siblings_of(article))
    left_out = {OnPassage, *(step for step, link in LINKED.items() if not getattr(article, link))}
    left_out |= set() if siblings else {OnPage}
    steps = [form for form in STEPS.values() if not issubclass(form, tuple(left_out)) and may(form.permission)]
    forms = [form(article) for form in steps]
    for form in forms:
        if isinstance(form, OnPage):
            form.offer(siblings)
        elif isinstance(form, MoveBehind):
            form.offer(passages)
    return forms
