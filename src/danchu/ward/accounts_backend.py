"""Who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend

from danchu.core.models import User
from danchu.ward.queries_access import account_of_session


class AccountBackend(AuthenticationBackend):
    """Signing in as allauth does it; the account of a session comes with the offices that the person holds today."""

    def get_user(self, user_id: int) -> User | None:
        """The account that may use its session, or nobody."""
        found = account_of_session(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
