"""The data model of the archive (docs/data-model.md)."""

from articles.models.articles import Article, Contributor, Passage, ReviewReason, Section
from articles.models.claims import (
    CLAIM_MODELS,
    ArticleTheme,
    BranchMention,
    Claim,
    Figure,
    FigureCheck,
    HonourMention,
    HospitalMention,
    InitiativeMention,
    Judged,
    PersonMention,
    PolicyMention,
)
from articles.models.comments import Comment
from articles.models.decisions import Change, Decision, Distinction, Proposal
from articles.models.organisations import Hospital, HospitalName, PartyBranch
from articles.models.pages import AppliedFix, PageAlias, PageRemnant, PageVersion, SourcePage
from articles.models.practices import (
    Honour,
    Initiative,
    Person,
    Policy,
    Practice,
    PracticeSynonym,
    Theme,
    ThemeKeyword,
)
from articles.models.reprints import LikelyReprint, TextMark
from articles.models.runs import IngestOutcome, IngestRun, RowChange, RunChange
from articles.models.search import (
    SearchChange,
    SearchDocument,
    SearchMiss,
    SearchName,
    SearchRebuild,
    SearchSuggestion,
)

__all__ = [
    "CLAIM_MODELS",
    "AppliedFix",
    "Article",
    "ArticleTheme",
    "BranchMention",
    "Change",
    "Claim",
    "Comment",
    "Contributor",
    "Decision",
    "Distinction",
    "Figure",
    "FigureCheck",
    "Honour",
    "HonourMention",
    "Hospital",
    "HospitalMention",
    "HospitalName",
    "IngestOutcome",
    "IngestRun",
    "Initiative",
    "InitiativeMention",
    "Judged",
    "LikelyReprint",
    "PageAlias",
    "PageRemnant",
    "PageVersion",
    "PartyBranch",
    "Passage",
    "Person",
    "PersonMention",
    "Policy",
    "PolicyMention",
    "Practice",
    "PracticeSynonym",
    "Proposal",
    "ReviewReason",
    "RowChange",
    "RunChange",
    "SearchChange",
    "SearchDocument",
    "SearchMiss",
    "SearchName",
    "SearchRebuild",
    "SearchSuggestion",
    "Section",
    "SourcePage",
    "TextMark",
    "Theme",
    "ThemeKeyword",
]
