"""Looks at what is stored: does the database open with its key, and is the audit trail whole?"""

from collections.abc import Iterable, Iterator

from bot.app import Lotsen
from bot.commands.audit import WHAT_TO_DO, told
from bot.commands.doctor_check import Check, fault, fine
from bot.commands.stored import storage_fault
from storage.opening import EncryptionMissingError, NotEncryptedError, StorageError, WrongKeyError

DATABASE, ENCRYPTION, AUDIT = "Databas", "Kryptering", "Logg"
_OF_THE_KEY = (EncryptionMissingError, NotEncryptedError, WrongKeyError)


def stored_checks(lotsen: Lotsen) -> Iterator[Check]:
    """Give what is to be said about the database; the trail is read where it opens."""
    try:
        lotsen.answers.history("prov")
    except (StorageError, OSError) as error:
        yield _unopened(error)
        return
    yield fine(DATABASE, str(lotsen.settings.database_file))
    yield _encryption(lotsen)
    yield _audit(lotsen)


def is_open(found: Iterable[Check]) -> bool:
    """Tell from the checks whether what is stored can be read."""
    return any(check.name == DATABASE and check.is_ok for check in found)


def _unopened(error: StorageError | OSError) -> Check:
    known = error if isinstance(error, StorageError) else StorageError()
    detail, _, remedy = storage_fault(known).partition(". ")
    return fault(ENCRYPTION if isinstance(error, _OF_THE_KEY) else DATABASE, detail, remedy)


def _encryption(lotsen: Lotsen) -> Check:
    if lotsen.settings.database_key:
        return fine(ENCRYPTION, "på, och nyckeln öppnar databasen")
    return fine(ENCRYPTION, "av: den som kommer åt filen kan läsa den")


def _audit(lotsen: Lotsen) -> Check:
    try:
        verdict = lotsen.audit.verify()
    except (StorageError, OSError) as error:
        detail, _, remedy = storage_fault(StorageError(type(error).__name__)).partition(". ")
        return fault(AUDIT, detail, remedy)
    if verdict.is_whole:
        count = "en rad" if verdict.rows == 1 else f"{verdict.rows} rader"
        return fine(AUDIT, f"hel, {count}")
    return fault(AUDIT, f"bruten: {told(verdict)}", WHAT_TO_DO)
