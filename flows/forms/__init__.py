"""Forms as reviewed data: which fields a message has, who fills them in, and why."""

from flows.forms.load import load_forms
from flows.forms.model import Field, Form, Kind

__all__ = ["Field", "Form", "Kind", "load_forms"]
