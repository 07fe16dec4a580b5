"""Scans of pages: what may be one, and how it is shown beside the text."""

import mimetypes
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.models import SourcePage

SIGNATURES = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
"""Suffix → how the bytes of such a file begin."""
SUFFIXES = frozenset(SIGNATURES)
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'"
)
"""What a scan may do that is shown in a frame of the back office: nothing but be there."""


def checked(file: UploadedFile) -> UploadedFile:
    """The file, if it is a scan and not too large. Raises ValidationError, in words."""
    suffix = PurePath(file.name).suffix.lower()
    begins = file.read(16)
    file.seek(0)
    if not begins.startswith(SIGNATURES.get(suffix, ())):
        raise ValidationError(_("A facsimile is a PDF, PNG, JPEG or WebP file, and named so."))
    if file.size > settings.FACSIMILE_SIZE_LIMIT:
        limit = settings.FACSIMILE_SIZE_LIMIT // 2**20
        raise ValidationError(_("Larger than %(limit)d MB (FACSIMILE_SIZE_LIMIT).") % {"limit": limit})
    return file


class FacsimileAdmin:
    """The address of the scan of a page, for those who may see the page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(xframe_options_sameorigin(self.facsimile_view))
        return [path("<int:key>/facsimile/", view, name="articles_sourcepage_facsimile"), *super().get_urls()]

    def facsimile_view(self, request: HttpRequest, key: int) -> HttpResponse:
        if not request.user.has_perm("articles.view_sourcepage"):
            raise PermissionDenied
        page = get_object_or_404(SourcePage, pk=key)
        if not page.facsimile or not page.facsimile.storage.exists(page.facsimile.name):
            raise Http404
        kind = mimetypes.guess_type(page.facsimile.name)[0] or "application/octet-stream"
        headers = {"Content-Security-Policy": FRAMED, "X-Content-Type-Options": "nosniff"}
        return FileResponse(page.facsimile.open("rb"), content_type=kind, headers=headers)
