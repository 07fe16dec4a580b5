"""Pages on their way through a run: what was found under the paths, ready to be read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from articles.ingest.pages import SUPPLIED, Supplied
from articles.ingest.sources import STANDARD_INPUT, Source, SourceError, find_sources, input_key, record_of
from articles.ingest.workers import Request
from articles.models import SourcePage

LONGEST_PATH = SourcePage._meta.get_field("path").max_length


@dataclass(frozen=True, slots=True)
class Task:
    """A page on its way: its bytes, or why it has none. `where` says which line of a collection it is."""

    key: str
    data: bytes = b""
    digest: str = ""
    kind: str = "text"
    where: str = ""
    refusal: str = ""
    supplied: Supplied = field(default_factory=Supplied)

    @property
    def is_record(self) -> bool:
        return self.kind == "record"

    @property
    def request(self) -> Request:
        return self.kind, self.data


def find_tasks(paths: Iterable[str], supplied: Supplied) -> Iterator[Task]:
    """The pages under `paths`. What their manifest says comes before what was `supplied` for the whole run."""
    seen: dict[str, str] = {}
    for source in find_sources(paths):
        task = make_task(source, supplied)
        twin = None if task.refusal else seen.setdefault(task.key, task.digest)
        if twin not in (None, task.digest):
            refusal = _("another page of this run has this name already; names must differ")
            task = Task(task.key, where=task.where, refusal=refusal)
        yield task


def make_task(source: Source, supplied: Supplied) -> Task:
    try:
        data = source.read(settings.PAGE_SIZE_LIMIT)
        if source.is_record:
            key, data = record_of(data)
        else:
            key = input_key(data) if source.key == STANDARD_INPUT else source.key
    except SourceError as error:
        return Task(source.key, refusal=str(error))
    if len(key) > LONGEST_PATH:
        return Task(key, refusal=_("its path is longer than %(limit)d characters") % {"limit": LONGEST_PATH})
    kind, where = ("record", source.key) if source.is_record else ("text", "")
    return Task(
        key, data, hashlib.sha256(data).hexdigest(), kind, where, supplied=first_known(source.supplied, supplied)
    )


def first_known(*said: Supplied) -> Supplied:
    """Of several who say something of a page, the first who does, field by field."""
    firsts = {name: next(filter(None, (getattr(each, name) for each in said)), None) for name in SUPPLIED}
    return Supplied(**{name: value for name, value in firsts.items() if value})
