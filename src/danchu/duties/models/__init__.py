from danchu.duties.models.assignment import ClauseAssignment
from danchu.duties.models.duty import Duty

__all__ = ["ClauseAssignment", "Duty"]
