"""Units that look at an event together, on a real database and a real library of sources."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.desk.analyses.cases import CaseFiles
from bot.desk.analyses.desk import AnalysisDesk
from bot.desk.analyses.followup import FollowupDesk
from bot.desk.analyses.lessons import LessonDesk
from bot.desk.analyses.parts import AnalysisParts
from bot.desk.analyses.reply import WrittenReply
from bot.desk.analyses.review import Review
from bot.desk.analyses.writing import Written
from bot.desk.drafts.desk import Author
from bot.desk.drafts.parts import bundled_wording
from storage.analyses import Analyses
from storage.followups import Followups
from storage.lessons import Lesson, Lessons
from tests.bot.desk.correspondence import ELSA, KERSTIN, Correspondence, ordinary, unit

EVA, KIM = Author("T1", "UEVA"), Author("T1", "UKIM")
GITA = Author("T1", "UGITA")  # patient-safety group
REPORT: Mapping[str, Any] = {
    "rubrik": "Inget MVO efter besöket", "handelse_datum": "2026-02-27", "handelse_tid": "15:30",
    "overgang_fran": "vardcentral", "overgang_till": "hemtjanst", "dokument": "vet ej",
    "borde_ha_hant": "MVO skulle ha skickats.", "vad_hande": "Inget MVO kom.",
    "konsekvens": "Omläggningen blev sen.", "atgard_direkt": "Ny tid bokades.",
    "forslag": "inget", "typ": "information_saknas", "mojlig_skada": "nej", "aterkoppling": "ja",
}  # fmt: skip
OWN = {
    "vad_hande": "Besöket var på fredagen. Inget meddelande kom.",
    "varfor": "Ingen visste vem som bevakar inkorgen efter klockan femton.",
    "hur_forhindras": "Vi ringer när ett besök slutar sent på fredagen.",
}
LESSON = {
    "vad_hande": "En person kom hem en fredag kväll och meddelandet skickades först på måndagen.",
    "lardom": "Kom överens om vem som bevakar inkorgen på fredagskvällar. Skriv det där alla ser.",
    "varfor": "Det fanns ingen överenskommelse om bevakning av inkorgen efter stängning.",
}


class Shelf:
    """Notes what is told, in the place of the library."""

    def __init__(self) -> None:
        self.stands: dict[str, Lesson] = {}

    def put(self, lesson: Lesson) -> None:
        self.stands[lesson.id] = lesson

    def take(self, lesson: Lesson) -> None:
        self.stands.pop(lesson.id, None)


class Working(Correspondence):
    """Everything around analyses, joined as the bot joins it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, [*ordinary(), unit("group", "Patientsäkerhetsgruppen", "UGITA")])
        self.analyses = Analyses(self.database, self.audit)
        self.lessons = Lessons(self.database, self.audit)
        self.followups = Followups(self.database, self.audit)
        parts = AnalysisParts(self.analyses, self.lessons, self.parts, Review(bundled_wording))
        self.shelf = Shelf()
        self.desk = AnalysisDesk(parts)
        self.telling = LessonDesk(parts, self.shelf)
        self.asking = FollowupDesk(self.parts, self.followups)
        self.cases = CaseFiles(folder / "training")

    def report(self, author: Author = ELSA, to: tuple[str, ...] = ("vardcentral",)) -> str:
        """Give the id of a deviation that was sent."""
        draft = self.drafts.begin("avvikelse", author).draft_id
        self.drafts.fill(draft, author, {**REPORT, "mottagare": list(to)})
        return self.sending.send(draft, author).message_id

    def started(self, author: Author = ELSA) -> str:
        """Give the id of an analysis of the home care unit and the health centre."""
        report = self.report()
        return self.desk.starting.start(report, author, [report], ["hemtjanst", "vardcentral"])

    def write(
        self, analysis_id: str, author: Author, fields: Mapping[str, str], version: int = 0
    ) -> WrittenReply:
        """Write a part: a unit's own, or the lesson where there is one among the fields."""
        written = Written("lardom" in fields, version, fields)
        return self.desk.writing.write(analysis_id, author, written)

    def finished(self) -> str:
        """Give the id of an analysis with a lesson that nobody has published."""
        analysis = self.started()
        self.write(analysis, ELSA, OWN)
        self.write(analysis, KERSTIN, LESSON)
        self.desk.finish(analysis, KERSTIN)
        return analysis
