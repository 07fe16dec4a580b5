"""Authority records as tables: exported to XLSX and CSV, imported after a preview. Every row goes through review.

Columns are headed by what the forms call their fields; the names of the fields, as in the API, are understood too.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from import_export.admin import ImportExportModelAdmin
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget, Widget
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from articles import review
from articles.admin.tables import RecordWidget, SpreadsheetCSV, spoken, widget_for
from articles.ingest.sources.manifest import FIELD_OF
from articles.models import Honour, Hospital, Initiative, PartyBranch, Person, Policy, Practice, SourcePage, Theme
from articles.models.identity import new_public_id

SEPARATOR = "；"
"""Between several names in one cell: no name of a hospital, theme or practice holds it."""


class ReviewedResource(ModelResource):
    """Rows of one kind of record, known by their public id. A row without one makes a new record; none is deleted.

    `also_called` are further headings of columns, with the names of the fields.
    """

    also_called: dict[str, str] = {}

    class Meta:
        import_id_fields = ("public_id",)
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.headings = {name: self.heading(name) for name in self.fields}
        for name, field in self.fields.items():
            field.column_name = str(self.headings[name])

    @classmethod
    def widget_from_django_field(cls, f: Any, default: Any = Widget) -> Any:
        return widget_for(f) or super().widget_from_django_field(f, default)

    @classmethod
    def heading(cls, name: str) -> Any:
        """What the forms call a field, or rows that hang on the record."""
        field = cls._meta.model._meta.get_field(name)
        return field.related_model._meta.verbose_name_plural if field.auto_created else field.verbose_name

    def before_import(self, dataset: Any, **kwargs) -> None:
        """Understand the headings. Refuses a table with a column that is none of ours, or that is there twice."""
        meant = {word.lower(): name for name, label in self.headings.items() for word in (name, *spoken(label))}
        meant |= self.also_called
        given = [str(header or "").strip() for header in dataset.headers or ()]
        if unknown := [header for header in given if header and header.lower() not in meant]:
            words = {"unknown": unknown[0], "known": _(", ").join(map(str, self.headings.values()))}
            raise ValueError(_("There is no column “%(unknown)s”. There are: %(known)s") % words)
        names = [meant.get(header.lower(), "") for header in given]
        if twice := next((name for name in names if name and names.count(name) > 1), None):
            raise ValueError(_("The column “%s” is there twice.") % self.headings[twice])
        if "path" in self._meta.import_id_fields and "path" not in names:
            raise ValueError(_("The column “%s” is missing.") % self.headings["path"])
        dataset.headers = [self.fields[name].column_name if name else "" for name in names]
        if "public_id" in self.fields and "public_id" not in names:
            dataset.append_col([""] * len(dataset), header=self.column("public_id"))

    def column(self, name: str) -> str:
        """The heading of a field in this table."""
        return self.fields[name].column_name

    def before_import_row(self, row: dict, **kwargs) -> None:
        row.update({name: "" for name, value in row.items() if value is None})  # so XLSX says an empty cell
        if "public_id" in self.fields:
            row[self.column("public_id")] = row.get(self.column("public_id")) or new_public_id()

    def export_field(self, field: Field, instance: Any, **kwargs) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return "" if value is None else value

    def import_field(self, field: Field, instance: Any, row: dict, is_m2m: bool = False, **kwargs) -> None:
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except ArithmeticError as error:
            raise ValueError(_("“%s” is not a number.") % row[field.column_name]) from error

    def save_instance(self, instance: Any, is_create: bool, row: dict, **kwargs) -> None:
        """Write one row as a decision of the person who imports. A preview is undone by its transaction."""
        review.save(instance, by=kwargs["user"])
        self.after_save_instance(instance, row, **kwargs)

    def save_m2m(self, instance: Any, row: dict, **kwargs) -> None:
        for field in self.get_import_fields():
            if isinstance(field.widget, ManyToManyWidget) and field.column_name in row:
                review.set_related(instance, field.attribute, field.clean(row), by=kwargs["user"])


def record_in_words(model: type, attribute: str) -> Field:
    return Field(attribute=attribute, column_name=attribute, widget=RecordWidget(model))


class NamesField(Field):
    """Other names of a record in one cell, by its related rows. New ones are added; none is taken away."""

    def __init__(self, relation: str):
        super().__init__(column_name=relation, readonly=True)
        self.relation = relation

    def get_value(self, instance: Any) -> str:
        return SEPARATOR.join(names_of(instance, self.relation)) if instance.pk else ""


def names_of(instance: Any, relation: str) -> list[str]:
    """The other names of a record that hold everywhere, in the order of its related rows."""
    rows = getattr(instance, relation).all()
    return [row.name for row in rows if getattr(row, "article_id", None) is None]


class NamedResource(ReviewedResource):
    """Records with other names in rows of their own. `relation` leads to those rows."""

    relation: str

    def new_names(self, instance: Any, row: dict) -> list[str]:
        given = [name.strip() for name in str(row.get(self.column(self.relation)) or "").split(SEPARATOR)]
        known = {instance.name, *names_of(instance, self.relation)} if instance.pk else {instance.name}
        return [name for name in dict.fromkeys(given) if name and name not in known]

    def skip_row(self, instance: Any, original: Any, row: dict, import_validation_errors: Any = None) -> bool:
        unchanged = super().skip_row(instance, original, row, import_validation_errors)
        return unchanged and not self.new_names(instance, row)

    def after_save_instance(self, instance: Any, row: dict, **kwargs) -> None:
        for name in self.new_names(instance, row):
            related = getattr(instance, self.relation)
            review.save(related.model(**{related.field.name: instance, "name": name}), by=kwargs["user"])


class HospitalResource(NamedResource):
    relation = "names"
    names = NamesField("names")

    class Meta(ReviewedResource.Meta):
        model = Hospital
        fields = ("public_id", "name", "province", "city", "district", "level", "founded", "names")

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("names")


class PracticeResource(NamedResource):
    relation = "synonyms"
    synonyms = NamesField("synonyms")

    class Meta(ReviewedResource.Meta):
        model = Practice
        fields = ("public_id", "name", "description", "synonyms")

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("synonyms")


class BranchResource(ReviewedResource):
    hospital = record_in_words(Hospital, "hospital")
    parent = record_in_words(PartyBranch, "parent")

    class Meta(ReviewedResource.Meta):
        model = PartyBranch
        fields = ("public_id", "name", "level", "hospital", "organiser", "is_layer", "parent")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("hospital", "parent")


class InitiativeResource(ReviewedResource):
    hospital = record_in_words(Hospital, "hospital")
    practice = Field("practice", "practice", ForeignKeyWidget(Practice, field="name"))
    themes = Field("themes", "themes", ManyToManyWidget(Theme, separator=SEPARATOR, field="name"))

    class Meta(ReviewedResource.Meta):
        model = Initiative
        fields = (
            "public_id",
            "name",
            "hospital",
            "organiser",
            "practice",
            "stage",
            "outcome",
            "is_named",
            "themes",
        )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("hospital", "practice").prefetch_related("themes")


class PersonResource(ReviewedResource):
    hospital = record_in_words(Hospital, "hospital")

    class Meta(ReviewedResource.Meta):
        model = Person
        fields = ("public_id", "name", "organisation", "hospital")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("hospital")


class PolicyResource(ReviewedResource):
    class Meta(ReviewedResource.Meta):
        model = Policy
        fields = ("public_id", "name")


class HonourResource(ReviewedResource):
    class Meta(ReviewedResource.Meta):
        model = Honour
        fields = ("public_id", "name", "issuer", "year")


class ThemeResource(ReviewedResource):
    parent = Field("parent", "parent", ForeignKeyWidget(Theme, field="name"))

    class Meta(ReviewedResource.Meta):
        model = Theme
        fields = ("public_id", "slug", "name", "description", "parent", "order")

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("parent")


class SourcePageResource(ReviewedResource):
    """What is known of pages and does not stand in their text. Pages come with their text, never by a table.

    A manifest, as it lies beside pages, is such a table too.
    """

    also_called = {name: "path" if field == "file" else field for name, field in FIELD_OF.items()}

    class Meta(ReviewedResource.Meta):
        model = SourcePage
        import_id_fields = ("path",)
        fields = ("path", "newspaper", "issue_date", "page_label")

    def init_instance(self, row: dict | None = None) -> SourcePage:
        raise ValueError(_("There is no page of this path: %s") % (row or {}).get(self.column("path")))


RESOURCES = {
    resource._meta.model: resource
    for resource in (
        HospitalResource,
        BranchResource,
        InitiativeResource,
        PracticeResource,
        PersonResource,
        PolicyResource,
        HonourResource,
        ThemeResource,
        SourcePageResource,
    )
}


class ExchangeAdmin(ImportExportModelAdmin):
    """Import and export on the list of a model. Who may both add and change may import; who may look may export."""

    import_form_class = ImportForm
    export_form_class = ExportForm
    import_export_change_list_template = "admin/exchange_list.html"
    formats = (XLSX, SpreadsheetCSV)

    def get_resource_classes(self, request: HttpRequest) -> list[type[ModelResource]]:
        return [RESOURCES[self.model]]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
