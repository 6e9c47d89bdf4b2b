"""The words of the portal's e-mails."""

from danchu.core.messaging.notices import declare

CONFIRM = declare("portal.confirm", template="portal/notices/confirm.txt", variables={"address"})
PUBLISHED = declare(
    "portal.published", template="portal/notices/published.txt", variables={"title", "item", "address", "correction"}
)
