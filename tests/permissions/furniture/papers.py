from danchu.core.actions.documents import issue_document, prepare_document
from danchu.core.records import kinds
from danchu.know import queries
from danchu.lib import clock
from danchu.ward.models import Delivery


def _issued(world, disclosure):
    told = {"by": world.people["công chức"], "at": clock.now()}
    kind = kinds.of(queries.NOTICE)
    document = prepare_document(
        ward=world.ward, kind=kind.key, target=disclosure, source=kind.source_for(disclosure), **told
    )
    return issue_document(document=document, signer=world.people["lãnh đạo"].person.full_name, **told)


def furnish(world):
    disclosure = queries.published(world.ward).last()
    document = _issued(world, disclosure)
    delivery = Delivery.objects.create(
        ward=world.ward, document=document, group=world.group, sent_at=clock.now(), opened_at=clock.now()
    )
    about_document = ("document", "change-document", "issue-document", "attach-signed-copy", "withdraw-document")
    world.samples |= {
        **{f"core:{name}": (document.pk,) for name in about_document},
        "core:prepare-document": (document.kind, disclosure.pk),
        "core:document-file": (document.pk, "pdf"),
        "ward:deliver": (document.pk,),
        "ward:incoming-document": (delivery.pk,),
        "core:check": (document.code,),
        "core:check-file": (document.code, "pdf"),
    }


def grow(world, many):
    for disclosure in queries.published(world.ward)[:many]:
        document = _issued(world, disclosure)
        Delivery.objects.create(ward=world.ward, document=document, group=world.group, sent_at=clock.now())
