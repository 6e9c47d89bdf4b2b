"""Whether the parts of a published bundle fit together at all: known keys, whole numbers, one of each, sums.

What a bundle says may be any text; what it counts is checked here as strictly as the database checks it. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from danchu.discuss import law
from danchu.discuss.states import Answer, Form, Method

KEYS = {
    "": {
        *("format", "digest", "ward", "decision", "title", "proposal", "kind", "on", "rule", "forms", "method"),
        *("seats", "is_ward_wide", "is_inside", "is_changeable", "closes_at", "options", "groups", "heard"),
        *("receipts", "ballots", "chain_head", "tallies", "sheets", "outcome"),
    },
    "options": {"position", "answer", "text"},
    "groups": {"id", "code", "electors"},
    "heard": {"group", "form", "number"},
    "ballots": {"number", "receipt", "group", "form", "choices", "at", "digest"},
    "tallies": {"group", "votes"},
    "sheets": {"group", "form", "round", "counter", "given", "returned", "invalid", "votes", "superseded"},
}
SIGNED = {"unsealed", "keys", "signature"}
"""What the bundles have besides that bear signatures."""
RULE = ("on", "kind", "base", "needed")
"""What of the rule is figured out anew; its words are bound by the digest alone."""
RECEIPT = re.compile(r"[0-9a-f]{64}")
type Content = Mapping[str, Any]


def faults(content: Content) -> Iterator[str]:
    """Everything in which the parts do not fit; raises ``TypeError`` where a number is no whole one."""
    keys = _keys(content)
    if set(content) != keys[""] or any(set(row) != keys[part] for part in keys if part for row in content[part]):
        yield "Tệp thiếu phần, hoặc có phần không do phần mềm ghi."
        return
    for value in _numbers(content):
        if type(value) is not int or value < 0:
            raise TypeError
    if any(type(content[each]) is not bool for each in ("is_ward_wide", "is_inside", "is_changeable")):
        raise TypeError
    yield from _rule_faults(content)
    yield from _question_faults(content)
    yield from _ballot_faults(content)
    yield from _sheet_faults(content)


def _keys(content: Content) -> Mapping[str, set[str]]:
    if "unsealed" not in content:
        return KEYS
    return {**KEYS, "": KEYS[""] | SIGNED, "ballots": KEYS["ballots"] | {"seal"}}


def _numbers(content: Content) -> Iterator[Any]:
    yield content["seats"]
    yield content.get("unsealed", 0)
    yield from (each["position"] for each in content["options"])
    yield from (each["electors"] for each in content["groups"])
    yield from (each["number"] for each in (*content["heard"], *content["ballots"]))
    yield from (position for each in content["ballots"] for position in each["choices"])
    for each in content["sheets"]:
        yield from (each[key] for key in ("round", "counter", "given", "returned", "invalid"))
    for each in (*content["tallies"], *content["sheets"]):
        yield from each["votes"].values()


def _once(values: Iterable[Any]) -> bool:
    return all(number == 1 for number in Counter(values).values())


def _rule_faults(content: Content) -> Iterator[str]:
    on = date.fromisoformat(content["on"])
    base = sum(each["electors"] for each in content["groups"])
    kind, is_ward_wide = law.kind_of(content["kind"], on), content["is_ward_wide"]
    anew = law.snapshot(kind, content["forms"], base, on, is_ward_wide=is_ward_wide)
    told = content["rule"]
    same = all(told[key] == anew[key] for key in RULE)
    same_rule = all(told["majority"][key] == anew["majority"][key] for key in ("key", "value", "bound"))
    if not (same and same_rule):
        yield "Quy định ghi trong tệp không phải quy định của luật cho việc này."


def _question_faults(content: Content) -> Iterator[str]:
    options, forms = content["options"], content["forms"]
    if content["method"] not in Method.values or not set(forms) <= set(Form.values) or not _once(forms):
        yield "Cách biểu quyết hoặc hình thức lấy ý kiến không có trong luật."
    if [each["position"] for each in options] != list(range(1, len(options) + 1)):
        yield "Các phương án không đánh số liên tiếp."
    if not {each["answer"] for each in options} <= set(Answer.values):
        yield "Có phương án không rõ ý nghĩa."
    if content["seats"] > [each["answer"] for each in options].count(Answer.CANDIDATE):
        yield "Số người được bầu nhiều hơn số người trong danh sách."
    yield from _scope_faults(content)


def _scope_faults(content: Content) -> Iterator[str]:
    options, forms, groups = content["options"], content["forms"], content["groups"]
    if not _once(each["id"] for each in groups) or not _once(each["code"] for each in groups):
        yield "Có tổ ghi hai lần."
    if content["is_inside"] != ([each["id"] for each in groups] == [None]):
        yield "Phạm vi không khớp: trong đơn vị hay ở tổ dân phố."
    places = [(each["group"], each["form"]) for each in content["heard"]]
    if not _once(places):
        yield "Số hộ có ý kiến của một tổ ghi hai lần."
    known = {each["id"] for each in groups}
    tallied = [each["group"] for each in content["tallies"]]
    if not _once(tallied):
        yield "Hòm phiếu của một tổ ghi hai lần."
    everywhere = {*(group for group, _ in places), *tallied, *(each["group"] for each in content["sheets"])}
    if not everywhere <= known or not {form for _, form in places} <= set(forms):
        yield "Có tổ hoặc hình thức nằm ngoài phạm vi."
    positions = {str(each["position"]) for each in options}
    if any(set(each["votes"]) != positions for each in (*content["tallies"], *content["sheets"])):
        yield "Có số phiếu của phương án không có trong phiếu."


def _ballot_faults(content: Content) -> Iterator[str]:
    positions, most = {each["position"] for each in content["options"]}, content["seats"] or 1
    if not all(RECEIPT.fullmatch(each) for each in content["receipts"]) or content["receipts"] != sorted(
        content["receipts"]
    ):
        yield "Có biên nhận không đúng dạng."
    ends = datetime.fromisoformat(content["closes_at"]) if content["closes_at"] else None
    first: dict[str, tuple[Any, str]] = {}
    for ballot in content["ballots"]:
        choices, place = ballot["choices"], (ballot["group"], ballot["form"])
        if not set(choices) <= positions or len(choices) > most or choices != sorted(set(choices)):
            yield f"Phiếu số {ballot['number']} chọn điều không có, hoặc chọn quá số."
        if place[1] == Form.MEETING or (place[1] == Form.ONLINE and not choices):
            yield f"Phiếu số {ballot['number']} không thể có trong chuỗi."
        if place[1] == Form.ONLINE and ends and datetime.fromisoformat(ballot["at"]) >= ends:
            yield f"Phiếu số {ballot['number']} gửi sau khi hết hạn."
        if first.setdefault(ballot["receipt"], place) != place:
            yield f"Phiếu số {ballot['number']} đổi tổ hoặc hình thức của một biên nhận."
    again = len(content["ballots"]) - len(first)
    if again and (not content["is_changeable"] or any(place[1] != Form.ONLINE for place in _repeated(content))):
        yield "Có ý kiến bị đổi, trong khi việc này không cho đổi."
    if content["method"] == Method.SECRET and content["chain_head"]:
        yield "Bỏ phiếu kín mà tệp có chuỗi phiếu."
    if content["method"] == Method.OPEN and content["tallies"]:
        yield "Biểu quyết công khai mà tệp có hòm phiếu kín."


def _repeated(content: Content) -> Iterator[tuple[Any, str]]:
    seen: set[str] = set()
    for ballot in content["ballots"]:
        if ballot["receipt"] in seen:
            yield ballot["group"], ballot["form"]
        seen.add(ballot["receipt"])


def _sheet_faults(content: Content) -> Iterator[str]:
    heard = {(each["group"], each["form"]): each["number"] for each in content["heard"]}
    counted: dict[tuple[Any, str], list[Content]] = {}
    for sheet in content["sheets"]:
        place = (sheet["group"], sheet["form"])
        if type(sheet["superseded"]) is not bool or sheet["counter"] not in {1, 2}:
            yield "Có biên bản kiểm phiếu không đúng dạng."
        if not sheet["superseded"]:
            counted.setdefault(place, []).append(sheet)
        if sheet["form"] not in content["forms"] or not _adds_up(content, sheet):
            yield "Có biên bản kiểm phiếu cộng không đúng."
    on_sheets = {Form.MEETING, *([Form.BALLOT] if content["method"] == Method.SECRET else [])}
    for place in {place for place, number in heard.items() if number and place[1] in on_sheets} - set(counted):
        yield f"Chưa có biên bản kiểm phiếu: {Form(place[1]).label}."
    for place, sheets in counted.items():
        if place[1] not in on_sheets:
            yield "Có biên bản kiểm phiếu của hình thức không kiểm bằng biên bản."
        yield from _agreement_faults(place[1], sheets, heard.get(place, 0))


def _agreement_faults(form: str, sheets: list[Content], heard: int) -> Iterator[str]:
    figures = {(each["round"], each["given"], each["returned"], each["invalid"], str(each["votes"])) for each in sheets}
    if len(figures) > 1 or not _once(each["counter"] for each in sheets):
        yield "Hai người kiểm phiếu có số khác nhau."
    if form == Form.BALLOT and {each["counter"] for each in sheets} != {1, 2}:
        yield "Phiếu kín phải có hai người kiểm."
    returned = sheets[0]["returned"]
    if returned > heard or (form == Form.BALLOT and returned != heard):
        yield "Số phiếu kiểm được không bằng số hộ đã có ý kiến."


def _adds_up(content: Content, sheet: Content) -> bool:
    valid, votes = sheet["returned"] - sheet["invalid"], sheet["votes"].values()
    if sheet["returned"] > sheet["given"] or valid < 0:
        return False
    if content["seats"]:
        return sum(votes) <= valid * content["seats"] and max(votes, default=0) <= valid
    return sum(votes) == valid
