"""A mailbox, a letter that opened a case and was acknowledged, one that waits, one that could not be sent."""

from danchu.core.actors import SYSTEM
from danchu.core.models import Notice
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.mail_reading import read
from danchu.inspect.models import Mailbox, MailMessage
from danchu.lib import clock
from tests.inspect.letters import mail


def _took(world, number, **heads):
    return take_mail(
        mailbox=Mailbox.objects.get(ward=world.ward, group=world.group),
        letter=read(mail(Message_ID=f"<{number}@example.org>", From=f"Lê Văn A <a{number}@example.org>", **heads)),
        number=Numbered(1, number),
        arrived_at=clock.now(),
        by=SYSTEM,
        at=clock.now(),
    )


def furnish(world):
    box = add_mailbox(
        ward=world.ward,
        name="Hòm thư tổ 1",
        address="to1@bachquang.example",
        group=world.group,
        by=world.people["công chức"],
        at=clock.now(),
    )
    opened = _took(world, 1)
    waiting = _took(world, 2, X_Spam_Flag="YES")
    answer = MailMessage.objects.get(ward=world.ward, way="out")
    Notice.objects.filter(pk=answer.notice_id).update(sent_at=None, attempts=1, last_error="SMTPException")
    world.samples |= {
        **dict.fromkeys(
            ("inspect:mailbox", "inspect:change-mailbox", "inspect:check-mailbox", "inspect:retire-mailbox"), (box.pk,)
        ),
        **dict.fromkeys(
            ("inspect:mail", "inspect:open-from-mail", "inspect:attach-mail", "inspect:drop-mail", "inspect:seal-mail"),
            (waiting.pk,),
        ),
        "inspect:send-mail-again": (answer.pk,),
        "inspect:write-to-sender": (opened.case_id,),
    }


def grow(world, many):
    first = Mailbox.objects.count()
    for number in range(first, first + many):
        _took(world, 100 + number)
        _took(world, 5000 + number, Precedence="bulk")
        add_mailbox(
            ward=world.ward,
            name=f"Hòm thư {number}",
            address=f"hom{number}@bachquang.example",
            by=SYSTEM,
            at=clock.now(),
        )
