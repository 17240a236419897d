"""The Swedish words of analyses, lessons and follow-ups in Slack."""

ON_HOME = "Händelseanalyser"
ROW = "{units}\nStartad {at} · {written} av {count} enheter har skrivit"
ROW_FINISHED = "{units}\nAvslutad"
OPEN = "Öppna"
LESSONS_ON_HOME = "Lärdomar"
LESSON_ROW = "{title}\n{at} · {state}"
STATES = {"draft": "väntar på granskning", "told": "publicerad", "withdrawn": "tillbakatagen"}
UNREAD = "Händelseanalyserna går inte att läsa just nu. Öppna Hem igen om en stund."
MORE_AT_HOME = "… och {count} till. De visas när de här är klara."

START = "Händelseanalys"
START_TITLE, START_SUBMIT = "Händelseanalys", "Starta"
START_ABOUT = (
    "Enheterna går igenom händelsen tillsammans: vad hände, varför, och hur förhindras det. "
    "Aldrig vem. Bara de som hör till enheterna som deltar kan läsa."
)
START_UNITS = "Vilka fler enheter deltar?"
START_OWN = "Din enhet, {unit}, deltar."
START_REPORTS = "Rapporter om samma händelse"
START_REPORT = "Från {unit}, {at}"
STARTED = "Händelseanalysen är startad. De andra enheterna hittar den under Hem."
CANCEL, CLOSE = "Avbryt", "Stäng"

TITLE = "Händelseanalys"
BEGUN = "Startad av {unit} {at} · Innehåller inga patientuppgifter"
ENDED = "Avslutad {at}"
PARTICIPATES = "Deltar: {units}. Du skriver för {unit}."
MISSING = "Har inte skrivit än: {units}"
TIMELINE = "Tidslinje från meddelandena"
NO_TIMELINE = "Det finns inga meddelanden kvar att läsa tider ur."
MORE_MOMENTS = "… och {count} till"
SIGNED = "{unit} · {at} · version {version}"
TOGETHER = "Lärdomen, skriven tillsammans"
TOGETHER_SIGNED = "senast ändrad av {unit} · {at} · version {version}"
NO_TOGETHER = "Ingen har skrivit lärdomen än."
LOOK_AT = "Se över innan ni avslutar"
PROPOSAL = "Förslag: {text}"
WRITE_OWN, WRITE_TOGETHER = "Skriv vår del", "Skriv lärdomen"
FINISH = "Avsluta med lärdomen"
FINISH_CONFIRM = (
    "Avsluta analysen?",
    "Delarna går inte att ändra sedan. Lärdomen visas för ingen annan förrän någon publicerar den.",
)
FINISHED = "Analysen är avslutad. Granska lärdomen innan den publiceras."
SHOW_LESSON = "Granska lärdomen"
NO = "Avbryt"
PAGE, PAGE_NEXT, PAGE_BEFORE = "Sida {page} av {pages}", "Nästa sida", "Föregående sida"

PART_TITLE = {"own": "Vår del", "together": "Lärdomen"}
PART_SUBMIT = "Spara"
PART_ABOUT = {
    "own": (
        "Du skriver för {unit}. Texten undertecknas av enheten, aldrig av en person, och varje "
        "version sparas. Det du skriver sparas medan du skriver."
    ),
    "together": (
        "Alla enheter skriver här. Skriv så att andra enheter kan lära: inga namn, inga enheter, "
        "ingen patient. Det du skriver sparas medan du skriver."
    ),
}
HINT = "Vad och varför, aldrig vem. Namn och nummer döljs innan något sparas."
NOT_SENT = "Det här skrev du förra gången. Det är inte sparat i analysen än."
BESIDE = "Någon annan skrev detta under {label} medan du skrev:"
BESIDE_ABOUT = "Inget är sparat än. Sätt ihop texterna nedanför, och spara igen."
WRITTEN = "Sparat."

LESSON_TITLE = "Lärdom"
LESSON_REVIEW = (
    "Läs igenom ord för ord innan du publicerar. Publicerad citeras den som svar där ingen annan "
    "källa svarar, märkt som lärdom, och blir ett övningsfall."
)
LESSON_TOLD = "Lärdomen är publicerad {at}."
LESSON_POSTED = "Ligger i {count} kanal(er)."
LESSON_WITHDRAWN = "Lärdomen är tillbakatagen {at} och citeras aldrig."
PUBLISH, WITHDRAW = "Publicera", "Ta tillbaka"
PUBLISH_CONFIRM = (
    "Publicera lärdomen?",
    "Den kan läsas av alla som frågar Lotsen. Du kan ta tillbaka den.",
)
WITHDRAW_CONFIRM = (
    "Ta tillbaka lärdomen?",
    "Den citeras aldrig mer, och inläggen i kanalerna ändras. Det går inte att ångra.",
)
PUBLISHING, WITHDRAWING, POSTING = "Publicerar …", "Tar tillbaka …", "Läggs i kanalen …"
PUBLISHED = "Lärdomen är publicerad."
TAKEN_BACK = "Lärdomen är tillbakatagen."
CHANNEL_LABEL = "Lägg lärdomen i en kanal"
CHANNEL_HINT = "Så som den står ovanför, och inget mer. Lotsen måste vara med i kanalen."
CHANNEL_PLACEHOLDER = "Välj kanal"
POST = "Lägg i kanalen"
POSTED = "Lärdomen ligger i kanalen."
ALREADY_POSTED = "Lärdomen ligger redan i den kanalen."
NOT_IN_CHANNEL = "Lotsen är inte med i kanalen. Bjud in Lotsen dit, och försök igen."
NOT_POSTED = "Lärdomen kom inte fram till kanalen. Försök igen om en stund."
CHOOSE_CHANNEL = "Välj en kanal."
POST_SMALL = "Ett exempel att lära av. Riktlinjen går före."
POST_TAKEN_BACK = "Lärdomen som stod här är tillbakatagen."

FOLLOWUP_TITLE, FOLLOWUP_SUBMIT, FOLLOWUP_SKIP = "Hur gick det?", "Spara svaren", "Hoppa över"
FOLLOWUP_ABOUT = (
    "Processen är avslutad. Är personen med dig? Fråga hur det upplevdes. Det är frivilligt, och "
    "frågan kommer bara den här gången. Inget namn och inget nummer sparas, och svaren går inte "
    "att koppla till ärendet."
)
