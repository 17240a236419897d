"""The desk of lessons: one is looked through, published, posted in a channel, and withdrawn."""

from bot.desk.analyses import words
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.reply import LessonReply, LessonRow, ShownText
from bot.desk.analyses.shelf import Shelf
from bot.desk.drafts.desk import Author
from bot.desk.messages.parts import told_when_not_kept
from bot.desk.policy import Outcome, as_id
from knowledge.model import StaffError
from storage.lessons import Lesson, Lessons, Post


class LessonDesk:
    """Tells a lesson when somebody of its units, or of the patient-safety group, decides so."""

    def __init__(self, parts: AnalysisParts, shelf: Shelf) -> None:
        self._parts = parts
        self._shelf = shelf

    def show(self, analysis_id: str, author: Author) -> LessonReply:
        """Give the lesson of an analysis, word for word as it will be told."""
        return lesson_reply(self._parts.lessons, self._find(analysis_id, author, "lesson_read"))

    def rows(self, author: Author) -> tuple[LessonRow, ...]:
        """Give the lessons of the workspace to the patient-safety group, and to nobody else."""
        if not self._parts.is_in_group(author):
            return ()
        return tuple(_row(one) for one in self._parts.lessons.of_team(author.team))

    def publish(self, analysis_id: str, author: Author) -> LessonReply:
        """Put a lesson among the sources and the training cases."""
        lesson = self._find(analysis_id, author, "lesson_publish")
        _refuse_withdrawn(lesson)
        self._shelf.put(lesson)
        now, actor = self._parts.messages.clock(), as_id(author.user)
        with told_when_not_kept():
            is_new = self._parts.lessons.publish(lesson, now, actor)
        found = self._again(lesson)
        if not is_new and not found.is_told:  # withdrawn while it was put there
            self._shelf.take(lesson)
            raise StaffError(words.WITHDRAWN)
        return lesson_reply(self._parts.lessons, found)

    def withdraw(self, analysis_id: str, author: Author) -> LessonReply:
        """Take a lesson away for good; it is never quoted again."""
        lesson = self._find(analysis_id, author, "lesson_withdraw")
        self._shelf.take(lesson)
        now, actor = self._parts.messages.clock(), as_id(author.user)
        with told_when_not_kept():
            self._parts.lessons.withdraw(lesson, now, actor)
        return lesson_reply(self._parts.lessons, self._again(lesson))

    def to_post(self, analysis_id: str, author: Author) -> LessonReply:
        """Give a lesson that may be posted: one that is published."""
        lesson = self._find(analysis_id, author, "lesson_post")
        _refuse_withdrawn(lesson)
        if not lesson.is_told:
            raise StaffError(words.PUBLISH_FIRST)
        return lesson_reply(self._parts.lessons, lesson)

    def posted(self, analysis_id: str, author: Author, post: Post) -> LessonReply:
        """Note where a lesson stands in a channel."""
        lesson = self._find(analysis_id, author, "lesson_post")
        now, actor = self._parts.messages.clock(), as_id(author.user)
        with told_when_not_kept():
            self._parts.lessons.note_posted(lesson, post, now, actor)
        return lesson_reply(self._parts.lessons, lesson)

    def posts(self, lesson_id: str) -> list[Post]:
        """Give where a lesson has been posted, to take it back there."""
        return self._parts.lessons.posts(lesson_id)

    def _find(self, analysis_id: str, author: Author, action: str) -> Lesson:
        """Give a lesson; the group may have it also when the analysis has had its time."""
        if self._parts.is_in_group(author):
            self._parts.note(author, action, (analysis_id, Outcome.ALLOWED))
        else:
            self._parts.find(author, analysis_id, action)
        lesson = self._parts.lessons.of_analysis(author.team, analysis_id)
        if lesson is None:
            raise StaffError(words.NO_SUCH_LESSON)
        return lesson

    def _again(self, lesson: Lesson) -> Lesson:
        return self._parts.lessons.find(lesson.team, lesson.id) or lesson


def lesson_reply(lessons: Lessons, lesson: Lesson) -> LessonReply:
    """Give a lesson as it is shown, and where it has been told."""
    texts = (
        ("situation", words.SITUATION, lesson.situation),
        ("lesson", words.LESSON, lesson.lesson),
        ("why", words.WHY, lesson.why),
    )
    return LessonReply(
        lesson_id=lesson.id,
        analysis_id=lesson.analysis_id,
        title=lesson.title,
        texts=tuple(ShownText(id=one, label=label, text=text) for one, label, text in texts),
        made_at=lesson.made_at,
        published_at=lesson.published_at,
        withdrawn_at=lesson.withdrawn_at,
        channels=tuple(one.channel for one in lessons.posts(lesson.id)),
    )


def _row(lesson: Lesson) -> LessonRow:
    return LessonRow(
        analysis_id=lesson.analysis_id,
        title=lesson.title,
        made_at=lesson.made_at,
        is_told=lesson.is_told,
        is_withdrawn=lesson.withdrawn_at is not None,
    )


def _refuse_withdrawn(lesson: Lesson) -> None:
    if lesson.withdrawn_at is not None:
        raise StaffError(words.WITHDRAWN)
