"""Who may do what in the back office: three groups, each with the permissions of one row of `ROLES`."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model

from articles.models import (
    CLAIM_MODELS,
    Article,
    ArticleTheme,
    Comment,
    Contributor,
    Honour,
    Hospital,
    HospitalName,
    Initiative,
    PartyBranch,
    Passage,
    Person,
    Policy,
    Practice,
    PracticeSynonym,
    ReviewReason,
    Section,
    SourcePage,
    Theme,
    ThemeKeyword,
)

EVERYTHING = tuple(apps.get_app_config("articles").get_models())
TEXTS = (SourcePage, Article, Passage)
"""What comes from pages alone: edited, never added by hand."""
DETAILS = (Section, Contributor, ReviewReason, Comment)
CLAIMS = (*CLAIM_MODELS, ArticleTheme)
AUTHORITIES = (Hospital, HospitalName, PartyBranch, Initiative, Practice, PracticeSynonym, Policy, Person, Honour)
THEMES = (Theme, ThemeKeyword)

ADDED = (*DETAILS, *CLAIMS, *AUTHORITIES, *THEMES)
EDITED = (*TEXTS, *ADDED)

ROLES: dict[str, dict[str, tuple[type[Model], ...]]] = {
    "检索": {"view": EVERYTHING},
    "编辑": {"view": EVERYTHING, "add": ADDED, "change": EDITED},
    "审核": {"view": EVERYTHING, "add": ADDED, "change": EDITED, "delete": EDITED, "publish": (Article,)},
}
"""Group → act → models. To confirm, reject and correct is to change; to publish is to withdraw too."""


def codenames(role: str) -> Iterator[str]:
    """The permissions of a group, such as `change_article`."""
    return (f"{act}_{model._meta.model_name}" for act, models in ROLES[role].items() for model in models)


@transaction.atomic
def sync_roles() -> dict[str, int]:
    """Make the groups, and give them exactly the permissions of the table. Returns how many each has.

    Raises LookupError where the database does not know a permission yet: `migrate` makes them.
    """
    return {role: _sync(role) for role in ROLES}


def _sync(role: str) -> int:
    wanted = set(codenames(role))
    found = Permission.objects.filter(content_type__app_label="articles", codename__in=wanted)
    if missing := wanted - {permission.codename for permission in found}:
        raise LookupError(f"permissions that the database does not have: {', '.join(sorted(missing))}")
    Group.objects.get_or_create(name=role)[0].permissions.set(found)
    return len(wanted)
