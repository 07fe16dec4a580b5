"""Which pages on their way through a run are in the archive already."""

from collections.abc import Collection

from articles.ingest.tasks import Task
from articles.models import PageVersion, SourcePage
from articles.pipeline import pipeline_version


def unknown_among(tasks: Collection[Task]) -> set[str]:
    """The keys of those tasks of which the archive knows neither the name nor the bytes."""
    paths = SourcePage.objects.filter(path__in={task.key for task in tasks}).values_list("path", flat=True)
    versions = PageVersion.objects.filter(sha256__in={task.digest for task in tasks if task.digest})
    known = {*paths, *versions.values_list("sha256", flat=True)}
    return {task.key for task in tasks if not task.refusal and known.isdisjoint((task.key, task.digest))}


def settled_already(task: Task) -> SourcePage | None:
    """The page that holds these very bytes, read by this very pipeline, under this or another name."""
    return settled(task, SourcePage.objects.filter(path=task.key).first())


def settled(task: Task, page: SourcePage | None) -> SourcePage | None:
    """The same, where the `page` of the task's name is known, or known to be None."""
    fresh = (task.digest, pipeline_version())
    if page is not None:
        return page if _newest(page) == fresh else None
    twins = PageVersion.objects.filter(sha256=task.digest, pipeline_version=pipeline_version()).order_by("pk")
    twin = twins.select_related("page").defer("text").first()
    return twin.page if twin and _newest(twin.page) == fresh else None


def _newest(page: SourcePage) -> tuple[str, str] | None:
    """What the newest version of a page was read from, and by which pipeline."""
    return page.versions.order_by("-number").values_list("sha256", "pipeline_version").first()
