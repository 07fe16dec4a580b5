"""Forms of the back office. A form knows which call of `articles.review` writes what it says."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from articles import review
from articles.admin.facsimiles import checked
from articles.admin.history import decisions_about
from articles.admin.meanwhile import CatchingUpForm
from articles.models import Article, Claim, Comment, HospitalName, Passage, SourcePage
from articles.reasons import REASON_LABELS
from articles.recognise.anchors import nearest

HEAD = review.HEAD_FIELDS


class ReviewedForm(CatchingUpForm):
    """A form whose record is written by `write`, once for each change of a person."""

    left_to_others: frozenset[str] = frozenset()
    """Fields that are not judged here but by the rows of an inline together."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | self.left_to_others

    def _post_clean(self) -> None:
        """Hold the whole row against the constraints: Django passes over those that ask for fields outside the form."""
        super()._post_clean()
        if self.has_changed() and not self.errors:
            try:
                self.instance.validate_constraints(exclude=self.left_to_others)
            except forms.ValidationError as error:
                self.add_error(None, error.messages)

    def write(self, *, by: AbstractBaseUser) -> None:
        review.save(self.instance, by=by)


class PrintedTextField(forms.CharField):
    """Text as printed: white space counts, line ends are those of the archive."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class PassageForm(ReviewedForm):
    """A passage whose text is corrected as a layer over what the machine read.

    The parts of an article's head are edited on the article, which holds them too.
    """

    text = PrintedTextField(
        label=_("text"), required=False, help_text=_("A correction is kept beside the machine's text.")
    )

    class Meta:
        model = Passage
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["text"] = self.instance.text
        self.is_head = self.instance.kind in HEAD
        if self.is_head:
            for name in {"text", "kind"} & set(self.fields):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Kicker, title and subtitle are edited on the article.")

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if kind in HEAD and not self.is_head:
            raise forms.ValidationError(_("A passage of the body cannot become a part of the head here."))
        return kind

    def clean_text(self) -> str:
        """A part of the head may be empty, as the article's field that it follows. A passage of the body may not."""
        text = self.cleaned_data["text"]
        if "text" in self.changed_data and not text.strip():
            raise forms.ValidationError(_("The text of a passage cannot be empty. One that should go is deleted."))
        return text

    def write(self, *, by: AbstractBaseUser) -> None:
        if set(self.changed_data) - {"text"}:
            review.save(self.instance, by=by)
        if "text" in self.changed_data:
            review.correct_text(self.instance, self.cleaned_data["text"], by=by)


class JudgedForm(ReviewedForm):
    """A claim or a theme. What a person adds needs no confirmation; what a machine read keeps its status here."""

    def write(self, *, by: AbstractBaseUser) -> None:
        write: Any = review.state if self.instance._state.adding else review.save
        write(self.instance, by=by)

    def correct(self, *, by: AbstractBaseUser) -> None:
        """Write what the form says as what is right: that confirms the claim."""
        if self.instance._state.adding:
            self.write(by=by)
            return
        said = {name: value for name, value in self.cleaned_data.items() if name in self.changed_data}
        review.correct_claim(claim=self.instance, by=by, **said)


class ClaimForm(JudgedForm):
    """A claim, anchored by the words in the passage that it stands on."""

    words = PrintedTextField(
        label=_("printed words"),
        help_text=_("Exactly as they stand in the passage. Where they stand there more than once, the nearest counts."),
    )

    class Meta:
        model = Claim
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "words" in self.fields and not self.instance._state.adding:
            self.initial["words"] = self.instance.printed

    def clean(self) -> dict:
        data = super().clean()
        passage = data.get("passage") or getattr(self.instance, "passage", None)
        words = data.get("words")
        if passage and words and "words" in self.changed_data:
            if span := nearest(words, passage.text, near=self.instance.start or 0):
                review.anchor(self.instance, passage.text, span)
            else:
                self.add_error("words", _("These words do not stand in the passage."))
        return data


class ArticleForm(ReviewedForm):
    """The head of an article. `seen_revision` is the revision that the article had when the form was opened."""

    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_revision"] = self.instance.revision

    def clean(self) -> dict:
        data = super().clean()
        if data.get("seen_revision") not in (None, self.instance.revision):
            self.put("seen_revision", self.instance.revision)
            self.add_error(None, self._what_happened())
        return data

    def _what_happened(self) -> str:
        latest = decisions_about(Article, self.instance.pk).first()
        return _(
            "This article was changed while you had it open (%(latest)s). Nothing is saved yet, and what you typed is "
            "kept; where a field changed meanwhile, it says so. Save again to store the form as it stands now."
        ) % {"latest": f"{latest} · {latest.by or '—'}" if latest else "—"}


class NestedForm(ReviewedForm):
    """A record that may stand below another of its kind, but not, by however many steps, below itself."""

    def clean_parent(self) -> Any:
        above, seen = self.cleaned_data["parent"], {self.instance.pk} - {None}
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            above = above.parent
        if above is not None and above.pk == self.instance.pk:
            raise forms.ValidationError(_("A record cannot stand below itself."))
        return self.cleaned_data["parent"]


class ReasonForm(ReviewedForm):
    """Why somebody should look at an article."""

    code = forms.ChoiceField(label=_("reason"), choices=list(REASON_LABELS.items()), widget=UnfoldAdminSelectWidget)


class CommentForm(ReviewedForm):
    """A remark on an article."""

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": UnfoldAdminTextareaWidget(attrs={"rows": 2, "aria-label": _("comment")})}


class SourcePageForm(ReviewedForm):
    """What is known of a page, and its scan."""

    class Meta:
        model = SourcePage
        fields = ()

    def clean_facsimile(self) -> Any:
        file = self.cleaned_data["facsimile"]
        return checked(file) if isinstance(file, UploadedFile) else file


class ContextualNameForm(ReviewedForm):
    """A name of a hospital that holds in one article only."""

    class Meta:
        model = HospitalName
        fields = ()

    def clean(self) -> dict:
        self.instance.kind = HospitalName.Kind.CONTEXTUAL
        return super().clean()
