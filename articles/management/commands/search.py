"""`manage.py search QUERY`: what the site finds, on a terminal or as JSON."""

import json

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.management.console import positive_number, require_database
from articles.models import Article
from articles.search.base import SearchResult, search
from articles.search.excerpts import Excerpt, excerpts
from articles.search.explain import steps

HELP = gettext_noop("""Search the archive as readers of the site do.

Words must all occur; "…" is a phrase, -word leaves out, OR chooses, and there are fields such as 标题: and 年:2022.""")
LISTED = 20


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(HELP)
        parser.add_argument("query", nargs="+", help=_("what to look for"))
        parser.add_argument("--json", action="store_true", help=_("print JSON and nothing else"))
        parser.add_argument("--explain", action="store_true", help=_("say how each word was looked for"))
        parser.add_argument("--limit", type=positive_number, default=LISTED, help=_("results listed at most"))

    def handle(self, *, query: list[str], limit: int, **options) -> None:
        require_database()
        found = search(" ".join(query))
        articles = found.articles[:limit]
        snippets = excerpts(articles, found.query)
        results = [described(article, snippets.get(article.pk)) for article in articles]
        explained = list(steps(found)) if options["explain"] else []
        if options["json"]:
            said = {"explain": explained} if explained else {}
            answer = {"count": found.count, "read_as": found.read_as, **said, "results": results}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.write_list(found, results, explained)

    def write_list(self, found: SearchResult, results: list[dict], explained: list[str]) -> None:
        self.stdout.write(found.read_as)
        for line in explained:
            self.stdout.write(f"  {line}")
        self.stdout.write(_("%(count)d found") % {"count": found.count})
        for result in results:
            self.stdout.write(f"\n{result['id']}  {result['title']}\n  {result['snippet']}")


def described(article: Article, excerpt: Excerpt | None) -> dict:
    """One result: `snippet` is plain text, `marked` are the pieces of it that were looked for."""
    snippet = excerpt.segments if excerpt else []
    return {
        "id": article.public_id,
        "title": article.title,
        "date": article.page.issue_date.isoformat() if article.page.issue_date else None,
        "address": article.get_absolute_url(),
        "snippet": "".join(segment.text for segment in snippet),
        "marked": [segment.text for segment in snippet if segment.is_hit],
    }
