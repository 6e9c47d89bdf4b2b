"""Until now the trail named those who had signed in to send something, and kept words about cases in the clear. The
entries that do are written anew as acts of a visitor, with those words apart (or gone, where the case is under a seal);
the chain of each book that has such entries is reckoned anew and ends with an entry that says so. What sealed cases left
in documents and promises goes too, the words of the documents under the seal. A second run finds nothing to do.

Where a book was broken before, it stays broken at the same entry: nothing that somebody changed is made whole.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from datetime import UTC

from django.db import migrations

from danchu.core import rows
from danchu.inspect import seal
from danchu.lib import clock
from danchu.lib.vntext import fold

VISITOR, SYSTEM = "Người truy cập", "Hệ thống"
WITHOUT_OFFICE = ("", "Người dân", "Hộ gia đình")
REWRITTEN = "core.unname_senders"
WHY = (
    "Nhật ký từng ghi tên người gửi đơn, phản ánh khi họ đăng nhập, và ghi rõ lời về vụ việc. "
    "Phần mềm đã ghi lại các dòng đó không nêu tên, tính lại mã băm của sổ."
)
BLANK = "(nội dung không công khai)"
SEALED = "(đã niêm phong)"
CHUNK = 1000

NEVER_AT_THE_DESK = frozenset(
    {
        *("inspect.rate_case", "inspect.add_to_case", "inspect.book_visit", "inspect.take_mail"),
        *("core.ask_to_be_told", "core.confirm_subscription", "core.leave_subscription"),
        *("discuss.propose", "discuss.back_initiative", "discuss.take_back_backing", "discuss.withdraw_initiative"),
    }
)
ALSO_AT_THE_DESK = frozenset(
    {"inspect.receive_case", "inspect.withdraw_case", "inspect.reopen_case", "inspect.cancel_visit"}
)
THEIRS = NEVER_AT_THE_DESK | ALSO_AT_THE_DESK
BY_THEMSELVES = ("web", "api")
"""Channels of letters that nobody at the desk enters."""

_OF_CASES = frozenset(
    {
        *("title", "text", "topic", "topic_id", "group_id", "address", "latitude", "longitude", "place", "contact"),
        *("public_text", "answer", "forwarded_to", "satisfaction_note", "reason", "note", "no_dialogue", "code"),
    }
)
APART = {
    "inspect.case": _OF_CASES,
    "inspect.casestep": frozenset({"place", "people", "text", "reason"}),
    "inspect.casefollowup": frozenset({"note"}),
    "inspect.mailmessage": frozenset(
        {"correspondent", "correspondent_name", "subject", "text", "notes", "message_id", "in_reply_to", "letter"}
    ),
    "inspect.receptionentry": frozenset(
        {"name", "address", "phone", "identity", "content", "answer", "settled_before", "note", "record", "pledge"}
    ),
    "inspect.receptionpromise": frozenset({"text", "how", "pledge"}),
    "discuss.initiative": frozenset({"households", "proposer_name"}),
    "core.officialdocument": frozenset({"subject", "source", "signer_name", "reason", "withdrawal_reason"}),
}
"""What the trail keeps apart of acts about such rows; of documents, of those of this room."""


def unname(apps, schema_editor):
    """Write anew what must be."""
    _clear_sealed(apps)
    sealed = _Sealed(apps)
    for book in apps.get_model("core", "AuditBook").objects.order_by("pk"):
        _Book(apps, book, sealed).write_anew()
    if schema_editor.connection.vendor == "sqlite":
        _wipe(schema_editor.connection)


class _Sealed:
    """What is under a seal now, of the things that the trail may tell of."""

    def __init__(self, apps):
        get = apps.get_model
        self.cases = _sealed_cases(apps)
        told = defaultdict(set)
        told["inspect.case"] = set(self.cases)
        entries = get("inspect", "ReceptionEntry").objects.filter(is_sealed=True)
        told["inspect.receptionentry"] = set(entries.values_list("pk", flat=True))
        promises = get("inspect", "ReceptionPromise").objects.filter(entry__is_sealed=True)
        told["inspect.receptionpromise"] = set(promises.values_list("pk", flat=True))
        follow_ups = get("inspect", "CaseFollowUp").objects.filter(case__in=self.cases)
        told["inspect.casefollowup"] = set(follow_ups.values_list("pk", flat=True))
        mails = get("inspect", "MailMessage").objects
        told["inspect.mailmessage"] = {
            *mails.filter(case__in=self.cases).values_list("pk", flat=True),
            *mails.filter(reason="sealed").values_list("pk", flat=True),
        }
        documents = get("core", "OfficialDocument").objects
        self.documents = set(documents.filter(kind__startswith="inspect.").values_list("pk", flat=True))
        told["core.officialdocument"] = set(_documents_of(apps, self.cases, told).values_list("pk", flat=True))
        self._told = told

    def has(self, payload):
        """Whether an entry is about something of a sealed case."""
        name, key = payload["target_type"], payload["target_id"]
        if key.isdigit() and int(key) in self._told[name]:
            return True
        if name not in {"inspect.casestep", "inspect.casefollowup"}:
            return False
        content = payload["content"]
        owner = content.get("after", {}).get("case_id") or content.get("before", {}).get("case_id")
        return owner in self.cases


class _Book:
    """The chain of one book, read from its beginning; written from the first entry that must change."""

    def __init__(self, apps, book, sealed):
        get = apps.get_model
        self.entries, self.secrets = get("core", "AuditEntry"), get("core", "AuditSecret")
        self.books, self.book, self.sealed = get("core", "AuditBook"), book, sealed
        self.users, self.senders = get("core", "User"), get("inspect", "Sender")
        self.unnamed = self.apart = 0
        self.changed = False
        self.stored = ""

    def write_anew(self):
        before, last, head = self.book.head, 0, ""
        moments = self._moments()
        while chunk := list(self.entries.objects.filter(book=self.book, number__gt=last).order_by("number")[:CHUNK]):
            last = chunk[-1].number
            kinds = dict(self.users.objects.filter(pk__in={each.actor_id for each in chunk}).values_list("pk", "kind"))
            head = self._chain(chunk, kinds, moments, head)
        if self.changed and (last, self.stored) == (self.book.length, before):
            self._explain(before, head)

    def _moments(self):
        """When, and by whom, people did something for themselves: what followed from it bears the same moment."""
        rows = self.entries.objects.filter(ward=self.book.ward_id, action__in=THEIRS, actor_id__isnull=False)
        return set(rows.values_list("actor_id", "at"))

    def _chain(self, chunk, kinds, moments, head):
        whole, linked, apart, erased = [], [], [], []
        for entry in chunk:
            is_sealed = self.sealed.has(entry.payload)
            if is_sealed:
                erased.append(entry.pk)
            stood, was_whole = entry.digest, self._is_whole(entry)
            is_changed = self._rewrite(entry, kinds.get(entry.actor_id), moments, None if is_sealed else apart)
            self.changed = self.changed or is_changed
            if self.changed and was_whole:
                entry.previous, entry.digest = head, _digest(head, entry.payload)
            if is_changed:
                told = (entry.actor_id, entry.actor_name, entry.office, entry.target_name, entry.search_text)
                whole.append((entry.payload, *told, entry.previous, entry.digest, entry.pk))
            elif self.changed:
                linked.append((entry.previous, entry.digest, entry.pk))
            head, self.stored = entry.digest, stood
        columns = ("payload", "actor_id", "actor_name", "office", "target_name", "search_text", "previous", "digest")
        for names, changes in ((columns, whole), (("previous", "digest"), linked)):
            if changes:
                rows.change_each(self.entries, names, changes)
        self.secrets.objects.filter(entry__in=erased).delete()
        self.secrets.objects.bulk_create(apart, batch_size=500)
        return head

    def _is_whole(self, entry):
        """Whether the link to ``entry`` held until now."""
        return entry.previous == self.stored and entry.digest == _digest(entry.previous, entry.payload)

    def _rewrite(self, entry, kind, moments, apart):
        """Change what must be of ``entry``, in memory; whether anything was. Words kept apart are added to ``apart``,
        which is None where they are not kept."""
        payload = entry.payload
        is_named = entry.actor_id is not None and self._is_theirs(entry, kind, moments)
        content, found = _set_apart(payload["content"], self._names(entry))
        is_document = entry.target_type == "core.officialdocument" and int(entry.target_id) in self.sealed.documents
        is_told = is_document and bool(entry.target_name)
        if not (is_named or found or is_told):
            return False
        payload["content"] = content
        if is_named:
            payload |= {"actor_id": None, "actor_name": VISITOR, "office": ""}
        if is_told:
            payload["target_name"] = ""
        for name in ("actor_id", "actor_name", "office", "target_name"):
            setattr(entry, name, payload[name])
        entry.search_text = fold(f"{entry.target_name} {entry.actor_name}")
        self.unnamed += is_named
        self.apart += bool(found)
        if apart is not None:
            apart += (self.secrets(entry_id=entry.pk, path=path, salt=salt, value=value) for path, salt, value in found)
        return True

    def _names(self, entry):
        if entry.target_type == "core.officialdocument" and int(entry.target_id) not in self.sealed.documents:
            return frozenset()
        return APART.get(entry.target_type, frozenset())

    def _is_theirs(self, entry, kind, moments):
        """Whether somebody did it for themselves, not for the ward."""
        if kind != "staff" and (entry.office in WITHOUT_OFFICE or (entry.actor_id, entry.at) in moments):
            return True
        if entry.action not in ALSO_AT_THE_DESK:
            return entry.action in NEVER_AT_THE_DESK
        if kind != "staff":
            return True
        if entry.action == "inspect.receive_case":
            told = entry.payload["content"]["arguments"]
            return (
                told.get("channel") in BY_THEMSELVES and told.get("kind") != "denunciation"
            )  # that was sealed by them
        return self.senders.objects.filter(case=int(entry.target_id), account=entry.actor_id).exists()

    def _explain(self, before, head):
        """The last entry of the book says what was done with it."""
        now, number = clock.now(), self.book.length + 1
        told = {
            "rewritten": self.unnamed,
            "apart": self.apart,
            "reason": WHY,
            "head_before": before,
            "head_after": head,
        }
        fields = {
            "actor_id": None,
            "actor_name": SYSTEM,
            "office": "",
            "action": REWRITTEN,
            "clause": "",
            "target_type": "core.auditbook",
            "target_id": str(self.book.pk),
            "target_name": "",
        }
        content = {"arguments": told, "before": {}, "after": {}}
        payload = {"number": number, "at": now.astimezone(UTC).isoformat(), **fields, "content": content}
        digest = _digest(head, payload)
        self.entries.objects.create(
            ward_id=self.book.ward_id,
            book=self.book,
            number=number,
            at=now,
            payload=payload,
            previous=head,
            digest=digest,
            search_text=fold(f" {SYSTEM}"),
            **fields,
        )
        self.books.objects.filter(pk=self.book.pk).update(length=number, head=digest)


def _digest(previous, payload):
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def _set_apart(content, names):
    """``content`` with digests for what still stands in the clear under ``names``, and that by path."""
    found = []

    def walk(node, path):
        if not isinstance(node, dict):
            return node
        return {key: kept(key, value, f"{path}.{key}" if path else key) for key, value in node.items()}

    def kept(key, value, path):
        is_apart = isinstance(value, dict) and set(value) == {"sha256"}
        if key not in names or value in (None, "") or is_apart:
            return value if is_apart else walk(value, path)
        salt = secrets.token_hex(16)
        found.append((path, salt, value))
        canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return {"sha256": hashlib.sha256(f"{salt}\n{canonical}".encode()).hexdigest()}

    return walk(content, ""), found


def _sealed_cases(apps):
    """The keys of the cases that went into a denunciation, by way of others too, each with the denunciation."""
    cases = apps.get_model("inspect", "Case").objects
    found = {}
    asked = dict(cases.filter(merged_into__kind="denunciation").values_list("pk", "merged_into"))
    while asked:
        found |= asked
        into = cases.filter(merged_into__in=asked).values_list("pk", "merged_into")
        asked = {pk: found[through] for pk, through in into}
    return found


def _documents_of(apps, cases, told):
    """The documents about sealed cases, their steps, pauses, extensions and lines of the reception book."""
    get, documents = apps.get_model, apps.get_model("core", "OfficialDocument").objects
    keys = {"inspect.case": set(cases), "inspect.receptionentry": told["inspect.receptionentry"]}
    for name, model in (("casepause", "CasePause"), ("caseextension", "CaseExtension"), ("casestep", "CaseStep")):
        keys[f"inspect.{name}"] = set(get("inspect", model).objects.filter(case__in=cases).values_list("pk", flat=True))
    found = documents.none()
    for name, pks in keys.items():
        found |= documents.filter(target_type=name, target_id__in=pks)
    return found


def _clear_sealed(apps):
    """Blank what documents and promises still say of sealed cases."""
    promises = apps.get_model("inspect", "ReceptionPromise").objects.filter(entry__is_sealed=True)
    promises.exclude(text=SEALED).update(text=SEALED)
    promises.exclude(how="").update(how=SEALED)
    told = _Sealed(apps)
    keys = told._told["core.officialdocument"]
    for document in apps.get_model("core", "OfficialDocument").objects.filter(pk__in=keys).exclude(subject=BLANK):
        _blank(apps, document, told.cases)


def _blank(apps, document, cases):
    """As ``core.records.erasing`` does; what it said goes under the seal first."""
    source = document.source
    parties = [f"{each.get('capacity', '')} {each.get('name', '')}" for each in source.get("parties", ())]
    words = [f"{document.symbol} {document.subject}", source.get("body", ""), *parties, *source.get("recipients", ())]
    _put_under_seal(apps, document, cases, "\n".join(filter(None, words)))
    document.recipients.all().delete()
    empty = {"subject": BLANK, "body": "", "recipients": [], "parties": [], "link": "", "caption": ""}
    document.source, document.subject, document.search_text = empty, BLANK, fold(f"{document.symbol} {BLANK}")
    if document.paper is not None:
        nothing = {"subject": BLANK, "blocks": [], "parties": [], "recipients": [], "link": "", "caption": ""}
        document.paper = document.paper | nothing
        canonical = json.dumps(document.paper, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        document.digest = hashlib.sha256(canonical.encode()).hexdigest()
        document.signer_name = document.signer_office = ""
    document.state, document.withdrawal_reason = "withdrawn", BLANK
    document.withdrawn_at = document.withdrawn_at or clock.now()
    document.save()


def _put_under_seal(apps, document, cases, words):
    get = apps.get_model
    owner = {"inspect.case": lambda pk: pk}
    for name, model in (("casepause", "CasePause"), ("caseextension", "CaseExtension"), ("casestep", "CaseStep")):
        owner[f"inspect.{name}"] = lambda pk, model=model: get("inspect", model).objects.get(pk=pk).case_id
    if document.target_type == "inspect.receptionentry":
        denunciation = get("inspect", "ReceptionEntry").objects.get(pk=document.target_id).case_id
    else:
        denunciation = cases[owner[document.target_type](document.target_id)]
    found = get("inspect", "Seal").objects.filter(case=denunciation).first()
    if found is not None:
        content = seal.sealed_note(bytes(found.public), words)
        parts = get("inspect", "SealedPart").objects
        parts.create(ward_id=document.ward_id, case_id=denunciation, kind="note", content=content, at=clock.now())


def _wipe(connection):
    """Let nothing that is erased stay in the index of words, where there is one already."""
    with connection.cursor() as cursor:
        for name in ("core_auditentry_search_text_words", "core_officialdocument_search_text_words"):
            cursor.execute("SELECT 1 FROM sqlite_master WHERE name = %s", [name])
            if cursor.fetchone():
                cursor.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'optimize\')')  # noqa: S608 - names of ours


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_session_rounds"),
        ("inspect", "0003_settler_key_of_the_ward"),
    ]

    operations = [migrations.RunPython(unname, migrations.RunPython.noop)]
