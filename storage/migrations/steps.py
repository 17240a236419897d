"""The list that each file of steps adds to, in the order of their numbers."""

from sqlite_utils import Migrations

MIGRATIONS = Migrations("lotsen")
