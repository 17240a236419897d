"""Everything behind the listeners, joined once for a process."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.app import Lotsen
from bot.slack.asking import ModalQuestions
from bot.slack.background import BackgroundTasks
from bot.slack.contacts import read_contacts
from bot.slack.delivery import Replies, Talks
from bot.slack.intake import Intake, IntakeParts
from bot.slack.patience import Patience
from bot.slack.pool import Pool, Sleep
from bot.slack.ports import Sender
from bot.slack.runtime import Runtime
from bot.slack.surface import Edge, Shelf, Surface, build_surface
from bot.slack.worker import Worker, WorkerParts
from storage.jobs import Job, Jobs

Clock = Callable[[], datetime]
_CONVERSATIONS_AT_ONCE = 32  # they wait for Slack most of the time
_AT_ONCE_S, _BEFORE_SLACK_GIVES_UP_S = 0.05, 2.0  # how long another writer is waited for


@dataclass(frozen=True)
class Hub:
    """What the listeners hand over to."""

    lotsen: Lotsen
    surface: Surface
    intake: Patience
    pool: Pool
    runtime: Runtime


def build_hub(
    lotsen: Lotsen,
    sender: Sender,
    clock: Clock = lambda: datetime.now(UTC),
    sleep: Sleep = asyncio.sleep,
) -> Hub:
    """Join the services of one process; nothing runs before the runtime is started."""
    settings, database = lotsen.settings, lotsen.open_database()
    jobs, background = Jobs(database), BackgroundTasks()
    threads = ThreadPoolExecutor(settings.answer_workers, thread_name_prefix="answer")

    async def work(job: Job) -> float | None:
        return await worker.work(job)

    pool = Pool(work, _CONVERSATIONS_AT_ONCE, settings.waiting_limit, sleep)
    questions = ModalQuestions(jobs, clock, pool.submit, settings.limit_per_user)
    edge = Edge(sender, background, clock)
    shelf = Shelf(database, lotsen.library, read_contacts(lotsen))
    surface = build_surface(edge, shelf, questions)
    replies = Replies(sender, questions, Talks(jobs, lotsen.guidances))
    worker = Worker(
        WorkerParts(
            jobs=jobs,
            front=lambda: lotsen.front_desk,
            sender=sender,
            replies=replies,
            background=background,
            home=surface.home,
            threads=threads,
            clock=clock,
        )
    )
    parts = IntakeParts(
        jobs=Jobs(lotsen.open_database(_AT_ONCE_S)),
        pool=pool,
        sender=sender,
        handoffs=surface.handoffs,
        clock=clock,
        limit_per_user=settings.limit_per_user,
    )
    patient = replace(parts, jobs=Jobs(lotsen.open_database(_BEFORE_SLACK_GIVES_UP_S)))
    intake = Patience(Intake(parts), Intake(patient))
    runtime = Runtime(jobs, pool, surface.handoffs, background, threads)
    return Hub(lotsen, surface, intake, pool, runtime)
