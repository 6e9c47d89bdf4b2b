"""The words of the room's e-mails and messages."""

from danchu.core.messaging.notices import declare

VOTE = declare(
    "discuss.vote", template="discuss/notices/vote.txt", variables={"title", "whom", "opens_at", "closes_at", "address"}
)
INITIATIVE_ANSWERED = declare(
    "discuss.initiative_answered",
    template="discuss/notices/initiative_answered.txt",
    variables={"title", "said", "answer", "address"},
)
