"""Sorts free text for every form; what that takes is made once for each form."""

from collections.abc import Callable

from flows.forms import Form
from flows.forms.sorting import Embed, Sorted, Sorter


class Sorters:
    """The sorters of the forms, by what the forms say."""

    def __init__(self, embed: Callable[[], Embed]) -> None:
        self._embed = embed
        self._made: dict[str, Sorter] = {}

    def sort(self, form: Form, text: str) -> list[Sorted]:
        """Sort a text under the headings of a form; one without such headings takes none."""
        if not text or not any(form.sorted_fields()):
            return []
        if form.content_hash not in self._made:
            self._made[form.content_hash] = Sorter(form, self._embed())
        return self._made[form.content_hash].sort(text)
