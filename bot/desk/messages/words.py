"""The Swedish words about messages: why one was not sent, how it stands, and what can be done."""

from datetime import datetime

from bot.desk.policy import Action
from bot.units.hours import ZONE
from storage.additions import AdditionKind
from storage.message import MessageKind, MessageState
from storage.receipts import Box

KEPT = "Utkastet är sparat."
NOT_YOUR_UNIT = (
    "Du hör inte till den enheten. Är det fel: be den som sköter Lotsen att lägga till dig."
)
NO_UNIT = (
    "Du hör inte till någon enhet i Lotsen, så meddelandet har ingen avsändare. "
    "Be den som sköter Lotsen att lägga till dig i din enhet."
)
WHICH_UNIT = "Du hör till flera enheter. Säg vilken du är här som: {units}."
NOT_SAVED = (
    "Det gick inte att spara just nu, så inget är skickat. Försök igen om en stund. "
    "Händer det igen, säg till den som sköter Lotsen."
)
CHANGED = "Utkastet har ändrats sedan du granskade det. Läs igenom det och skicka igen."
NOT_CURRENT = "Det finns en senare version av meddelandet. Öppna den i stället."
ONLY_ACKNOWLEDGED = "Ett tillbakatagande kan bara kvitteras."
NO_RECEIVERS = "{form} skickas inte till enheter härifrån."
MISSING = "Det här saknas: {fields}."
WRITTEN_TWICE = (
    "{field} skrevs på två ställen samtidigt. Välj vilken text som ska gälla innan du skickar."
)
GONE_RECEIVER = "Enheten {unit} finns inte längre. Välj en annan mottagare."
TO_ITSELF = "{unit} är er egen enhet. Välj en annan mottagare."
REPORTS_ITSELF = (
    "{unit} är er egen enhet. Det som avvek hos er själva rapporteras i den egna organisationen. "
    "Välj den andra enheten här."
)
NO_SAMSA = (
    "{unit} saknar åtkomst till SAMSA. Undantaget i riktlinjen gäller då: meddela enheten på en "
    "annan godkänd väg, som telefon, brev eller remiss, och dokumentera hos er. Ta bort enheten "
    "ur mottagarna här. Lotsens tolkning: underlaget säger inte vilken väg som ska användas."
)
REACHED = "Enheten når du här: {where}."
UNATTENDED = "Inkorgen hos {unit} är obemannad till {until}. Brådskar det: ring."
NEVER_ATTENDED = "Inkorgen hos {unit} har inga öppettider framåt. Ring i stället."
NOBODY_TOLD = "{unit} får ingen avisering, eftersom enheten inte har någon kanal. Ring och berätta."
SENT = (
    "Skickat till {receivers}. Det är ej överfört till {register}: för in det där, och markera "
    "det sedan som överfört. Nummer: {message}."
)
SENT_BEFORE = "Det är redan skickat, och har bara skickats en gång. Nummer: {message}."
TOO_LONG = "Texten är för lång ({length} tecken). Korta den till högst {most} tecken."
NO_SUCH_ANSWER = "Det här går inte att besvara så. Öppna det igen för att se vad som går att göra."
EMPTY = "Skriv några ord först."
NOT_A_MEMBER = "Den personen hör inte till {unit}. Välj en medarbetare i enheten."
NOT_TRANSFERRED = "ej överförd till {register}"
TRANSFERRED = "överförd till {register}"
HEADLINE = "{title} från {sender}, {at}. {samsa}. Innehåller inga patientuppgifter."
WITHDRAWN = "Meddelandet {message} är tillbakataget av {sender}. Använd det inte. Skäl: {reason}"
CONSENT_WITHDRAWN = (
    "Samtycket till meddelandet {message} är tillbakataget. Sluta använda uppgifterna, lämna dem "
    "inte vidare, och följ er egen rutin för det som redan är journalfört. Skyldigheter som gäller "
    "utan samtycke gäller fortfarande. Skäl: {reason}"
)
TAKEN_BACK = "Texten visas inte längre: meddelandet är tillbakataget. Se version {later}."
NOT_SAID = "inget angivet"
CORRECTED = "Meddelandet är rättat. Den version som gäller har nummer {later}."
READ_BY = "Läst av {unit}, {who}, {at}. Skäl: {reason}"
NUMBER = "Nummer i {register}: {number}"
WHOLE_TEXT = "Meddelandet"
ADDED_BY = "Komplettering, {unit}, {at}"
IN_REGISTER_TOO = "Det är överfört till {register}: gör samma sak där."

BOXES = {
    Box.NEW: "Nytt",
    Box.TO_ACKNOWLEDGE: "Att kvittera",
    Box.TO_ANSWER: "Att besvara",
    Box.DONE: "Klart",
}
KINDS = {
    MessageKind.MESSAGE: "",
    MessageKind.CORRECTED: "rättad version",
    MessageKind.WITHDRAWN: "tillbakatagande",
    MessageKind.CONSENT_WITHDRAWN: "samtycket är tillbakataget",
}
STATES = {
    MessageState.SENT: "",
    MessageState.CORRECTED: "ersatt av en rättad version",
    MessageState.WITHDRAWN: "tillbakataget",
    MessageState.CONSENT_WITHDRAWN: "samtycket är tillbakataget",
}
ADDITIONS = {
    AdditionKind.ADDITION: "Komplettering",
    AdditionKind.COMPLETION_WANTED: "Begär komplettering",
    AdditionKind.MISDIRECTED: "Felsänt",
    AdditionKind.WITHDRAWAL: "Tillbakataget",
}
ACTIONS = {
    Action.ACKNOWLEDGE: "Kvittera",
    Action.ASK_MORE: "Begär komplettering",
    Action.COMPLETE: "Komplettera",
    Action.ANSWER: "Svara med MVO",
    Action.PLAN: "Starta planering",
    Action.FORWARD: "Vidarebefordra inom enheten",
    Action.MISDIRECTED: "Felsänt",
    Action.CLOSE: "Avsluta",
    Action.CORRECT: "Rätta",
    Action.WITHDRAW: "Ta tillbaka",
    Action.CONSENT_WITHDRAWN: "Samtycket är tillbakataget",
    Action.TRANSFERRED: "Överfört till SAMSA",
}
REPORT_ACTIONS = {
    Action.ACKNOWLEDGE: ACTIONS[Action.ACKNOWLEDGE],
    Action.ASK_MORE: ACTIONS[Action.ASK_MORE],
    Action.COMPLETE: ACTIONS[Action.COMPLETE],
    Action.ANSWER: "Svara på avvikelsen",
    Action.FORWARD: ACTIONS[Action.FORWARD],
    Action.MISDIRECTED: ACTIONS[Action.MISDIRECTED],
    Action.CLOSE: ACTIONS[Action.CLOSE],
    Action.CORRECT: ACTIONS[Action.CORRECT],
    Action.WITHDRAW: ACTIONS[Action.WITHDRAW],
    Action.TRANSFERRED: "Överfört till MedControl PRO",
}
_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def transferred(register: str, *, done: bool) -> str:
    """Say whether a message stands in its register yet."""
    return (TRANSFERRED if done else NOT_TRANSFERRED).format(register=register)


def said_time(at: datetime) -> str:
    """Give a moment as it is said in Swedish, in Swedish time."""
    local = at.astimezone(ZONE)
    return f"{_DAYS[local.weekday()]} {local:%Y-%m-%d} kl. {local:%H.%M}"
