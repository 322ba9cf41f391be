"""A bound form field as the values its template draws: one place that decides ids, roles and what describes what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

Kind = Literal["input", "checkbox", "group", "hidden"]
REQUIRED = gettext_noop("This field is required.")  # Django's own sentence; our catalogue says what to do instead


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or checkbox of a group."""

    id: str
    value: str
    label: str
    chosen: bool
    type: str


@dataclass(frozen=True, slots=True)
class FieldView:
    kind: Kind
    id: str
    name: str
    label: str
    hint: str
    errors: tuple[str, ...]
    optional: bool  # to be said beside the label
    described_by: str
    widget: SafeString | str  # the whole control, for a single one
    options: tuple[Option, ...] = ()
    limit: int = 0  # characters, when a counter is wanted


@dataclass(frozen=True, slots=True)
class SummaryLine:
    text: str
    target: str  # id of the field; empty when the fault belongs to no single field


def _kind(widget: forms.Widget) -> Kind:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


def _css(widget: forms.Widget, kind: Kind) -> str:
    if kind == "checkbox":
        return "form-checkbox"
    return "form-select" if isinstance(widget, forms.Select) else "form-input"


def _options(bound: BoundField) -> tuple[Option, ...]:
    # Django derives CheckboxSelectMultiple from RadioSelect
    kind = "checkbox" if isinstance(bound.field.widget, forms.CheckboxSelectMultiple) else "radio"
    return tuple(
        Option(
            id=f"{bound.auto_id}_{index}",
            value=str(item.data["value"]),
            label=str(item.data["label"]),
            chosen=bool(item.data["selected"]),
            type=kind,
        )
        for index, item in enumerate(bound.subwidgets)
    )


def field_view(
    bound: BoundField, *, hint: str, counter: bool, css: str, mark_optional: bool, attrs: Mapping[str, str]
) -> FieldView:
    """`hint` replaces the field's help text; `attrs` go to the control, underscores written as hyphens."""
    widget, field_id = bound.field.widget, bound.id_for_label or bound.auto_id
    kind = _kind(widget)
    words = hint or str(bound.help_text)
    errors = tuple(str(error) for error in bound.errors)
    limit = int(getattr(bound.field, "max_length", None) or 0) if counter else 0
    parts = ((words, "hint"), (errors, "error"), (limit, "limit"))
    described = " ".join(f"{bound.auto_id}-{suffix}" for present, suffix in parts if present)
    control: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attrs.items()}
    control["class"] = " ".join(filter(None, (_css(widget, kind), css)))
    if described:
        control["aria-describedby"] = described
    if errors:
        control["aria-invalid"] = "true"
    if limit:
        control |= {"data-counter": f"{bound.auto_id}-limit", "data-limit": str(limit)}
        control["maxlength"] = False  # left out: nothing that is typed or pasted is cut; the person decides what goes
    return FieldView(
        kind=kind,
        id=field_id,
        name=bound.html_name,
        label=str(bound.label),
        hint=words,
        errors=errors,
        optional=mark_optional and not bound.field.required,
        described_by=described,
        widget="" if kind == "group" else bound.as_widget(attrs=control),
        options=_options(bound) if kind == "group" else (),
        limit=limit,
    )


def _form_lines(form: BaseForm) -> Iterable[SummaryLine]:
    for text in form.non_field_errors():
        yield SummaryLine(text=str(text), target="")
    for bound in form:
        target = bound.auto_id if _kind(bound.field.widget) != "group" else f"{bound.auto_id}_0"
        for error in bound.errors:
            label = str(bound.label)
            yield SummaryLine(text=f"{label} {error}" if label.endswith("?") else f"{label}: {error}", target=target)


def summary_lines(forms_: Iterable[object]) -> list[SummaryLine]:
    """The faults of forms and formsets, in the order of the page. Anything else (None, "") is passed over."""
    lines: list[SummaryLine] = []
    for form in forms_:
        if isinstance(form, BaseForm) and form.is_bound:
            lines += _form_lines(form)
        elif isinstance(form, BaseFormSet) and form.is_bound:
            lines += [SummaryLine(text=str(text), target="") for text in form.non_form_errors()]
            for member in form.forms:
                lines += _form_lines(member)
    return lines
