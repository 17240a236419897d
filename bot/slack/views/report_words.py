"""The words of the compilation in Slack."""

TITLE = "Sammanställning"
ON_HOME = "Avvikelser i samverkan"
OPEN = "Visa hela"
ABOUT = "visar sammanställningen av avvikelser"
COLLECT = "Hämta som fil"
AS_FILE = {"png": "Diagram (PNG)", "pdf": "För mötet (PDF)", "csv": "Alla tal (CSV)"}
FILE_SENT = "Filen ligger i ditt direktmeddelande med Lotsen."
FILE_FAILED = "Filen gick inte att skicka. Försök igen om en stund."
FILE_COMMENT = "Här är sammanställningen du bad om."
MORE = "… och {count} till. Alla står i filerna."
MONTHLY = (
    "Var och en ser sin egen enhet med `/lotsen rapport`. Den som hör till "
    "patientsäkerhetsgruppen ser alla."
)
LIST = "Läs avvikelserna"
LIST_TITLE = "Avvikelser"
LISTED = "Rapporterat i {period}"
LIST_ABOUT = (
    "En rapport från andra enheter öppnas med ett skäl, som sparas och visas för enheterna."
)
LIST_EMPTY = "Inget är rapporterat den månaden."
LIST_MORE, LIST_FIRST = "Visa fler", "Från början"
MONTH_BEFORE, MONTH_AFTER = "Månaden före", "Månaden efter"
READ = "Läs"
NUMBERED = "MedControl PRO: {number}"
CHART = "Diagram: {title}"
UNREAD = "Sammanställningen gick inte att läsa just nu. Försök igen om en stund."
