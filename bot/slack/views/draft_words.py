"""The Swedish words about drafts in Slack."""

from flows.forms.draft import Origin
from flows.forms.model import Register

TITLE = "Utkast: {form}"
MODAL_TITLE = "Utkast"
PRIVATE = {
    Register.SAMSA: "Bara du ser utkastet. Identiteten fylls i direkt i SAMSA.",
    Register.MEDCONTROL: "Bara du ser utkastet. Det ska föras in i MedControl PRO efteråt.",
    Register.NONE: "Bara du ser det här.",
}
ORIGINS = {
    Origin.USER: "från dig",
    Origin.GUIDELINE: "från riktlinjen",
    Origin.DEFAULT: "förifyllt",
    Origin.MISSING: "saknas",
}
OPTIONAL = "Kan också fyllas i: {fields}"
CLIPPED = "Texten är lång ({length} tecken) och visas kortad här. Hela texten finns kvar."
DEPARTS = "Det här i källorna kan det gälla. Välj ett ställe, eller skriv själv."
DEPARTS_NONE = (
    "Jag hittar inget i källorna som det här avviker från. Vet du vilket dokument det är, så "
    "skriv det. Annars passar ett förbättringsförslag bättre: en avvikelse utgår från något som "
    "är bestämt."
)
PICK_SECTION, NOT_KNOWN, WRITE_IT = "Välj det här", "Vet ej", "Skriv själv"
AS_PROPOSAL = "Gör om till förbättringsförslag"
TAKE_PROPOSAL, DROP_SENTENCE, KEEP_MINE = "Byt till förslaget", "Stryk meningen", "Behåll min text"
MORE_WORDINGS = "{count} meningar till visas när de här är klara."
LOOK_AT = "Se över {label}: "
BLOCKS = "Behöver åtgärdas: {label}. "
NEXT = "Nästa: {label}"
EXAMPLE = "Exempel: {example}"
ANSWER_HERE = "Svara här i tråden med egna ord."
ANSWER_CHOOSE = "Välj här, eller skriv svaret i tråden."
ANSWER_UNITS = "Välj i listan, eller skriv enhetens namn i tråden."
OPEN_ROWS = "Fyll i raderna"
ANSWER_ROWS = "Det här fylls i rad för rad. Tryck på Fyll i raderna."
ALL_THERE = "Allt som behövs är ifyllt. Läs igenom och tryck på Granska och skicka."
STOPPED = "Allt som behövs är ifyllt, men det finns sådant att åtgärda innan det kan skickas."
NOTED = "Noterat under {label}: "
LEFT = "{count} uppgifter kvar som behövs."
ONE_LEFT = "En uppgift kvar som behövs."
NOT_UNDERSTOOD = "Jag förstod inte svaret. Välj i listan, eller skriv som i exemplet."
BEGINNING_EDITED = (
    "Du ändrade meddelandet som utkastet började med. Utkastet är kvar som det var: ändra det med "
    "Fyll i som formulär."
)
FORM_CHANGED = "Formuläret har ändrats sedan utkastet började. Gå igenom uppgifterna."
NOT_SAVED = "Utkastet kunde inte sparas. Kopiera texten nu, och säg till den som sköter Lotsen."
CONFLICT = "{label} skrevs på två ställen samtidigt. Båda texterna finns kvar: välj vilken."
CONFLICT_NOW = "Står nu: "
CONFLICT_OTHER = "Den andra: "
KEEP_THIS = "Behåll den som står nu"
TAKE_OTHER = "Använd den andra"

OPEN_FORM = "Fyll i som formulär"
REVIEW = "Granska och skicka"
CHANGE_FORM = "Byt meddelandetyp"
DISCARD = "Kasta"
DISCARD_TITLE = "Kasta utkastet?"
DISCARD_TEXT = "Du kan ångra dig i ett dygn. Sedan tas det som står i utkastet bort."
DISCARD_CONFIRM = "Kasta"
DISCARD_DENY = "Behåll"
DISCARDED = (
    "Utkastet är kastat. Ångrar du dig kan du ta tillbaka det till {until}. Sedan finns inget av "
    "det kvar hos Lotsen."
)
TAKE_BACK = "Ångra"
ERASE = "Ta bort det nu"
ERASED = "Utkastet är borttaget. Inget av det finns kvar hos Lotsen."
TAKEN_BACK = "Utkastet är tillbaka, med allt som stod i det."
LEFT_TITLE = "Text som inte fick plats"
LEFT_ABOUT = (
    "Det här har ingen rubrik i meddelandetypen och skickas inte. Kopiera det du behöver till en "
    "rubrik."
)
LEFT_DROP = "Ta bort den här texten"
LEFT_DROP_TITLE = "Ta bort texten?"
LEFT_DROP_TEXT = "Texten som inte fick plats tas bort ur utkastet. Det går inte att ångra."
NOT_SENT_BEFORE = "Det här skrev du förra gången utan att göra något utkast av det."
SKIP = "Hoppa över så länge"
SHOW_ALL = "Visa hela utkastet"
PICKED = "Klart"
CHOOSE = "Välj"
POINTER = "Utkastet ligger i dina direktmeddelanden med Lotsen. Bara du ser det."
KEPT = "Utkastet är sparat. Fortsätt här när du vill."

NO_FORM = (
    "Det finns inget formulär för det här. Skriv det i er egen rutin, eller välj ett annat "
    "meddelande under Utkast i fliken Hem."
)
BEGIN_TITLE = "Nytt utkast"
BEGIN_FORM = "Vad vill du skriva?"
BEGIN_TEXT = "Skriv fritt"
BEGIN_HINT = (
    "Skriv som du tänker, så sorteras det under rätt rubriker. Lämna tomt om du hellre fyller i "
    "fält för fält."
)
BEGIN_EXAMPLE = "Till exempel: Ramlade i går. Går vanligtvis själv med rollator …"
BEGIN_SUBMIT = "Gör utkast"
BEGIN_FORM_MISSING = "Välj vad du vill skriva."
BEGIN_FROM_MESSAGE = "Texten är hämtad från meddelandet. Behåll bara det som hör till händelsen."
BEGIN_CUT = "Meddelandet är långt, så bara början är med."
OPENING = "Öppnar utkastet …"
SORTING = "Sorterar det du skrev under rätt rubriker …"
CLOSING_IS_SAFE = "Du kan stänga rutan. Utkastet är sparat och finns under Fortsätt utkast."

SHOWN_SUBMIT = "Fyll i resten"
NEXT_STEP = "Nästa"
TO_REVIEW = "Granska"
STEP = "Steg {number} av {count}: {title}"
STEP_MORE = "{title}, del {number}"
STEP_FROM = "{label} med mera"
AUTOSAVED = "Det du skriver sparas medan du skriver."
PART = "{label} (del {number})"
PART_HINT = "Texten är lång och står i {count} delar. Inget är borta."
ROW = "Rad {number}"
ROW_ADD = "Lägg till en rad"
ROW_REMOVE = "Ta bort rad {number}"
ROWS_FULL = "Det får plats {most} rader här. Skriv resten i en ny planering."
LIMIT = "Högst {limit} tecken."
UNIT_CHOOSE = "Välj enhet"
UNITS_CHOOSE = "Välj enheter"
DATE_CHOOSE = "Välj datum"
TIME_CHOOSE = "Välj tid"

SEND_TITLE = "Granska och skicka"
SEND = "Skicka"
CLOSE = "Stäng"
HERE_AS = "Jag är här som …"
FROM = "Från"
FROM_CHOOSE = "Välj vilken enhet du skriver för"
TO_LABEL = "Till"
TO_HINT = "Meddelandet går till enhetens inkorg, inte till en person."
BEFORE_SENDING = "Innan det kan skickas"
GOOD_TO_KNOW = "Bra att veta"
READY = "Allt är klart att skicka."
SAME_EVENT = (
    "Gäller rapporten samma händelse som en annan? Då kopplas de ihop, och mottagarna ser båda."
)
IS_SAME, NOT_SAME = "Samma händelse", "Ta bort kopplingen"
LINKED = "Kopplad till {report}"
PASTE_TITLE = "Text att klistra in i {register}"
PASTE_HOW = "En ruta för varje rubrik. Kopiera dem en i taget."
SENT_TITLE = "Skickat"
SENT_NEXT = "Det här händer nu"
SENT_STEPS = (
    "Mottagaren får besked om att något väntar. Innehållet visas bara i Lotsen.",
    "Du ser under Inkorg i fliken Hem när det är levererat, kvitterat och besvarat.",
)
OPEN_SENT = "Öppna meddelandet"
NOT_SENT = "Meddelandet är inte skickat. Utkastet är sparat."
SEND_FAILED = (
    "Det gick inte att skicka just nu. Utkastet är sparat: försök igen om en stund, eller fortsätt "
    "från fliken Hem."
)

HOME_TITLE = "Utkast"
HOME_NEW = "Skriv nytt:"
HOME_CONTINUE = "Fortsätt utkast"
HOME_EMPTY = "Du har inga utkast. Det du börjar skriva sparas här."
HOME_ROW = "{title}\n{form} · ändrat {updated} · sparas till {expires}"
HOME_UNTITLED = "Inget skrivet än"
HOME_RESUME = "Fortsätt"
HOME_MORE = "Dina {count} senaste utkast visas."
HOME_FAILED = "Utkasten går inte att visa just nu. Öppna fliken igen om en stund."
EXPIRES = (
    "Ditt utkast till {form} sparas till {expires}. Ändra något i det om du vill ha det kvar; "
    "annars tas det bort då."
)
