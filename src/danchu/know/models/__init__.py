from danchu.know.models.disclosure import Attachment, Disclosure, DisclosureVersion
from danchu.know.models.forms import Form, Handover, Posting

__all__ = ["Attachment", "Disclosure", "DisclosureVersion", "Form", "Handover", "Posting"]
