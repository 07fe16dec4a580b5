"""Page files brought in through the browser: read at once, told file by file, and led straight into review."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminTextInputWidget

from articles import review
from articles.admin.facsimiles import SUFFIXES, checked
from articles.ingest import Options, Summary, ingest
from articles.ingest.pages import Supplied
from articles.models import IngestOutcome, IngestRun, SourcePage

MOST = 200
"""Files in one request. The page's script sends fewer at a time."""
RUN = "X-Run"
"""The header that tells a script which run its files are part of. It sends the rest with that key, as one upload."""


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or many files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = (data if isinstance(data, list) else [data]) or [None]
        if len(files) > MOST:
            raise ValidationError(_("Send at most %(most)d files at a time.") % {"most": MOST})
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """Page files, and what is known of all of them but does not stand in their text."""

    files = ManyFilesField(label=_("page files"), allow_empty_file=True)
    newspaper = forms.CharField(label=_("newspaper"), required=False, max_length=100, widget=UnfoldAdminTextInputWidget)
    issue_date = forms.DateField(label=_("issue date"), required=False, widget=UnfoldAdminDateWidget)
    page_label = forms.CharField(
        label=_("page label"),
        required=False,
        max_length=50,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("As printed, such as 第3版."),
    )

    run = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def supplied(self) -> Supplied:
        data = self.cleaned_data
        return Supplied(data["newspaper"], data["issue_date"], data["page_label"])


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: a status of `IngestOutcome`, why, and the page that it became or belongs to."""

    name: str
    status: str
    reason: str
    page: SourcePage | None

    @property
    def status_label(self) -> str:
        return str(IngestOutcome.Status(self.status).label)

    @property
    def waiting(self) -> list:
        return list(self.page.articles.filter(joined_into=None).order_by("order")) if self.page else []


def take_in(
    files: Iterable[UploadedFile], supplied: Supplied, *, by: AbstractBaseUser, run: IngestRun | None = None
) -> tuple[list[Result], IngestRun | None]:
    """Read page files into the archive, then attach scans to the pages whose names they share.

    Returns what became of each file, and the run that the pages are part of: `run`, where that goes on.
    """
    files = list(files)
    scans = [file for file in files if PurePath(file.name).suffix.lower() in SUFFIXES]
    pages = [file for file in files if file not in scans]
    read = _read(pages, supplied, by, run) if pages else Summary(run=run)
    results = [Result(each.path, each.status, each.reason, page_called(each.path)) for each in read.outcomes]
    return [*results, *(_attach(scan, by) for scan in scans)], read.run


def _read(files: list[UploadedFile], supplied: Supplied, by: AbstractBaseUser, run: IngestRun | None) -> Summary:
    with TemporaryDirectory(prefix="archive-upload-") as folder:
        paths = [str(_stored(file, Path(folder, str(at)))) for at, file in enumerate(files)]
        return ingest(paths, Options(supplied=supplied), by=by, run=run)


def page_called(path: str) -> SourcePage | None:
    """The page of that name, which it may have as a further one."""
    return SourcePage.objects.filter(Q(path=path) | Q(aliases__path=path)).first()


def _stored(file: UploadedFile, folder: Path) -> Path:
    """Each file lies in a folder of its own: two may bear the same name."""
    folder.mkdir()
    place = folder / PurePath(file.name).name
    with place.open("wb") as target:
        target.writelines(file.chunks())
    return place


def _attach(scan: UploadedFile, by: AbstractBaseUser) -> Result:
    stem = PurePath(scan.name).stem
    pages = [page for page in SourcePage.objects.filter(path__contains=stem) if PurePath(page.path).stem == stem]
    if len(pages) != 1:
        return Result(scan.name, IngestOutcome.Status.FAILED, gettext("no page of this name, or several"), None)
    [page] = pages
    try:
        page.facsimile = checked(scan)
    except ValidationError as error:
        return Result(scan.name, IngestOutcome.Status.FAILED, " ".join(error.messages), page)
    review.save(page, by=by)
    return Result(scan.name, IngestOutcome.Status.UPDATED, gettext("attached to %(page)s") % {"page": page}, page)


class UploadAdmin:
    """The page on which files are dropped, for the admin of runs."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="articles_ingestrun_upload"), *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """The form; or what became of the files that were sent, to a script as rows alone."""
        if not request.user.has_perm("articles.change_sourcepage"):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        results, run = [], None
        if form.is_valid():
            begun = IngestRun.objects.filter(pk=form.cleaned_data["run"], by=request.user, undone_at=None).first()
            results, run = take_in(form.cleaned_data["files"], form.supplied(), by=request.user, run=begun)
        if "X-Rows-Only" in request.headers:
            context, headers = {"results": results, "errors": form.errors}, {RUN: run.pk} if run else {}
            return TemplateResponse(request, "admin/upload/rows.html", context, headers=headers)
        context = {"title": _("Bring in pages"), "form": form, "results": results}
        return TemplateResponse(request, "admin/upload/page.html", self.admin_site.each_context(request) | context)
