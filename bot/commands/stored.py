"""Says in Swedish why the database can't be used, and what to do."""

from storage.audit_files import AuditKeyMissingError
from storage.opening import (
    EncryptionMissingError,
    NotEncryptedError,
    StorageError,
    UnreadableError,
    WrongKeyError,
)

_OTHER = (
    "Databasen gick inte att läsa eller skriva. Kontrollera LOTSEN_DATA_DIR, "
    "rättigheter och ledigt utrymme."
)
_TEXTS: dict[type[StorageError], str] = {
    EncryptionMissingError: (
        "LOTSEN_DATABASE_KEY är satt men krypteringen är inte installerad. "
        "Kör `pip install 'oppenvardslotsen[encryption]'`, eller ta bort inställningen."
    ),
    WrongKeyError: (
        "Databasen går inte att öppna med LOTSEN_DATABASE_KEY: nyckeln är fel eller filen skadad. "
        "Kontrollera nyckeln, eller gå tillbaka till en kopia med `lotsen restore`."
    ),
    NotEncryptedError: (
        "LOTSEN_DATABASE_KEY är satt men databasen är inte krypterad. Kör `lotsen backup` utan "
        "nyckeln och sedan `lotsen restore` med den, så krypteras den."
    ),
    UnreadableError: (
        "Databasen går inte att läsa: den är krypterad och LOTSEN_DATABASE_KEY är inte satt, eller "
        "skadad. Sätt nyckeln, eller gå tillbaka till en kopia med `lotsen restore`."
    ),
    AuditKeyMissingError: (
        "Nyckeln till loggen, audit.key, saknas i datamappen. Lägg tillbaka den, eller gå tillbaka "
        "till en kopia med `lotsen restore`."
    ),
}


def storage_fault(error: StorageError) -> str:
    """Give the text for a fault of the database."""
    return _TEXTS.get(type(error), _OTHER)
