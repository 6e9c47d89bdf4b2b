"""Sessions in the database, as Django keeps them; each page of a person asks for one, so the question is prepared."""

from django.contrib.sessions.backends.db import SessionStore as _SessionStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from danchu.core.prepared import Prepared

_RUNNING = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=CharField(),
    now=DateTimeField(),
)


class SessionStore(_SessionStore):
    """The store of ``SESSION_ENGINE``."""

    def _get_session_from_db(self) -> Session | None:
        found = _RUNNING.first(key=self.session_key, now=timezone.now())  # noqa: TID251 - the clock by which Django wrote when it ends
        if found is None:
            self._session_key = None
        return found
