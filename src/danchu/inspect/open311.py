"""GeoReport v2 as the standard writes it: answers in XML and JSON, and the errors that it knows."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse

MIMES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
_ONE_OF = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "service_requests": "request",
    "services": "service",
}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

type Value = str | float | bool | Sequence["Value"] | Mapping[str, "Value"] | None


class Fault(Exception):
    """What the standard answers with when something is wrong: a status and what to mend."""

    def __init__(self, code: int, *descriptions: str) -> None:
        super().__init__(*descriptions)
        self.code = code
        self.descriptions = descriptions


def answered(form: str, root: str, value: Value, *, status: int = 200) -> HttpResponse:
    """``value`` under the name ``root`` in the ``form`` that was asked for (JSON has no root)."""
    content = written(root, value) if form == "xml" else json.dumps(value, ensure_ascii=False).encode()
    return HttpResponse(content, content_type=MIMES[form], status=status)


def refused(form: str, fault: Fault) -> HttpResponse:
    """The body of an error."""
    errors: list[Value] = [{"code": fault.code, "description": each} for each in fault.descriptions]
    return answered(form if form in MIMES else "xml", "errors", errors, status=fault.code)


def written(root: str, value: Value) -> bytes:
    """``value`` as an XML document."""
    return ElementTree.tostring(_element(root, value), encoding="utf-8", xml_declaration=True)


def _element(name: str, value: Value) -> Any:
    element = ElementTree.Element(name)
    match value:
        case Mapping():
            element.extend(_element(key, each) for key, each in value.items())
        case str():
            element.text = _NO_XML.sub("", value)
        case bool():
            element.text = "true" if value else "false"
        case Sequence():
            element.extend(_element(_ONE_OF[name], each) for each in value)
        case None:
            pass
        case _:
            element.text = str(value)
    return element
