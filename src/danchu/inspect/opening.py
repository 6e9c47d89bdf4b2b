"""With the words of a settler: making a key, and opening the seal of a denunciation."""

from datetime import datetime

from danchu.core import limits
from danchu.core.models import User
from danchu.core.refusals import Objection, Refused
from danchu.inspect import seal
from danchu.inspect.actions.sealing import log_opening
from danchu.inspect.models import Case, SealShare
from danchu.lib.vntext import fold

FEWEST_WORDS, FEWEST_SIGNS = 6, 16
WRONG = "Câu khóa không đúng. Kiểm tra chính tả, thứ tự các tiếng, rồi nhập lại."
TOO_OFTEN = "Đã thử câu khóa quá nhiều lần. Hãy đợi 15 phút rồi thử lại."
BROKEN = "Niêm phong của đơn này không còn nguyên vẹn. Hãy báo ngay quản trị hệ thống và thanh tra, đừng lập khóa mới."


def new_pair(words: str) -> seal.Pair:
    """A key pair under ``words`` (câu khóa), which nobody can find again. Raises ``Refused`` for words easily guessed.

    Tone marks and capitals do not count.
    """
    said = fold(words).split()
    if len(set(said)) < FEWEST_WORDS or sum(len(each) for each in said) < FEWEST_SIGNS:
        text = f"Câu khóa cần ít nhất {FEWEST_WORDS} tiếng khác nhau, {FEWEST_SIGNS} chữ cái trở lên."
        raise Refused(Objection(text, "words"))
    return seal.new_pair(words)


def open_seal(*, case: Case, words: str, reason: str, by: User, at: datetime) -> seal.Opened:
    """Open the seal of ``case`` with the words of ``by``; each try is counted, then logged before anything is shown.

    Raises ``Refused`` for wrong words, too many tries, a seal that is not whole, and for one who was given no share.
    """
    own = SealShare.objects.filter(case=case, key__user=by, key__retired_at=None)
    share = own.select_related("key", "case__seal").first()
    if share is None:
        raise Refused("Ông/bà chưa được trao quyền mở niêm phong đơn này.")
    if not reason.strip():
        raise Refused(Objection("Hãy ghi mở để làm gì.", "reason"))
    if not limits.take("seal-words", str(by.pk), at):
        raise Refused(Objection(TOO_OFTEN, "words"))
    try:
        opened = seal.Opened(share, words)
    except (seal.WrongWords, seal.Broken) as closed:
        log_opening(case=case, reason=reason, succeeded=False, by=by, at=at)
        is_broken = isinstance(closed, seal.Broken)
        raise Refused(Objection(BROKEN if is_broken else WRONG, "" if is_broken else "words")) from None
    log_opening(case=case, reason=reason, succeeded=True, by=by, at=at)
    return opened
