"""What a browser does with a form of the back office: it sends back every field, the hidden ones too, as they stand."""

from html.parser import HTMLParser
from typing import Any


class FormReader(HTMLParser):
    """Collects the fields of the form whose id ends in `_form`."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.name = self.text = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        if not self.inside or "disabled" in given:
            return
        if tag in {"select", "textarea"}:
            self.name, self.text = given["name"], ""
        elif tag == "option" and "selected" in given:
            self.keep(self.name, given.get("value", ""))
        elif tag == "input" and is_sent(given):
            self.keep(given["name"], given.get("value", "on" if given["type"] == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.name:
            # HTML drops the line end that follows the tag; a browser sends CR LF.
            self.keep(self.name, self.text.removeprefix("\n").replace("\n", "\r\n"))
        if tag in {"textarea", "select"}:
            self.name = self.text = None
        elif tag == "form":
            self.inside = False

    def keep(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))


def is_sent(given: dict) -> bool:
    kind = given.get("type")
    return "name" in given and kind != "submit" and (kind not in {"checkbox", "radio"} or "checked" in given)


def filled(page: Any) -> dict[str, Any]:
    """What a browser would send back of a page that the test client got."""
    fields = FormReader(page.content.decode()).fields
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


def send(client: Any, address: str, page: Any, **changed: Any) -> Any:
    """Send the form of `page` with some fields changed; a field that is None is left out, as an unticked box is."""
    data = filled(page) | changed
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def save(client: Any, address: str, **changed: Any) -> Any:
    """Open a form, change some fields, send it. The answer must be a redirect: the form was valid."""
    answer = send(client, address, client.get(address), **changed)
    assert answer.status_code == 302, answer.context["errors"]
    return answer


def row_of(page: Any, prefix: str, record: Any) -> str:
    """The prefix of an inline row: passages-2."""
    [inline] = [inline for inline in page.context["inline_admin_formsets"] if inline.formset.prefix == prefix]
    return next(form.prefix for form in inline.formset.forms if form.instance == record)


def errors_of(page: Any) -> str:
    """All that the forms of a page object to, in one text."""
    return " ".join(str(error) for error in page.context["errors"])
