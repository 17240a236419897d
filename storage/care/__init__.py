"""Care of what is stored: copies of it, the way back to one, and removal when its time is out."""

from storage.care.faults import CareError, CareFault

__all__ = ["CareError", "CareFault"]
