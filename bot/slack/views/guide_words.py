"""The Swedish words of the guide in Slack; its questions and outcomes speak for themselves."""

from bot.desk.guide_reply import NoticeKind

TITLE = "Välj meddelande"
UNDERSTOOD = "Så här har jag förstått det:"
BUILT_ON = "Det här bygger svaret på:"
READ_FROM = " (du skrev ”{evidence}”)"
FOLLOWS = " (följer av avsändare och mottagare)"
CHANGE = "Ändra"
CHANGE_LABEL = "Ändra {label}"
CHANGE_ONE = "Ändra en uppgift"
CONTRADICTED = "Du har sagt olika saker om {names}, så jag frågar."
DOUBTED = "Jag är inte säker på vad du menar med {names}, så jag frågar."
BACK_TO_GUIDE = "Här är du i guiden:"

CONTINUE = "Fortsätt"
CHOOSE = "Välj …"
BACK = "Tillbaka"
KEEP = "Låt det stå"
WHY = "Varför frågar du?"
OVER = "Börja om"
NEW = "Nytt ärende"
CHOOSE_AT_LEAST_ONE = (
    "Svara på minst en fråga och tryck på Fortsätt. Det du inte vet kan du lämna tomt."
)
ANSWERED_HERE = "Svara på det du vet. Det som saknas frågar jag om igen."

WHY_TITLE = "Varför: "
THINK_OF = "Tänk på"
UNSETTLED = "Det här avgör källorna inte"
UNANSWERED = "Du svarade inte på allt. Se till att det här inte gäller: {titles}."
SHOW_SOURCE = "Visa källan"
SHOW_SOURCE_LABEL = "Visa källan till citat {number}"
WRITE_DRAFT = "Skriv utkast"
ASK_HUMAN = "Fråga en människa"
HELPED_LABEL = "Ja, det hjälpte att använda guiden"
DID_NOT_HELP_LABEL = "Nej, säg varför guiden inte hjälpte"
CUT = "Här är det förkortat. Tryck på Visa källan, så ser du hela texten."

START_LABEL = "Vad gäller det?"
START_HINT = "Beskriv läget med några ord, eller gå vidare utan. Skriv inga uppgifter om enskilda."
START_INTRO = "Jag frågar bara det som kan ändra svaret, och visar meningen i källan bakom rådet."
SUBMIT_START = "Starta"
UNDER_WAY = "Du är mitt i en vägledning, så här fortsätter du där du var."
KEPT = "Guiden är sparad. Fortsätt här när du vill, eller skriv /lotsen guide."
KEPT_OUTCOME = "Här är det du kom fram till i guiden."
BUSY_OPENING = "Rutan gick inte att öppna, så guiden är här i stället."

HOME_TITLE = "Vilket meddelande?"
HOME_ABOUT = (
    "Guiden hjälper dig från läget till rätt meddelande i SAMSA, och visar varför. "
    "Har du börjat fortsätter du där du var."
)
HOME_OPEN = "Öppna guiden"

# What the reader has to act on, and so must not be small print.
IMPORTANT = {
    NoticeKind.SEVERAL_PEOPLE,
    NoticeKind.FLOW_CHANGED,
    NoticeKind.NOT_SAVED,
    NoticeKind.SOURCE_GONE,
    NoticeKind.STALE,
}
