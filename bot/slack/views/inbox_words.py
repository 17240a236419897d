"""The Swedish words of inboxes and messages in Slack: labels, questions, and what to do next."""

from bot.desk.policy import Action
from storage.outbox import Occasion
from storage.receipts import Box

TITLE = "Inkorg"
ABOUT = "Meddelanden till och från din enhet. Bara enheternas egna medarbetare kan öppna dem."
NO_UNIT = (
    "Du hör inte till någon enhet i Lotsen än. Be den som sköter Lotsen att lägga till dig i din "
    "enhet, så visas inkorgen här."
)
HERE_AS = "Jag är här som …"
CHOOSE_UNIT = "Välj enhet"
CHOOSE_FIRST = "Du hör till flera enheter. Välj vilken du är här som, så visas den inkorgen."
COUNTS = "{unit}: {counts}"
NOTHING_WAITS = "inget väntar"
COVERED = "{unit} är stängd nu, och din enhet är ersättare. Där: {counts}"
SHOW_INBOX = "Visa inkorgen"
SENT = "Skickat"
EMPTY = {
    Box.NEW.value: "Inget nytt. Här hamnar det som ingen har öppnat.",
    Box.TO_ACKNOWLEDGE.value: "Inget att kvittera.",
    Box.TO_ANSWER.value: "Inget att besvara.",
    Box.DONE.value: "Inget är klart än. Här hamnar det som är kvitterat, besvarat eller avslutat.",
    "sent": "Enheten har inte skickat något än.",
}
FROM = "från {unit}"
SENT_AT = "skickat {at}"
ROW_WANTS = "önskas: {wanted}"
GIVEN_TO = "vidarebefordrat till {who}"
MORE, FIRST = "Visa fler", "Från början"
SHOWN_OF = "{shown} av {total} visas"
OPEN = "Öppna"
INBOX_TITLE = "Enhetens inkorg"

MESSAGE_TITLE = "Meddelande"
WRITTEN_BY = "Från {unit} · {at} · skrivet av {who}"
WRITTEN_IN = "Från {unit} · {at}"
CASE = "Ärendenummer i SAMSA: {number}"
NO_IDENTITY = "Innehåller inga patientuppgifter"
WANTED = "Önskas av mottagaren: {wanted}"
READING_AS = "Du läser som {unit}"
CHOOSE_PARTY = "Du hör till flera av meddelandets enheter. Välj vilken du är här som."
ADDED = "Tillagt efteråt"
STANDING = "Så står det till hos mottagarna"
MORE_RECEIVERS = "… och {count} mottagare till"
ON_ITS_WAY = "på väg"
DELIVERED, ACKNOWLEDGED = "levererad {at}", "kvitterad {at} av {who}"
ANSWERED, CLOSED = "besvarad {at} av {who}", "avslutad {at} av {who}"
MISDIRECTED = "felsänt"
ASSIGNED = "handläggs av {who}"
SHOW_LATER, SHOW_EARLIER = "Visa den som gäller", "Visa den tidigare"
SHOW_ANSWER, SHOW_ASKED = "Visa svaret", "Visa det som besvaras"
REPORT_THIS = "Avvikelse om detta ärende"
IS_ABOUT, SHOW_ASKED_ABOUT = "Rapporten gäller ett meddelande i Lotsen.", "Visa meddelandet"
SAME_EVENT, SHOW_OTHER = "En annan rapport gäller samma händelse.", "Visa den andra"
REASON_TITLE, REASON_SUBMIT = "Varför läser du?", "Läs rapporten"
REASON_ABOUT = (
    "Rapporten hör till andra enheter. Skälet sparas tillsammans med ditt namn och visas för dem."
)
REASON_LABEL = "Varför läser du rapporten?"
READ_WITH_REASON = "Läst av andra än enheterna"
MORE_READINGS = "… och {count} gånger till"
GIVE_NUMBER = "Överfört till {register}"
NUMBER_TITLE, NUMBER_SUBMIT = "Överfört till register", "Spara numret"
NUMBER_ABOUT = (
    "När avvikelsen är införd i MedControl PRO: skriv numret som den fick där. Då räknas tiden "
    "tills texten gallras här. Det går inte att ångra."
)
NUMBER_LABEL = "Nummer i MedControl PRO"
NUMBER_HINT = "Till exempel 2026-1234. Inga personuppgifter."
NUMBERED = "Numret är sparat, och avvikelsen är markerad som överförd."
REGISTERED = "Nummer i {register}: {number}"
IS_LATER = "Det här är en senare version av ett meddelande."
IS_ANSWER = "Det här är ett svar på ett meddelande."
IS_ANSWERED = "{unit} har svarat."
TAKEN_BACK = "Texten visas inte längre: meddelandet är tillbakataget."
CORRECTED = "Meddelandet är rättat. En senare version gäller."
PAGE = "Sida {page} av {pages}"
PAGE_NEXT, PAGE_BEFORE = "Nästa sida", "Föregående sida"
SHOW_SAMSA = "Visa text för {register}"
NO = "Avbryt"

DONE = {
    Action.ACKNOWLEDGE: "Kvitterat. Avsändaren ser att ni har tagit emot meddelandet.",
    Action.CLOSE: "Avslutat.",
    Action.FORWARD: "Vidarebefordrat till kollegan.",
    Action.TRANSFERRED: "Markerat som överfört till registret.",
    Action.ASK_MORE: "Skickat. Avsändaren får veta att ni behöver mer.",
    Action.COMPLETE: "Kompletteringen är tillagd, med enhet, namn och tid. De andra får veta det.",
    Action.MISDIRECTED: "Avsändaren får veta att det kom fel.",
    Action.WITHDRAW: "Tillbakataget. Mottagarna får veta det.",
    Action.CONSENT_WITHDRAWN: "Mottagarna får veta att samtycket är tillbakataget.",
}
CONFIRM = {
    Action.CLOSE: (
        "Avsluta meddelandet?",
        "Det hamnar under Klart och går inte att öppna på nytt som pågående. Texten finns kvar.",
    ),
    Action.TRANSFERRED: (
        "Är det infört i registret?",
        "Då räknas tiden tills texten gallras här. Det går inte att ångra.",
    ),
}
FORM_TITLE = {
    Action.ASK_MORE: "Begär komplettering",
    Action.COMPLETE: "Komplettera",
    Action.MISDIRECTED: "Felsänt",
    Action.WITHDRAW: "Ta tillbaka",
    Action.CONSENT_WITHDRAWN: "Samtycke tillbakataget",
    Action.FORWARD: "Vidarebefordra",
}
FORM_ABOUT = {
    Action.ASK_MORE: "Frågan går tillbaka till den enhet som skickade meddelandet.",
    Action.COMPLETE: (
        "Det du skriver läggs till sist i meddelandet, med enhet, ditt namn och tid. Det som står "
        "där ändras inte, och tillägget går inte att ta bort."
    ),
    Action.MISDIRECTED: (
        "Meddelandet lämnar er inkorg, och avsändaren får veta det. Det går inte att ångra."
    ),
    Action.WITHDRAW: (
        "Mottagarna får veta att meddelandet inte ska användas, och texten visas inte längre. Det "
        "går inte att ångra. Är det infört i SAMSA: gör samma sak där."
    ),
    Action.CONSENT_WITHDRAWN: (
        "Mottagarna får veta att uppgifterna inte får användas längre, och texten visas inte. Det "
        "går inte att ångra. Skyldigheter som gäller utan samtycke gäller fortfarande."
    ),
    Action.FORWARD: "Kollegan ser i inkorgen att meddelandet är deras. Alla i enheten ser det än.",
}
FORM_LABEL = {
    Action.ASK_MORE: "Vad behöver ni veta?",
    Action.COMPLETE: "Vad vill du lägga till?",
    Action.MISDIRECTED: "Varför kom det fel, och vart hör det?",
    Action.WITHDRAW: "Skäl (behövs inte)",
    Action.CONSENT_WITHDRAWN: "Skäl (behövs inte)",
}
FORM_SUBMIT = {
    Action.ASK_MORE: "Skicka frågan",
    Action.COMPLETE: "Lägg till",
    Action.MISDIRECTED: "Säg att det kom fel",
    Action.WITHDRAW: "Ta tillbaka",
    Action.CONSENT_WITHDRAWN: "Meddela mottagarna",
    Action.FORWARD: "Vidarebefordra",
}
FORM_HINT = "Skriv inga uppgifter som pekar ut någon. Namn och nummer döljs innan något sparas."
FORM_NOT_SENT = "Det här skrev du förra gången. Det är inte skickat än."
WHICH_COLLEAGUE = "Vem i {unit}?"
OTHER_COLLEAGUE = "Det finns ingen mer i enheten att vidarebefordra till."
CANCEL, CLOSE = "Avbryt", "Stäng"

SAMSA_TITLE = "Text för SAMSA"
SAMSA_ABOUT = (
    "Utkast utan identitet. Kopiera en rubrik i taget till SAMSA och fyll i identiteten där. "
    "Markera sedan meddelandet som överfört."
)
REPORT_TITLE = "Text för MedControl"
REPORT_ABOUT = (
    "Utkast utan patientuppgifter. Kopiera en rubrik i taget till MedControl PRO. Markera sedan "
    "avvikelsen som överförd."
)
SAMSA_PART = "{heading} (del {number})"
DOWNLOAD = "Vill du hellre ha en fil? Den kommer i dina direktmeddelanden med Lotsen."
AS_FILE = {"text": "Text", "pdf": "PDF", "fhir": "FHIR"}
REPORT_FILES = ("text", "pdf")  # FHIR has no shape for a deviation in cooperation
FILE_SENT = "Filen ligger i dina direktmeddelanden med Lotsen."
FILE_COMMENT = "Här är filen du bad om. Det är ett utkast utan identitet: för in det i {register}."
FILE_FAILED = (
    "Filen kom inte fram. Försök igen om en stund. Kopiera annars texten härifrån, rubrik för "
    "rubrik."
)

CARD = "Ditt meddelande till {receivers}, {at}"
CARD_ABOUT = (
    "Här ser du hur det går. I tråden får du veta när någon kvitterar, frågar eller svarar."
)
CARD_OPEN = "Öppna meddelandet"
TOLD = {
    Occasion.ACKNOWLEDGED: "{unit} har kvitterat. Du behöver inte göra något.",
    Occasion.COMPLETION_WANTED: (
        "{unit} begär komplettering. Öppna meddelandet och tryck på Komplettera."
    ),
    Occasion.COMPLETED: "{unit} har kompletterat meddelandet.",
    Occasion.MISDIRECTED: (
        "{unit} säger att meddelandet har kommit fel. Öppna det och läs varför."
    ),
    Occasion.ANSWERED: "{unit} har svarat. Öppna meddelandet och tryck på Visa svaret.",
}
