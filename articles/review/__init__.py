"""The only writer of what people decided.

Every act is one transaction, leaves one `Decision` with the rows that it touched (values before and after), and
re-indexes the articles that it touched. Nothing is recorded, and None returned, where nothing would change. What is not
possible raises `RefusedError`, with a sentence for the person, and writes nothing. docs/data-model.md lists the acts.
"""

from articles.anchoring import anchor
from articles.review.aliases import split_alias
from articles.review.authorities import MergeConflictError, distinguish, merge, unmerge
from articles.review.bulk import ManyEdits, edit_many, preview_many
from articles.review.judging import BY_HAND, confirm, correct_claim, reject, state
from articles.review.proposals import dismiss, take
from articles.review.publication import publish, set_review, withdraw
from articles.review.record import RefusedError, hold
from articles.review.repairs import RULES, switch_repair
from articles.review.reprints import link_reprint, unlink_reprint
from articles.review.rows import arrange, delete, save, set_related
from articles.review.structure import attach, detach, join_articles, made, move_passages, split_article
from articles.review.texts import HEAD_FIELDS, correct_text, retitle, retype
from articles.review.undoing import StandsOnError, undo

__all__ = [
    "BY_HAND",
    "HEAD_FIELDS",
    "RULES",
    "ManyEdits",
    "MergeConflictError",
    "RefusedError",
    "StandsOnError",
    "anchor",
    "arrange",
    "attach",
    "confirm",
    "correct_claim",
    "correct_text",
    "delete",
    "detach",
    "dismiss",
    "distinguish",
    "edit_many",
    "hold",
    "join_articles",
    "link_reprint",
    "made",
    "merge",
    "move_passages",
    "preview_many",
    "publish",
    "reject",
    "retitle",
    "retype",
    "save",
    "set_related",
    "set_review",
    "split_alias",
    "split_article",
    "state",
    "switch_repair",
    "take",
    "undo",
    "unlink_reprint",
    "unmerge",
    "withdraw",
]
