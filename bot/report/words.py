"""The sentences of a compilation, the same in the terminal, in Slack and on the page."""

from bot.report.compilation import Asked, Compilation, Grown, LeadTime

GROWN, LEADS, UNANSWERED = "Det här har ökat", "Ledtider", "Frågor som källorna inte besvarar"
NOTHING_GROWN = "Inget har ökat så mycket att slumpen kan uteslutas."
SURE = (
    "Jämfört med {before}. Intervallen gäller för alla {compared} jämförelser tillsammans "
    "(95 procent)."
)
_DAY = 24


def number(value: float) -> str:
    """Give a number with one decimal, as it is written in Swedish."""
    return f"{value:.1f}".replace(".", ",")


def hours(value: float) -> str:
    """Give a time as hours, or as days when it is long."""
    if value < _DAY:
        return f"{number(value)} timmar"
    return f"{number(value / _DAY)} dygn"


def lead_line(lead: LeadTime) -> str:
    """Say how long something takes."""
    if lead.median is None or lead.lower is None or lead.upper is None:
        return f"{lead.title}: {lead.done.text} klara, för få för att visa tider."
    share = "" if lead.share is None else f"{lead.share:.0%} klara, ".replace("%", " procent")
    return (
        f"{lead.title}: {share}hälften av de klara inom {hours(lead.median)} "
        f"(en fjärdedel inom {hours(lead.lower)}, tre fjärdedelar inom {hours(lead.upper)})."
    )


def grown_line(grown: Grown) -> str:
    """Say what has grown, and how sure it is."""
    counts = f"{grown.table}: {grown.label}, från {grown.before.text} till {grown.now.text}"
    if grown.ratio is None or grown.high is None:
        return f"{counts}, minst {number(grown.low)} gånger så ofta."
    return (
        f"{counts}, {number(grown.ratio)} gånger så ofta "
        f"(mellan {number(grown.low)} och {number(grown.high)})."
    )


def grown_lines(compilation: Compilation) -> list[str]:
    """Say all that has grown, and how it was compared; nothing when nothing could be."""
    if not compilation.compared:
        return []
    lines = [grown_line(one) for one in compilation.grown] or [NOTHING_GROWN]
    return [*lines, SURE.format(before=compilation.before, compared=compilation.compared)]


def asked_line(asked: Asked) -> str:
    """Say what several people have asked in vain."""
    return f"{asked.question} ({asked.people} personer)"
