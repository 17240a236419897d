"""The Swedish words of the Slack surface: labels, buttons, and what to do next."""

from collections.abc import Mapping
from enum import StrEnum

SHOW_SECTION = "Visa avsnittet"
ASK_HUMAN = "Fråga en människa"
HELPED = "Ja, det hjälpte"
DID_NOT_HELP = "Nej, säg varför"
HELPED_LABEL = "Ja, det hjälpte att få svaret"
DID_NOT_HELP_LABEL = "Nej, säg varför svaret inte hjälpte"
CLOSE = "Stäng"
CANCEL = "Avbryt"
SEND = "Skicka"
NEAREST = "Närmast i källorna:"
YOUR_QUESTION = "Din fråga:"
CUT = "Svaret är förkortat här. Tryck på Visa avsnittet, så ser du hela texten."

ANSWER_TITLE = "Lotsens svar"
NOTE_TITLE = "Lotsen"
SEARCHING_TITLE = "Söker"
SEARCHING = "Söker i källorna …"
SEARCHING_CLOSE = "Du kan stänga rutan. Då kommer svaret i dina direktmeddelanden med Lotsen."

SECTION_TITLE = "Avsnittet i källan"
MARKED = "Citatet i svaret står i ett eget stycke med fet stil."
SECTION_CUT = "Avsnittet är långt. Här visas delen runt citatet."
OPEN_SOURCE = "Öppna dokumentet"
SECTION_GONE = (
    "Avsnittet går inte att visa längre: texten finns inte kvar hos Lotsen. "
    "Ställ frågan igen, så söker jag i de källor som gäller nu."
)
SUPERSEDED = "Obs! Källan har ersatts sedan svaret gavs. Nu gäller version {version}. Fråga igen."
REMOVED = "Obs! Källan har tagits bort sedan svaret gavs och ska inte längre användas. Fråga igen."
EXPIRED = (
    "Obs! Källan gällde till och med {valid_to}. Fråga igen, så söker jag i det som gäller nu."
)


class FeedbackReason(StrEnum):
    """Why an answer did not help."""

    WRONG_SOURCE = "fel_kalla"
    OUTDATED = "foraldrad"
    UNCLEAR = "otydlig"
    MISSING = "saknas"


FEEDBACK_REASONS: Mapping[FeedbackReason, tuple[str, str]] = {
    FeedbackReason.WRONG_SOURCE: ("Fel källa", "Citaten handlar om något annat."),
    FeedbackReason.OUTDATED: ("Föråldrad", "Så gör vi inte längre."),
    FeedbackReason.UNCLEAR: ("Otydlig", "Jag förstår inte vad som gäller."),
    FeedbackReason.MISSING: ("Saknas", "Det jag frågade om står inte med."),
}
FEEDBACK_TITLE = "Hjälpte det inte?"
FEEDBACK_REASON = "Vad är fel med svaret?"
FEEDBACK_WHICH = "Vilket citat gäller det?"
FEEDBACK_WHOLE = "Hela svaret"
FEEDBACK_NOTE = "Berätta gärna mer"
FEEDBACK_NOTE_HINT = "Skriv inga uppgifter om enskilda. Namn och nummer döljs innan något sparas."
FEEDBACK_NOTED = (
    "Det är noterat att svaret inte hjälpte. Säg gärna varför, så kan källorna bli bättre."
)
FEEDBACK_THANKS = "Tack! Det är noterat att svaret hjälpte. Du kan ändra dig när du vill."
FEEDBACK_THANKS_BAD = (
    "Tack! Den som sköter källorna kan nu se vad som var fel. Behöver du svar nu: tryck på "
    "Fråga en människa."
)
THANKS_TITLE = "Tack!"

HANDOFF_TITLE = "Fråga en människa"
HANDOFF_INTRO = "Det här skickas till {place}. Ditt namn visas, så att de vet vem de svarar."
HANDOFF_MOVED = (
    "Kontaktkanalen är en annan nu. Frågan går i stället till {place}. Ditt namn visas, så att de "
    "vet vem de svarar. Tryck på Skicka om det är rätt."
)
HANDOFF_MASKED = "Frågan skickas så här, utan det som dolts:"
HANDOFF_AFTER = "Svaret kommer till dig där du ställde frågan. Är det bråttom: ring i stället."
HANDOFF_SENT = (
    "Frågan är på väg till {place}. Svaret kommer till dig där du ställde frågan; "
    "du behöver inte göra något mer."
)
HANDOFF_ALREADY = (
    "Du har redan lämnat den här frågan till {place}. Svaret kommer till dig där du ställde frågan."
)
HANDOFF_NO_CHANNEL = (
    "Det finns ingen kanal att lämna frågan till än. Fråga enhetens kontaktombud eller din chef, "
    "och säg gärna till den som sköter Lotsen att kontaktkanalen saknas."
)
HANDOFF_FAILED = (
    "Din fråga kom inte fram till {place}. Fråga enhetens kontaktombud direkt, eller tryck på "
    "Fråga en människa igen om en stund."
)
HANDOFF_GONE = (
    "Det svaret finns inte kvar hos Lotsen. Ställ frågan igen, så kan du lämna den vidare."
)
HANDOFF_EMPTY = (
    "Frågan är ändrad eller borttagen, så det finns inget att lämna vidare. Ställ den igen, så "
    "kan du lämna den vidare."
)
HANDOFF_FROM = " undrar, och Lotsens svar räckte inte:"
HANDOFF_POSTED = "En kollega har en fråga som Lotsen inte kunde svara på: {question}"
HANDOFF_HOW = "Svara i tråden, så tar Lotsen med svaret till den som frågade."
HANDOFF_TAKE = "Jag tar den"
HANDOFF_RELEASE = "Lämna tillbaka"
HANDOFF_TAKEN = " har tagit frågan."
HANDOFF_TAKEN_TEXT = "Frågan är tagen: {question}"
HANDOFF_DONE = " har fått svar och är klar. Tack!"
HANDOFF_DONE_TEXT = "Frågan är klar: {question}"
HANDOFF_TAKEN_BY_OTHER = " har redan tagit frågan. Du kan ändå svara i tråden."
HANDOFF_YOURS = (
    "Det är din egen fråga, så en kollega behöver ta den. Svaret kommer där du ställde frågan."
)
HANDOFF_NOT_YOURS = " har tagit frågan, så bara den personen kan lämna tillbaka den."
HANDOFF_IS_DONE = "Frågan är redan klar. Tack för att du ville hjälpa till!"
HANDOFF_MINE_DONE = "Bra! Frågan är avslutad. Skriv en ny fråga när du vill."
HANDOFF_DONE_NOT_YOURS = "Bara den som ställde frågan kan avsluta den."
RELAY_TO_ASKER = " svarar:"
RELAY_TO_HUMAN = " skriver:"
RELAY_TEXT = "Svar från en kollega: {text}"
RELAY_BACK_TEXT = "Den som frågade skriver: {text}"
RELAY_HOW = "Skriv i tråden, så går det vidare till den som svarar. Tryck på Klart när du är nöjd."
RELAY_FINISHED = "Frågan är avslutad. Skriv en ny fråga när du vill."
RELAY_FINISHED_BY = " har avslutat frågan. Skriv en ny fråga när du vill."
RELAY_HIDDEN = (
    "Det gör jag med allt som kan peka ut en enskild, även en hälsning till en kollega. Resten "
    "har gått vidare som du skrev det."
)
RELAY_LOST = (
    "Ditt svar kom inte fram: den andra tråden går inte att skriva i längre. "
    "Hör av dig direkt till personen i stället."
)
CONTACT_PLACE = "kontaktkanalen"
RELAY_CUT = "Svaret är långt och har kortats här. Be om resten i tråden."
RELAY_DONE = "Klart"

HOME_SEARCH = "Vad undrar du över?"
HOME_SEARCH_HINT = "Skriv med egna ord och tryck på Retur."
HOME_SEARCH_EXAMPLE = "Till exempel: När ska vi svara på en vårdbegäran?"
HOME_TITLE = "Öppenvårdslotsen"
HOME_RECENT = "Dina senaste frågor"
HOME_NO_RECENT = "Här visas dina senaste frågor när du har ställt någon."
HOME_AGAIN = "Fråga igen"
HOME_SOURCES = "Källor som gäller nu"
HOME_NO_SOURCES = "Inga källor är inlagda än. Den som sköter Lotsen kan lägga till dem."
HOME_SOURCES_FAILED = "Källorna går inte att visa just nu. Öppna fliken igen om en stund."
HOME_PAGE = "Källa {first}–{last} av {total}"
HOME_NEXT = "Nästa"
HOME_BEFORE = "Föregående"
HOME_HOW = "Så använder du Lotsen"
HOME_HOW_LINES = (
    "Fråga här ovanför, i ett direktmeddelande, eller skriv @Lotsen och frågan i en kanal.",
    "Svaren är ordagranna citat ur källorna, med dokument, version och datum.",
    "Följdfrågor ställer du i samma tråd.",
    "Räcker inte svaret: tryck på Fråga en människa.",
    "Skriv /lotsen för att se allt du kan göra.",
)
HOME_PRIVACY = (
    "Skriv inga uppgifter om enskilda. Namn och nummer döljs innan något sparas, men Slack har "
    "kvar det du själv skrev."
)

PROMPTS: tuple[tuple[str, str], ...] = (
    ("Vilket meddelande?", "Vad är skillnaden mellan vårdbegäran och MVO?"),
    ("Samtycke", "Vad gäller om personen säger nej till samtycke?"),
    ("Innehåll", "Vad ska stå i en vårdbegäran?"),
    ("Avvikelse", "När ska vi skriva en avvikelse?"),
)

ASK_TITLE = "Fråga Lotsen"
ASK_LABEL = "Din fråga"
ASK_SUBMIT = "Fråga"
ASK_HINT = "Skriv med egna ord. Skriv inga uppgifter om enskilda."
ASK_EMPTY = "Skriv din fråga med några ord, så söker jag i källorna."
SHORTCUT_INTRO = "Korta gärna texten till det du undrar över. Bara du ser svaret."
SHORTCUT_EMPTY = "Meddelandet har ingen text. Skriv frågan själv, så söker jag i källorna."
SHORTCUT_CUT = "Meddelandet är långt, så bara början är med."

NOT_KEPT = "Det gick inte att spara just nu, så inget har skickats. Försök igen om en stund."
ANSWER_GONE = "Det svaret finns inte kvar hos Lotsen. Ställ frågan igen."
TRY_AGAIN = "Det gick inte just nu. Försök igen om en stund."

COMMAND = "/lotsen"
HELP_TITLE = "Det här kan Lotsen"
HELP_INTRO = "Fråga om öppenvårdsprocessen och SAMSA. Svaren är ordagranna citat ur källorna."
HELP_LINE = "{command} {name}: {about}"
HELP_UNKNOWN = "Det kommandot känner jag inte igen."
HELP_NEAREST = "Menade du {command} {name}?"
HELP_QUESTION = "Vill du ställa en fråga? Skriv {command} fråga och sedan frågan."
ABOUT_HELP = "visar det här"
ABOUT_ASK = "svarar på en fråga med citat ur källorna"
ABOUT_GUIDE = "hjälper dig välja meddelandetyp i SAMSA"
ABOUT_DRAFT = "skriver ett utkast med dig"
ABOUT_DEVIATION = "hjälper dig skriva en avvikelse"
ABOUT_INBOX = "visar enhetens inkorg"
ABOUT_TRAINING = "övar meddelandetyper med dig"
SOON = "{about} (kommer)"
TRAINING_SOON = (
    "Övningarna är inte inbyggda än. Vill du lära dig mer: ställ frågor här, eller fråga "
    "enhetens kontaktombud."
)
HIDDEN_IN_MODAL = "Det som doldes har inte sparats."

ANSWERED_PRIVATELY = (
    "Jag svarade dig i ett direktmeddelande, eftersom det du skrev rör en enskild person. "
    "Andra kan läsa det du skrev här: håll muspekaren över meddelandet, öppna menyn och ta bort "
    "det, och skriv det igen utan personuppgifter."
)
DESK_FAILED = (
    "Något gick fel när jag skulle svara. Felet är noterat. Pröva med andra ord, eller fråga "
    "enhetens kontaktombud."
)
MASK_FAILED = (
    "Texten gick inte att kontrollera för personuppgifter, så jag har varken sparat eller läst "
    "den. Skriv om den kortare och utan uppgifter om enskilda, och försök igen."
)
NOT_KEPT_NOW = "Jag kunde inte ta emot frågan just nu. Skriv den igen om en stund."
MANY_WAIT = (
    "Det är många frågor just nu. Din är sparad och besvaras här så snart det går; du behöver "
    "inte skriva den igen."
)
TOO_MANY_OF_YOURS = (
    "Du har redan {count} frågor som väntar på svar. Jag svarar på dem först; skriv den här "
    "igen när de är besvarade."
)
SHARED_CHANNEL = (
    "Jag svarar inte i kanaler som delas med andra organisationer. Fråga mig i ett "
    "direktmeddelande i stället."
)
NOT_INSTALLED = (
    "Lotsen är inte installerad i den här arbetsytan. Be den som sköter Slack hos er att "
    "installera appen."
)
