"""The shape of a service request as GeoReport v2 sends it; names are those of the standard."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    EmailField,
    FloatField,
    Form,
    ModelChoiceField,
    URLField,
    ValidationError,
)

from danchu.core.models import Ward
from danchu.inspect import queries
from danchu.ward import queries as ward_queries

DESCRIPTION = 4000
WHERE = "Cần lat và long, hoặc address_string, hoặc address_id."


class RequestForm(Form):
    service_code = ModelChoiceField(
        queryset=None, to_field_name="code", error_messages={"required": "Thiếu mã dịch vụ."}
    )
    lat = FloatField(min_value=-90, max_value=90, required=False)
    long = FloatField(min_value=-180, max_value=180, required=False)
    address_string = CharField(max_length=200, required=False)
    address_id = ModelChoiceField(queryset=None, to_field_name="code", required=False)
    description = CharField(max_length=DESCRIPTION, required=False)
    email = EmailField(required=False)
    first_name = CharField(max_length=70, required=False)
    last_name = CharField(max_length=70, required=False)
    phone = CharField(max_length=20, required=False)
    media_url = URLField(max_length=500, required=False, assume_scheme="https")
    non_public = BooleanField(required=False)

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_code"].queryset = queries.topics(ward)
        self.fields["address_id"].queryset = ward_queries.groups(ward)

    def clean_media_url(self) -> str:
        """Pictures are taken from the web only; this server never fetches them."""
        url = str(self.cleaned_data["media_url"])
        if url and not url.startswith(("http://", "https://")):
            raise ValidationError("Chỉ nhận địa chỉ http, https.")
        return url

    def clean(self) -> dict[str, Any]:
        """Something must say where it is."""
        data = super().clean() or {}
        has_position = data.get("lat") is not None and data.get("long") is not None
        if not self.errors and not (has_position or data.get("address_string") or data.get("address_id")):
            raise ValidationError(WHERE)
        return data
