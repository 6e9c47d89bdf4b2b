from danchu.matters.models.matter import Matter, TimelineLine

__all__ = ["Matter", "TimelineLine"]
