"""The review of an article on one screen. Every button is a form, and works without scripts; a script makes it quick.

A request that the page's script sent (htmx says so in a header) is answered with the block of the page that changed,
any other with the page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import review
from articles.admin.facts import JUDGED_MODELS, ticked
from articles.admin.forms import CommentForm, PassageForm
from articles.admin.judging import JUDGING, judge
from articles.admin.repairing import repairs_of
from articles.admin.reprints import likely_reprints_of
from articles.admin.review_queue import FILTERS, place_of, review_url
from articles.admin.review_screen import KEYS, PassageBlock, page_lines, passage_blocks, reasons, theme_facts
from articles.admin.telling import say_done, told
from articles.admin.undoing import history_of, may_undo
from articles.admin.workbench import STEPS as STEPS_OF_WORK
from articles.admin.workbench import WorkForm, bench
from articles.models import Article, ArticleTheme, Claim, Comment, Judged, Passage

JUDGED_BY_NAME = {model._meta.model_name: model for model in JUDGED_MODELS}
HEAD_FIELDS = ("kicker", "title", "subtitle", "kind", "about_party_building", "assigned_to")

STEPS: dict[str, tuple[Callable[..., Any], ...]] = {
    "finish": (lambda articles, by: review.set_review(articles, Article.Review.REVIEWED, by=by),),
    "publish": (
        lambda articles, by: review.set_review(articles, Article.Review.REVIEWED, by=by),
        lambda articles, by: review.publish(articles, by=by),
    ),
}
"""What ends the review of an article: the acts of each button, after which the next article comes."""


def by_article(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that gets the article of its address, held while somebody writes; 404 where there is none."""

    @wraps(view)
    @transaction.atomic
    def found(self: Any, request: HttpRequest, article_id: int, **kwargs) -> HttpResponse:
        article = get_object_or_404(Article.objects.select_related("page", "read_from", "assigned_to"), pk=article_id)
        if request.method == "POST":
            review.hold(article)
            article.refresh_from_db()
        return view(self, request, article, **kwargs)

    return found


def demand(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(f"articles.{permission}"):
        raise PermissionDenied


class ReviewScreen:
    """The review screen, for the admin of articles."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        routes = (
            ("", self.review_view, "review"),
            ("judge/", require_POST(self.judge_view), "judge"),
            ("claim/<slug:model>/<int:key>/", self.claim_view, "claim"),
            ("passage/<int:key>/", require_POST(self.text_view), "text"),
            ("head/", require_POST(self.head_view), "head"),
            ("comment/", require_POST(self.comment_view), "comment"),
            ("work/", require_POST(self.work_view), "work"),
            ("undo/", require_POST(self.undo_latest_view), "undo"),
            ("end/", require_POST(self.end_view), "end"),
        )
        ours = [
            path(f"<int:article_id>/review/{route}", wrap(view), name=f"articles_article_{name}")
            for route, view, name in routes
        ]
        return ours + super().get_urls()

    @by_article
    def review_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        demand(request, "view_article")
        context = {
            **self.admin_site.each_context(request),
            **self.review_context(request, article),
            "title": str(article),
            "opts": self.opts,
            "original": article,
            "is_fullwidth": "1",
        }
        return TemplateResponse(request, "admin/review/screen.html", context)

    def review_context(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """Everything of the screen but its frame."""
        parts = passage_blocks(article)
        return {
            "article": article,
            "parts": parts,
            "themes": theme_facts(article),
            "lines": page_lines(article, parts),
            "reasons": reasons(article),
            "contributors": list(article.contributors.all()),
            "comments": list(article.comments.select_related("by")),
            "comment_form": CommentForm(),
            "head_form": self.head_form(request, article),
            "place": place_of(article, self, request),
            "printings": list(Article.objects.printings_of(article).select_related("page")),
            "likely_reprints": likely_reprints_of(article),
            "keys": KEYS,
            "bench": self.bench(request, article, parts),
            "repairs": repairs_of(article),
            "history": history_of(article, request.user),
            "may": self.rights(request),
            "media": self.media + self.claim_media(request),
        }

    def bench(self, request: HttpRequest, article: Article, parts: list[PassageBlock]) -> list[WorkForm]:
        passages = [part.passage for part in parts]
        return bench(article, passages, may=lambda permission: request.user.has_perm(f"articles.{permission}"))

    def rights(self, request: HttpRequest) -> dict[str, bool]:
        """What this person may do here, by the names that the templates ask for."""
        asked = {
            "judge": "change_figure",
            "edit": "change_article",
            "correct": "change_passage",
            "publish": "publish_article",
            "comment": "add_comment",
            "repair": "change_sourcepage",
        }
        return {name: request.user.has_perm(f"articles.{permission}") for name, permission in asked.items()}

    def claim_media(self, request: HttpRequest) -> Any:
        """What the choosers in the forms of claims need, which come into the page later."""
        return self.claim_form_class(request, JUDGED_BY_NAME["hospitalmention"], None)().media

    # --- Judging ------------------------------------------------------------------------------------------------------

    @by_article
    def judge_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Confirm or reject what is ticked: one claim, those of a passage, or all that is undecided."""
        verdict = request.POST.get("verdict")
        demand(request, "change_figure")
        if verdict not in JUDGING:
            raise Http404
        if request.POST.get("all"):
            judge(request, verdict, undecided(request, article))
            return self.back(request, article)
        JUDGING[verdict](ticked(request, article), by=request.user)
        return self.changed(request, article, request.POST.get("passage", ""))

    @by_article
    def claim_view(self, request: HttpRequest, article: Article, model: str, key: int) -> HttpResponse:
        """The form of one claim in its place; `key` 0 is for one that the machine missed."""
        claim_model = JUDGED_BY_NAME.get(model)
        if claim_model is None:
            raise Http404
        demand(request, f"{'change' if key else 'add'}_{model}")
        claim = get_object_or_404(claims_in(article, claim_model), pk=key) if key else None
        passage = claim.passage if isinstance(claim, Claim) else self._passage_asked(request, article, claim_model)
        instance = claim or new_claim(claim_model, article, passage)
        form = self.claim_form_class(request, claim_model, claim)(request.POST or None, instance=instance)
        if request.method == "POST" and form.is_valid():
            with told(request):
                form.correct(by=request.user)
            return self.changed(request, article, str(passage.pk) if passage else "")
        context = {"article": article, "form": form, "model": model, "key": key, "passage": passage}
        corner = f"#new-{passage.pk}" if passage and not key else f"#claim-{model}-{key}"
        place = {"HX-Retarget": corner, "HX-Reswap": "innerHTML"}
        context |= {"opts": claim_model._meta}
        return TemplateResponse(request, "admin/review/claim_form.html", context, headers=place)

    def _passage_asked(self, request: HttpRequest, article: Article, model: type[Judged]) -> Passage | None:
        if not issubclass(model, Claim):
            return None
        key = request.GET.get("passage", "")
        return get_object_or_404(article.passages, pk=key if key.isdecimal() else 0)

    def claim_form_class(self, request: HttpRequest, model: type[Judged], claim: Judged | None) -> type[ModelForm]:
        """The admin's own form of such a claim, without what stands in the page already."""
        claim_admin = self.admin_site._registry[model]
        fields = ["words", *claim_admin.flat_details()] if issubclass(model, Claim) else ["theme"]
        return claim_admin.get_form(request, claim, fields=fields)

    # --- Text, head, comments -----------------------------------------------------------------------------------------

    @by_article
    def text_view(self, request: HttpRequest, article: Article, key: int) -> HttpResponse:
        """Correct the text of a passage. Where somebody else did so meanwhile, both texts are shown."""
        demand(request, "change_passage")
        passage = get_object_or_404(article.passages, pk=key)
        form = PassageForm(request.POST, instance=passage)
        if form.is_valid():
            form.write(by=request.user)
            form = None
        return self.changed(request, article, str(key), form)

    @by_article
    def head_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        demand(request, "change_article")
        form = self.head_form(request, article, request.POST)
        if form.is_valid():
            form.write(by=request.user)
            messages.success(request, _("Saved."))
            return self.back(request, article)
        context = {"article": article, "head_form": form, "may": self.rights(request)}
        return TemplateResponse(request, "admin/review/head_page.html", self.admin_site.each_context(request) | context)

    def head_form(self, request: HttpRequest, article: Article, data: Any = None) -> ModelForm:
        return self.get_form(request, article, fields=HEAD_FIELDS)(data, instance=article, prefix="head")

    @by_article
    def comment_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        demand(request, "add_comment")
        form = CommentForm(request.POST, instance=Comment(article=article, by=request.user))
        if form.is_valid():
            review.save(form.instance, by=request.user)
        else:
            messages.error(request, " ".join(form.errors["text"]))
        return self.back(request, article, "#comments")

    # --- The workbench ------------------------------------------------------------------------------------------------

    @by_article
    def work_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        """One step of the workbench. What is not possible is told in words, and changes nothing."""
        step = STEPS_OF_WORK.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        demand(request, step.permission)
        form = step(article, request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
            return self.back(request, article, "#workbench")
        with told(request):
            say_done(request, form.act(request.user))
        passage = form.cleaned_data.get("passage")
        return self.back(request, article, f"#passage-{passage.pk}" if passage else "#workbench")

    @by_article
    def undo_latest_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Take back the latest decision of this person about the article that is not taken back yet."""
        demand(request, "change_article")
        latest = request.user.decisions.filter(article=article, undone_by=None, undoes=None).first()
        if latest is None:
            messages.info(request, _("There is nothing of yours to undo here."))
            return self.back(request, article)
        if not may_undo(request.user, latest):
            raise PermissionDenied
        with told(request):
            say_done(request, review.undo(latest, request.user))
        return self.back(request, article)

    # --- Coming and going ---------------------------------------------------------------------------------------------

    @by_article
    def end_view(self, request: HttpRequest, article: Article) -> HttpResponse:
        """End the review of an article, and go on to the next of its queue."""
        step = request.POST.get("step")
        if step not in STEPS:
            raise Http404
        demand(request, "publish_article" if step == "publish" else "change_article")
        place = place_of(article, self, request)
        for act in STEPS[step]:
            act([article], by=request.user)
        messages.success(request, _("Done: %s") % article)
        following = (
            place.next_url or place_of(article, self, request).next_url
        )  # the first ones may have been passed by
        return HttpResponseRedirect(following) if following else self.back(request, article)

    def back(self, request: HttpRequest, article: Article, anchor: str = "") -> HttpResponse:
        """To the screen, whole."""
        filters = request.GET.get(FILTERS)
        address = review_url(article.pk, filters) if filters else self.review_address(article)
        return HttpResponseRedirect(f"{address}{anchor}")

    def changed(self, request: HttpRequest, article: Article, passage: str, form: Any = None) -> HttpResponse:
        """The block that an act changed, for the script; otherwise the screen, at that block.

        `passage` is the key of a passage; without one, the themes changed. `form` is the text's, if refused.
        """
        if "HX-Request" not in request.headers and form is None:
            return self.back(request, article, f"#passage-{passage}" if passage else "#themes")
        context = {"article": article, "may": self.rights(request), "themes": []}
        if not passage.isdecimal():
            return TemplateResponse(request, "admin/review/themes.html", context | {"themes": theme_facts(article)})
        [part] = passage_blocks(article, get_object_or_404(article.passages.select_related("section"), pk=passage))
        context |= {"part": part, "text_form": form}
        template = "passage" if "HX-Request" in request.headers else "passage_page"
        frame = {} if template == "passage" else self.admin_site.each_context(request)
        return TemplateResponse(request, f"admin/review/{template}.html", frame | context)

    @staticmethod
    def review_address(article: Article) -> str:
        return review_url(article.pk, "").partition("?")[0]


def claims_in(article: Article, model: type[Judged]) -> Any:
    owner = {"passage__article": article} if issubclass(model, Claim) else {"article": article}
    return model.objects.filter(**owner)


def undecided(request: HttpRequest, article: Article) -> list[Judged]:
    """Every proposal of an article that this person may judge. One that lost its sentence needs a look of its own."""
    found = []
    for model in JUDGED_MODELS:
        if request.user.has_perm(f"articles.change_{model._meta.model_name}"):
            open_ones = claims_in(article, model).filter(status=Judged.Status.PROPOSED)
            found += open_ones.filter(is_adrift=False) if issubclass(model, Claim) else open_ones
    return found


def new_claim(model: type[Judged], article: Article, passage: Passage | None) -> Judged:
    return ArticleTheme(article=article) if passage is None else model(passage=passage)
