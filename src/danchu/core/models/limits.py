"""How often something was tried. A table, since a count in the memory of one process would not bind the others."""

from django.db import models


class LimitCount(models.Model):
    """A count (lượt đếm) of how often one subject (a phone number, a network) did one thing in this window of time.

    ``key`` is a keyed hash: the table tells nobody which numbers or networks were here.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)
