"""What anyone may do with the house itself."""

import rules

from danchu.core.models import OfficialDocument, User
from danchu.core.records import kinds


@rules.predicate(name="người lập được văn bản")
def handles_documents(user: object, about: object = None) -> bool:
    """Asked with the ward: may make documents of some kind. Asked with a document: may change and issue it."""
    if not isinstance(about, OfficialDocument):
        return any(rules.has_perm(kind.policy, user, about) for kind in kinds.every())
    kind = kinds.get(about.kind)
    if kind is None or not isinstance(user, User) or user.ward_id != about.ward_id:
        return False
    return bool(rules.has_perm(kind.policy, user, about.target))


@rules.predicate(name="người xem sổ văn bản")
def sees_documents(user: object, about: object = None) -> bool:
    """``danchu.ward`` says who: the offices are its business."""
    return bool(rules.has_perm("core.see_documents", user, about))


TABLE = {
    "core.subscribe": rules.always_allow,
    "core.handle_documents": handles_documents,
    "core.open_documents": sees_documents | handles_documents,
}
