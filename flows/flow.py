"""A loaded flow: its file, the unit types it leans on, and lookups the engine needs."""

from functools import cached_property

from flows.model import Facts, FlowError, FlowFile, Group, Outcome, Question
from flows.units import UnitTypes


class Flow(FlowFile):
    """A flow as the engine reads it; the hash says which words an old answer was given from."""

    content_hash: str
    unit_types: UnitTypes

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: self._filled(question) for question in self.questions}

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {outcome.id: outcome for outcome in self.outcomes}

    @cached_property
    def choices(self) -> tuple[Question, ...]:
        """Give the questions with an answer that settles other facts."""
        return tuple(q for q in self._questions.values() if any(o.sets for o in q.options))

    def _filled(self, question: Question) -> Question:
        if question.options_from is None:
            return question
        return question.model_copy(update={"options": self.unit_types.options()})

    def question(self, question_id: str) -> Question:
        """Give a question with its options."""
        return self._questions[question_id]

    def has_question(self, question_id: str) -> bool:
        """Tell whether the flow knows a fact."""
        return question_id in self._questions

    def all_questions(self) -> tuple[Question, ...]:
        """Give every question with its options, in the order of the file."""
        return tuple(self._questions.values())

    def outcome(self, outcome_id: str) -> Outcome:
        """Give an outcome."""
        return self._outcomes[outcome_id]

    def group(self, group_id: str | None) -> Group | None:
        """Give a group, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def check_facts(self, facts: Facts) -> None:
        """Refuse a fact or an answer the flow does not know, in words that name those it knows."""
        for name, value in facts.items():
            if name not in self._questions:
                known = ", ".join(self._questions)
                raise FlowError(f"Uppgiften ”{name}” finns inte. Välj bland: {known}.")
            if self._questions[name].option(value) is None:
                known = ", ".join(option.id for option in self._questions[name].options)
                raise FlowError(f"Svaret ”{value}” på {name} finns inte. Välj bland: {known}.")
