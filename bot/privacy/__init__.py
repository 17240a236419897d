"""The privacy gate: what people write is masked here before anything else sees it."""

from bot.privacy.identity import (
    Finding,
    IdentityKind,
    MaskedText,
    MaskingFailed,
    replacement,
)
from bot.privacy.masking import mask, masked_before
from bot.privacy.telling import describe

__all__ = [
    "Finding",
    "IdentityKind",
    "MaskedText",
    "MaskingFailed",
    "describe",
    "mask",
    "masked_before",
    "replacement",
]
