"""Form fields that read and show figures as people here write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from renstra.lib.numbers import AngkaError, format_number, parse_number


class AngkaField(forms.DecimalField):
    """A figure, read by the one parser: an ambiguous `1.250` is asked about, never guessed.

    Whole figures (`decimal_places` 0) show and take dots as thousands. Others are shown without them, since a
    form must accept what it shows.
    """

    widget = forms.TextInput

    @property
    def whole(self) -> bool:
        return self.decimal_places == 0

    def to_python(self, value: Any) -> Any:
        """Return a Decimal, or None for an empty figure."""
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return parse_number(value, thousands=self.whole)
        except AngkaError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int):
            return value
        text = format_number(value)
        return text if self.whole else text.replace(".", "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "autocomplete": "off"}


FIGURES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.DecimalField: {"form_class": AngkaField}}
"""For `formfield_overrides` of an admin class."""
