"""The Swedish words about event analyses, lessons and follow-ups."""

NOT_YOURS = (
    "Händelseanalysen kan bara öppnas av den som hör till en enhet som deltar. "
    "Hör du till enheten, be den som sköter Lotsen lägga till dig i den."
)
WHICH_UNIT = "Du hör till flera av enheterna. Välj först i inkorgen vilken du är här som: {units}."
NOT_A_REPORT = "En händelseanalys görs om avvikelser. Öppna en avvikelse och starta därifrån."
ONE_UNIT = "En händelseanalys görs av minst två enheter. Välj en enhet till."
OWN_UNIT = "Din egen enhet ska delta. Välj den också."
NOT_CONCERNED = "Enheterna ska höra till avvikelserna. Välj bland dem som visas."
FINISHED = "Händelseanalysen är avslutad och går inte att ändra."
NOTHING_WRITTEN = "Skriv några ord under minst en rubrik först."
TOO_LONG = "{label} är för lång ({length} tecken). Korta den till högst {most} tecken."
MISSING = "Fyll i {label}. Den behövs för att andra ska förstå lärdomen."
NO_LESSON = "Skriv lärdomen först. Alla enheter som deltar kan göra det."
NO_PARTS = "Minst en enhet ska ha skrivit sin del först."
CHANGED = "Lärdomen ändrades av någon annan alldeles nyss. Läs den igen, och avsluta sedan."
NAMES_UNIT = (
    "Här står vilken enhet det gäller ({unit}). Skriv så att lärdomen passar alla enheter, "
    "till exempel ”mottagande enhet”."
)
NAMES_SOMEBODY = (
    "Här ser det ut att stå vem det gäller. En lärdom säger vad som hände och varför, aldrig vem. "
    "Skriv om meningen: ”{sentence}”"
)
HIDDEN = "Här stod något som ser ut som en personuppgift. Skriv om meningen utan den."
NO_SUCH_LESSON = "Lärdomen finns inte. Öppna händelseanalysen igen från Hem."
WITHDRAWN = "Lärdomen är tillbakatagen och går inte att dela igen."
PUBLISH_FIRST = "Publicera lärdomen först. Sedan kan den läggas i en kanal."

LABEL = "Lärdom från en händelseanalys, inte riktlinjen"
OWNER = "Enheterna i händelseanalysen"
SITUATION, LESSON, WHY = "Det som hände", "Lärdomen", "Varför det hände"
TITLE = "Rubrik"
NOT_REVIEWED = "ej granskad"

EVENT = "Händelsen, enligt avvikelsen"
STEPS = {
    "send": "Skickat",
    "deliver": "Levererat",
    "open": "Öppnat första gången",
    "acknowledge": "Kvitterat",
    "completion_wanted": "Bad om komplettering",
    "addition": "Kompletterade",
    "answer": "Besvarat",
    "misdirected": "Angett som felsänt",
    "corrected": "Rättat",
    "withdrawn": "Tillbakataget",
    "consent_withdrawn": "Samtycket tillbakataget",
    "transferred": "Överfört till registret",
    "close": "Avslutat",
}

FOLLOWED_UP = "Uppföljningen är redan ifylld för den här processen. Den fylls i en gång."
NOT_CLOSED = "Uppföljningen fylls i när processen är avslutad. Avsluta meddelandet först."
NO_FOLLOWUP = "Det här följs inte upp med personen. Uppföljningen hör till en avslutad process."
ANSWER_ALL = "Välj ett svar. ”Vill inte svara” är också ett svar."
