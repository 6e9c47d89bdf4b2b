"""From the records of a closed decision to its published bundle."""

from collections import defaultdict
from datetime import UTC
from typing import Any

from django.db.models import Count

from danchu.core.trust import keys, seals
from danchu.discuss import box, bundle, law
from danchu.discuss.chains import begun_of
from danchu.discuss.models import Ballot, Decision, SecretTally, Voice


def bundle_of(decision: Decision) -> bytes:
    """The sealed bundle of ``decision``: no names, no households, no accounts. One that was closed by a version that
    signed nothing stays as it was published."""
    if decision.bundle_seal is None:
        return bundle.sealed(_content(decision))
    signature = {"keys": keys.folder().ring().plain(), "signature": keys.written(bytes(decision.bundle_seal))}
    return bundle.sealed(_signed_content(decision) | signature)


def sealed_digest_of(decision: Decision) -> tuple[str, bytes]:
    """The digest of the bundle of ``decision`` as it is now, and the site's signature over it."""
    digest = bundle.digest_in(bundle.sealed(_signed_content(decision)))
    return digest, seals.put_on(box.bundle_message(decision.ward.code, decision.pk, digest))


def _signed_content(decision: Decision) -> dict[str, Any]:
    """What is signed: also the seal of each ballot, and how many were given before there were any."""
    content = _content(decision)
    found = Ballot.objects.filter(decision=decision).order_by("number").values_list("seal", flat=True)
    for ballot, seal in zip(content["ballots"], found, strict=True):
        ballot["seal"] = keys.written(bytes(seal or b""))
    return {**content, "unsealed": min(begun_of(decision), decision.chain_length)}


def _content(decision: Decision) -> dict[str, Any]:
    return {
        "ward": decision.ward.code,
        "decision": decision.pk,
        "title": decision.title,
        "proposal": decision.proposal,
        "kind": decision.kind,
        "on": law.began_on(decision.rule).isoformat(),
        "rule": decision.rule,
        "forms": list(decision.forms),
        "method": decision.method,
        "seats": decision.seats,
        "is_ward_wide": decision.is_ward_wide,
        "is_inside": decision.organisation_id is not None,
        "is_changeable": decision.is_changeable,
        "closes_at": decision.closes_at.astimezone(UTC).isoformat() if decision.closes_at else None,
        "options": [
            {"position": each.position, "answer": each.answer, "text": each.text} for each in decision.options.all()
        ],
        "groups": _groups(decision),
        "heard": _heard(decision),
        "receipts": sorted(decision.voices.exclude(receipt_hash="").values_list("receipt_hash", flat=True)),
        "ballots": _ballots(decision),
        "chain_head": decision.chain_head,
        "tallies": _tallies(decision),
        "sheets": _sheets(decision),
        "outcome": decision.outcome,
    }


def _groups(decision: Decision) -> list[dict[str, Any]]:
    if decision.organisation_id:
        return [{"id": None, "code": "", "electors": decision.base}]
    return [
        {"id": each.group_id, "code": each.group.code, "electors": each.households}
        for each in decision.groups.select_related("group")
    ]


def _heard(decision: Decision) -> list[dict[str, Any]]:
    rows = Voice.objects.filter(decision=decision).values_list("elector__group", "form").order_by()
    counted = rows.annotate(number=Count("pk")).order_by("elector__group", "form")
    return [{"group": group, "form": form, "number": number} for group, form, number in counted]


def _ballots(decision: Decision) -> list[dict[str, Any]]:
    rows = Ballot.objects.filter(decision=decision).order_by("number")
    fields = ("number", "voice__receipt_hash", "voice__elector__group", "voice__form", "choices", "at", "digest")
    return [
        {
            "number": number,
            "receipt": receipt,
            "group": group,
            "form": form,
            "choices": choices,
            "at": at.astimezone(UTC).isoformat(),
            "digest": digest,
        }
        for number, receipt, group, form, choices, at, digest in rows.values_list(*fields)
    ]


def _tallies(decision: Decision) -> list[dict[str, Any]]:
    votes: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = SecretTally.objects.filter(decision=decision).order_by("group", "option__position")
    for group, position, number in rows.values_list("group", "option__position", "votes"):
        votes[group][str(position)] = number
    return [{"group": group, "votes": each} for group, each in votes.items()]


def _sheets(decision: Decision) -> list[dict[str, Any]]:
    rows = decision.sheets.order_by("group", "form", "round", "counter")
    return [
        {
            "group": each.group_id,
            "form": each.form,
            "round": each.round,
            "counter": each.counter,
            "given": each.given,
            "returned": each.returned,
            "invalid": each.invalid,
            "votes": each.votes,
            "superseded": bool(each.superseded_reason),
        }
        for each in rows
    ]
