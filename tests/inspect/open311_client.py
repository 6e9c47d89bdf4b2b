"""A small Open311 client, as other programs have one: it knows GeoReport v2 and nothing of this house."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.test import Client

LISTS = {"services", "service_requests", "errors", "attributes", "endpoints", "formats"}


@dataclass
class Answer:
    status: int
    headers: Any
    body: Any
    """Lists of dictionaries of texts, whatever the format."""


class Open311:
    """Speaks one of the two formats. What is no text in JSON is told as XML would write it."""

    def __init__(self, form: str) -> None:
        self.form = form
        self._client = Client()

    def get(self, what: str, **asked: str) -> Answer:
        return self._read(self._client.get(f"/open311/v2/{what}.{self.form}", asked))

    def post(self, **sent: str) -> Answer:
        return self._read(self._client.post(f"/open311/v2/requests.{self.form}", sent))

    def _read(self, response: Any) -> Answer:
        if self.form == "json":
            assert response["Content-Type"] == "application/json; charset=utf-8"
            body = _plain(response.json())
        else:
            assert response["Content-Type"] == "text/xml; charset=utf-8"
            assert response.content.lower().startswith(b"<?xml version='1.0' encoding='utf-8'?>")
            body = _tree(ElementTree.fromstring(response.content))
        return Answer(response.status_code, response.headers, body)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _tree(element: Any) -> Any:
    if element.tag in LISTS:
        return [_tree(each) for each in element]
    if len(element):
        return {each.tag: _tree(each) for each in element}
    return element.text or ""
