"""Opening the seal of a denunciation: each try is logged before anything is shown."""

from datetime import datetime

from danchu.core.models import User
from danchu.core.refusals import Objection, Refused
from danchu.inspect import seal
from danchu.inspect.actions.sealing import log_opening
from danchu.inspect.models import Case, SealShare

WRONG = "Câu khóa không đúng. Kiểm tra chính tả, dấu, rồi nhập lại."


def open_seal(*, case: Case, words: str, reason: str, by: User, at: datetime) -> seal.Opened:
    """Open the seal of ``case`` with the words of ``by``; each try is logged before anything is shown.

    Raises ``Refused`` for wrong words and for one who was given no share.
    """
    share = SealShare.objects.filter(case=case, key__user=by, key__retired_at=None).select_related("key").first()
    if share is None:
        raise Refused("Ông/bà chưa được trao quyền mở niêm phong đơn này.")
    try:
        opened = seal.Opened(share, words)
    except seal.WrongWords:
        log_opening(case=case, reason=reason, succeeded=False, by=by, at=at)
        raise Refused(Objection(WRONG, "words")) from None
    log_opening(case=case, reason=reason, succeeded=True, by=by, at=at)
    return opened
