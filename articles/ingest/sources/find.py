"""Finding pages under the paths that somebody gives, in a stable order."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from articles.ingest.pages import Supplied
from articles.ingest.sources.manifest import MANIFEST, Manifest
from articles.ingest.sources.records import json_records, jsonl_records
from articles.ingest.sources.source import (
    NOTHING,
    STANDARD_INPUT,
    Source,
    SourceError,
    explain,
    printable,
    read_limited,
    standard_input,
)
from articles.ingest.sources.trees import File, Folder, Tree, Zip

Opener = Callable[[], BinaryIO]
Reader = Callable[[str, Opener, int], Iterator[Source]]
"""Makes the sources of one file, from the name that is shown of it, how to open it, and the limit of a page."""
ARCHIVE = ".zip"


def find_sources(paths: Iterable[str]) -> Iterator[Source]:
    """The pages under `paths`: files as given, folders and zip archives recursively by name.

    What cannot be searched comes as a source that refuses to be read, so that it shows up among the outcomes.
    """
    return Search({".txt": text_page, ".json": json_records, ".jsonl": jsonl_records}, archives=True).under(paths)


def find_pages(paths: Iterable[str]) -> Iterator[Source]:
    """The pages of text under `paths`: files as given, of folders the text files."""
    return Search({".txt": text_page}, archives=False).under(paths)


def text_page(key: str, open_file: Opener, limit: int) -> Iterator[Source]:
    yield Source(key, open_file)


class Search:
    """One search, which reads every manifest once and tells its problems once."""

    def __init__(self, readers: dict[str, Reader], *, archives: bool) -> None:
        self.readers = readers
        self.endings = (*readers, *([ARCHIVE] if archives else []))
        self.manifests: dict[tuple[str, str], Manifest | None] = {}
        self.told: set[tuple[str, str]] = set()

    def under(self, paths: Iterable[str]) -> Iterator[Source]:
        for given in paths:
            try:
                yield from self.at(given)
            except (OSError, SourceError) as error:
                yield Source(printable(given), refusal=in_words(error))

    def at(self, given: str) -> Iterator[Source]:
        """The pages of one path. Raises OSError and SourceError."""
        path = Path(given)
        if given == STANDARD_INPUT:
            yield Source(STANDARD_INPUT, standard_input)
        elif not given.strip():
            raise SourceError(_("an empty path; name a file or a folder (. for this one)"))
        elif path.is_dir():
            yield from self.inside(Folder(path))
        else:
            path.stat()
            file = File(printable(path.name), path)
            if ending(file.name) == ARCHIVE and ARCHIVE in self.endings:
                with closing(Zip(path)) as archive:
                    yield from self.inside(archive)
            else:
                yield from self.file(Folder(path.parent), file, "", self.readers.get(ending(file.name), text_page))

    def inside(self, tree: Tree, prefix: str = "") -> Iterator[Source]:
        """The pages of a folder or an archive. `prefix` stands before their names in the keys."""
        found = False
        for file in tree.files():
            if file.refusal and file.path is None:
                found = True
                yield Source(prefix + file.name, refusal=file.refusal)
            elif ending(file.name) in self.endings or is_manifest(file.name):
                found = True
                yield from self.file(tree, file, prefix, self.readers.get(ending(file.name)))
        if not found:
            wanted = ", ".join(f"*{ending}" for ending in self.endings)
            raise SourceError(_("no pages in there (%(endings)s)") % {"endings": wanted})

    def file(self, tree: Tree, file: File, prefix: str, reader: Reader | None) -> Iterator[Source]:
        """The pages of one file, with what manifests say of it. Without a reader it is an archive."""
        key = prefix + file.name
        supplied = self.supplied(tree, file.name)
        yield from self.problems(tree, file.name, prefix)
        if is_manifest(file.name):
            return
        if file.refusal:
            yield Source(key, refusal=file.refusal)
        elif reader is None:
            yield from self.archive(tree, file, key)
        else:
            for source in reader(key, partial(tree.open, file), settings.PAGE_SIZE_LIMIT):
                yield replace(source, supplied=supplied)

    def archive(self, tree: Tree, file: File, key: str) -> Iterator[Source]:
        """A zip archive in a folder stands for the folder that it would unpack to."""
        if not tree.can_nest:
            yield Source(key, refusal=_("a zip archive inside a zip archive; unpack the outer one first"))
            return
        try:
            with closing(Zip(file.path)) as archive:
                yield from self.inside(archive, f"{PurePosixPath(key).with_suffix('')}/")
        except (OSError, SourceError) as error:
            yield Source(key, refusal=in_words(error))

    def supplied(self, tree: Tree, name: str) -> Supplied:
        """What manifests say of a file: that of its own folder, else that of the nearest folder above."""
        path = PurePosixPath(name)
        for folder in path.parents:
            manifest = self.manifest(tree, folder)
            row = manifest and manifest.rows.get(path.relative_to(folder).as_posix())
            if row:
                return row
        return NOTHING

    def manifest(self, tree: Tree, folder: PurePosixPath) -> Manifest | None:
        place = (tree.label, folder.as_posix())
        if place not in self.manifests:
            file = tree.find((folder / MANIFEST).as_posix())
            self.manifests[place] = read_manifest(tree, file, folder) if file else None
        return self.manifests[place]

    def problems(self, tree: Tree, name: str, prefix: str) -> Iterator[Source]:
        """What is wrong with the manifests that were read for a file, each told once."""
        for folder in PurePosixPath(name).parents:
            place = (tree.label, folder.as_posix())
            manifest = self.manifests.get(place)
            if manifest and manifest.problems and place not in self.told:
                self.told.add(place)
                yield Source(prefix + (folder / MANIFEST).as_posix(), refusal="; ".join(manifest.problems))


def read_manifest(tree: Tree, file: File, folder: PurePosixPath) -> Manifest:
    try:
        data = read_limited(partial(tree.open, file), settings.PAGE_SIZE_LIMIT)
    except SourceError as error:
        return Manifest([str(error)])
    return Manifest.read(data, lambda name: tree.find((folder / name).as_posix()) is not None)


def ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def is_manifest(name: str) -> bool:
    return PurePosixPath(name).name == MANIFEST


def in_words(error: OSError | SourceError) -> str:
    return explain(error) if isinstance(error, OSError) else str(error)
