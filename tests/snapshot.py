"""The whole database as values, to say that nothing changed."""

from collections.abc import Iterable

from django.apps import apps


def snapshot(leave_out: Iterable[str] = ()) -> dict[str, list[dict]]:
    """Every row of the archive and of the accounts, by model name and in the order of keys."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("auth").get_models()]
    names = {model._meta.model_name: model for model in models}
    return {
        name: list(model._base_manager.order_by("pk").values())
        for name, model in names.items()
        if name not in leave_out
    }
