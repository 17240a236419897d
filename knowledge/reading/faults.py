"""Why a file can't be read, and the Swedish line that tells staff what to do about it."""

from enum import StrEnum


class Fault(StrEnum):
    """The ways in which a file can fail; the value crosses the border between processes."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    ZERO_BYTES = "zero_bytes"
    TOO_BIG = "too_big"
    WRONG_ENDING = "wrong_ending"
    ENCRYPTED = "encrypted"
    OLD_OFFICE = "old_office"
    SCANNED = "scanned"
    EMPTY = "empty"
    DAMAGED = "damaged"
    BOMB = "bomb"
    SLOW = "slow"
    MEMORY = "memory"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    FRONT_MATTER = "front_matter"


class UnreadableFileError(Exception):
    """Raised inside the reader; holds the fault only, never a library's own words."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


_TEXTS = {
    Fault.MISSING: "finns inte. Kontrollera sökvägen och försök igen.",
    Fault.NOT_A_FILE: "är ingen vanlig fil. Ange en fil eller en mapp med filer.",
    Fault.UNREADABLE: "går inte att öppna. Kontrollera att du har rätt att läsa filen.",
    Fault.UNSUPPORTED: (
        "har en filändelse som inte stöds. Spara dokumentet som PDF, PPTX, DOCX, HTML, "
        "Markdown eller text och försök igen."
    ),
    Fault.ZERO_BYTES: "är tom (0 byte). Hämta filen på nytt och försök igen.",
    Fault.TOO_BIG: (
        "är för stor. Gränsen är {megabytes} MB. Dela upp dokumentet eller spara det utan bilder."
    ),
    Fault.WRONG_ENDING: (
        "innehåller något annat än filändelsen säger. Ge filen rätt ändelse eller spara om den "
        "från sitt program."
    ),
    Fault.ENCRYPTED: (
        "är krypterad eller skyddad med lösenord. Spara en kopia utan skydd och lägg till den."
    ),
    Fault.OLD_OFFICE: (
        "är skyddad med lösenord eller sparad i ett äldre Office-format. Öppna den, ta bort "
        "lösenordet och spara den som DOCX eller PPTX."
    ),
    Fault.SCANNED: (
        "har ingen text att läsa, bara bilder. Den är troligen inskannad: kör textigenkänning "
        "(OCR) eller be dokumentets ägare om originalet."
    ),
    Fault.EMPTY: "innehåller ingen text. Kontrollera att det är rätt fil.",
    Fault.DAMAGED: (
        "är skadad och går inte att läsa. Hämta filen på nytt, eller öppna den i sitt program "
        "och spara om den."
    ),
    Fault.BOMB: (
        "packas upp till orimligt mycket data. Lägg inte till den, utan be avsändaren om "
        "originalet."
    ),
    Fault.SLOW: (
        "tog längre än {seconds:.0f} sekunder att läsa. Dela upp dokumentet eller spara det i "
        "ett annat format."
    ),
    Fault.MEMORY: (
        "kräver för mycket minne för att läsas. Dela upp dokumentet eller spara det i ett "
        "annat format."
    ),
    Fault.TOO_LONG: (
        "innehåller mer än {characters} tecken text. Dela upp dokumentet i flera filer."
    ),
    Fault.NOT_TEXT: (
        "ser inte ut som läsbar text. Spara om filen som text med kodningen UTF-8 och försök igen."
    ),
    Fault.FRONT_MATTER: (
        "har ett huvud mellan +++ som inte går att läsa. Rätta huvudet eller ta bort det."
    ),
}


def explain(fault: Fault, name: str, **limits: float) -> str:
    """Give one line for staff: the file's name, what is wrong and what to do next."""
    return f"{name} {_TEXTS[fault].format(**limits)}"
