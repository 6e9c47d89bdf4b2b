from danchu.discuss.models.calls import VoteCall
from danchu.discuss.models.challenges import Challenge
from danchu.discuss.models.decision import Decision, DecisionGroup, Elector, Option
from danchu.discuss.models.following import FollowUp, Release, Telling, VillageCode
from danchu.discuss.models.initiatives import Backing, Initiative
from danchu.discuss.models.meetings import Attendance, Meeting, MeetingItem, MeetingStep
from danchu.discuss.models.papers import Paper, PaperBatch
from danchu.discuss.models.voices import Ballot, CountSheet, SecretTally, Voice

__all__ = [
    "Attendance",
    "Backing",
    "Ballot",
    "Challenge",
    "CountSheet",
    "Decision",
    "DecisionGroup",
    "Elector",
    "FollowUp",
    "Initiative",
    "Meeting",
    "MeetingItem",
    "MeetingStep",
    "Option",
    "Paper",
    "PaperBatch",
    "Release",
    "SecretTally",
    "Telling",
    "VillageCode",
    "Voice",
    "VoteCall",
]
