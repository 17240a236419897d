"""The forms that drafts can be written in: all of them, those on offer, and one by its name."""

from collections.abc import Callable, Mapping

from flows.forms import Form
from flows.model import FlowError
from knowledge.model import StaffError


class KnownForms:
    """Gives forms; what is wrong with their files is said to staff."""

    def __init__(self, read: Callable[[], Mapping[str, Form]]) -> None:
        self._read = read

    def all(self) -> Mapping[str, Form]:
        """Give the forms that can be written."""
        try:
            return self._read()
        except FlowError as error:
            raise StaffError(str(error)) from error

    def offered(self) -> Mapping[str, Form]:
        """Give the forms that a person can choose; the others are begun in their own place."""
        return {name: form for name, form in self.all().items() if form.is_offered}

    def named(self, form_id: str) -> Form:
        """Give a form, or refuse with those there are."""
        known = self.all()
        if form_id not in known:
            names = ", ".join(self.offered())
            raise StaffError(f"Det finns inget formulär {form_id!r}. Välj ett av: {names}.")
        return known[form_id]
