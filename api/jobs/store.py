"""Jobs, their documents and their results, in the service's database.

Documents are kept once, by hash. Every change of a job's state is made here,
together with the event that tells of it, and only once: what is done again
after a crash changes nothing.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Insert, RowMapping, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from api.jobs.records import Event, Job, MadeEdit, Order, ReportState, State, state_of
from api.jobs.tables import DOCUMENTS, EDITS, EVENTS, JOBS, METADATA, REPORTS, RESULTS
from summarizer.database import open_database
from summarizer.domain.correction import Edit
from summarizer.domain.document import Source
from summarizer.domain.summary import ReportSummary
from summarizer.rendering.json import edit_from_json, from_json

_OPEN = [state for state in State if not state.ended]
_JOB = select(
    JOBS,
    select(func.count())
    .select_from(REPORTS)
    .where(REPORTS.c.job == JOBS.c.id, REPORTS.c.summary.is_not(None))
    .scalar_subquery()
    .label("done"),
)


class KeyReused(Exception):
    """The idempotency key was used for another request."""


class EditConflict(Exception):
    """The result was edited since by somebody else."""


class JobStore:
    """Keeps jobs. Its methods wait for the database: call them off the event loop."""

    def __init__(self, url: str) -> None:
        self._engine = open_database(url, METADATA)
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        self._insert_new = dialect.insert

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def check(self) -> None:
        """Raise SQLAlchemy's error where the database does not answer."""
        with self._engine.connect() as connection:
            connection.execute(select(1))

    def keep(self, source: Source) -> str:
        """Keep a document and return its id; one that is there already is not kept twice."""
        content = asdict(source) | {"name": ""}
        data = orjson.dumps(content)
        number = hashlib.sha256(data).hexdigest()
        row = {"id": number, "content": data, "stored_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(self._new(DOCUMENTS, row))
        return number

    def source(self, document: str, name: str) -> Source:
        """Return the document with the id `document`, called `name`."""
        wanted = select(DOCUMENTS.c.content).where(DOCUMENTS.c.id == document)
        with self._engine.connect() as connection:
            content = connection.execute(wanted).scalar_one()
        return replace(from_json(Source, content), name=name)

    def add(self, order: Order, idempotency_key: str | None = None) -> tuple[Job, bool]:
        """Return the job for `order` and whether it is new.

        The same key again means the same job; raises `KeyReused` where it was for
        another order.
        """
        body = hashlib.sha256(orjson.dumps(order)).hexdigest()
        row = {
            "id": uuid.uuid4().hex,
            **asdict(order),
            "idempotency_key": idempotency_key,
            "body": body,
            "state": State.QUEUED,
            "created_at": datetime.now(UTC),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(JOBS), row)
                _tell(connection, row["id"], "job.created", {"state": State.QUEUED})
        except IntegrityError:
            wanted = _JOB.where(
                JOBS.c.holder == order.holder, JOBS.c.idempotency_key == idempotency_key
            )
            with self._engine.connect() as connection:
                known = connection.execute(wanted).mappings().one()
            if known["body"] != body:
                raise KeyReused from None
            return _job(known), False
        found = self.job(row["id"])
        assert found is not None
        return found, True

    def job(self, number: str) -> Job | None:
        """Return the job with the id `number`, or None."""
        with self._engine.connect() as connection:
            row = connection.execute(_JOB.where(JOBS.c.id == number)).mappings().one_or_none()
        return _job(row) if row else None

    def page(self, holder: str, after: tuple[datetime, str] | None, size: int) -> list[Job]:
        """Return the newest jobs of `holder`, from the one after (moment, id) on."""
        wanted = _JOB.where(JOBS.c.holder == holder)
        if after:
            moment, number = after
            wanted = wanted.where(
                (JOBS.c.created_at < moment)
                | ((JOBS.c.created_at == moment) & (JOBS.c.id < number))
            )
        wanted = wanted.order_by(JOBS.c.created_at.desc(), JOBS.c.id.desc()).limit(size)
        with self._engine.connect() as connection:
            return [_job(row) for row in connection.execute(wanted).mappings()]

    def unfinished(self) -> list[str]:
        """Return the ids of all jobs that have not ended, the oldest first."""
        wanted = select(JOBS.c.id).where(JOBS.c.state.in_(_OPEN)).order_by(JOBS.c.created_at)
        with self._engine.connect() as connection:
            return list(connection.scalars(wanted))

    def ended_before(self, moment: datetime) -> list[str]:
        """Return the ids of the jobs that ended before `moment`."""
        wanted = select(JOBS.c.id).where(JOBS.c.ended_at < moment)
        with self._engine.connect() as connection:
            return list(connection.scalars(wanted))

    def begin(self, number: str, reports: Sequence[tuple[str, str | None]]) -> None:
        """Note the reports of a job, (id, agency) each, and that it runs."""
        rows = [
            {"job": number, "place": place, "id": report, "agency": agency, "state": State.QUEUED}
            for place, (report, agency) in enumerate(reports)
        ]
        listed = [{"id": row["id"], "agency": row["agency"]} for row in rows]
        changed = update(JOBS).where(JOBS.c.id == number, JOBS.c.state == State.QUEUED)
        with self._engine.begin() as connection:
            begun = connection.execute(changed.values(state=State.RUNNING, reports=len(rows)))
            if begun.rowcount and rows:
                connection.execute(insert(REPORTS), rows)
            if begun.rowcount:
                _tell(connection, number, "job.started", {"reports": listed})

    def spent(self, number: str) -> float:
        """Return what the summaries that are finished have cost."""
        wanted = select(func.coalesce(func.sum(REPORTS.c.cost), 0.0)).where(REPORTS.c.job == number)
        with self._engine.connect() as connection:
            return float(connection.execute(wanted).scalar_one())

    def begin_report(self, number: str, report: str) -> None:
        """Note that a report is being summarised."""
        changed = update(REPORTS).where(
            REPORTS.c.job == number, REPORTS.c.id == report, REPORTS.c.state == State.QUEUED
        )
        with self._engine.begin() as connection:
            connection.execute(changed.values(state=State.RUNNING))

    def finish_reports(self, number: str, summaries: Sequence[ReportSummary]) -> None:
        """Keep the summaries of reports; of a job that has ended none are kept."""
        with self._engine.begin() as connection:
            if not _locked(connection, number):
                return
            for summary in summaries:
                state = state_of(summary)
                usage = summary.provenance.usage
                changed = update(REPORTS).where(
                    REPORTS.c.job == number,
                    REPORTS.c.id == summary.id,
                    REPORTS.c.summary.is_(None),
                )
                values = {
                    "state": state,
                    "summary": orjson.dumps(summary),
                    "cost": usage.cost if usage else None,
                }
                if connection.execute(changed.values(values)).rowcount:
                    told = {"id": summary.id, "agency": summary.agency, "state": state}
                    _tell(connection, number, "report.completed", told)

    def finish(
        self, number: str, state: State, result: bytes | None = None, detail: str | None = None
    ) -> None:
        """End a job that has not ended, with its result where there is one."""
        with self._engine.begin() as connection:
            if not _locked(connection, number):
                return
            if result is not None:
                row = {"job": number, "digest": result}
                connection.execute(self._new(RESULTS, row))
            stopped = update(REPORTS).where(REPORTS.c.job == number, REPORTS.c.summary.is_(None))
            connection.execute(stopped.values(state=state))
            ended = update(JOBS).where(JOBS.c.id == number)
            connection.execute(ended.values(state=state, detail=detail, ended_at=datetime.now(UTC)))
            _tell(connection, number, f"job.{state}", {"state": state, "detail": detail})

    def reports(self, number: str) -> list[ReportState]:
        """Return how the reports of a job stand, in their order."""
        wanted = select(REPORTS.c.id, REPORTS.c.agency, REPORTS.c.state)
        wanted = wanted.where(REPORTS.c.job == number).order_by(REPORTS.c.place)
        with self._engine.connect() as connection:
            return [ReportState(r, agency, State(s)) for r, agency, s in connection.execute(wanted)]

    def summaries(self, number: str) -> list[ReportSummary]:
        """Return the summaries that are finished, in the order of the reports."""
        wanted = select(REPORTS.c.summary).where(
            REPORTS.c.job == number, REPORTS.c.summary.is_not(None)
        )
        with self._engine.connect() as connection:
            found = connection.scalars(wanted.order_by(REPORTS.c.place)).all()
        return [from_json(ReportSummary, summary) for summary in found]

    def result(self, number: str) -> bytes | None:
        """Return the digest of a job as JSON, or None where it has none."""
        wanted = select(RESULTS.c.digest).where(RESULTS.c.job == number)
        with self._engine.connect() as connection:
            return connection.scalar(wanted)

    def events(self, number: str, after: int) -> list[Event]:
        """Return the events of a job whose id is greater than `after`."""
        wanted = select(EVENTS.c.id, EVENTS.c.name, EVENTS.c.data)
        wanted = wanted.where(EVENTS.c.job == number, EVENTS.c.id > after).order_by(EVENTS.c.id)
        with self._engine.connect() as connection:
            return [
                Event(event, name, orjson.loads(data))
                for event, name, data in connection.execute(wanted)
            ]

    def edits(self, number: str) -> list[MadeEdit]:
        """Return what people changed in a job's result, in order."""
        wanted = select(EDITS.c.id, EDITS.c.edit, EDITS.c.made_at)
        wanted = wanted.where(EDITS.c.job == number).order_by(EDITS.c.id)
        with self._engine.connect() as connection:
            return [
                MadeEdit(made, edit_from_json(edit), _utc(moment))
                for made, edit, moment in connection.execute(wanted)
            ]

    def edit(self, number: str, edit: Edit, after: int) -> None:
        """Keep an edit of a job's result as it is after the edit with the id `after` (0: none).

        Raises `EditConflict` where that is not the last one.
        """
        row = {"job": number, "edit": orjson.dumps(edit), "made_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            _only_after(connection, number, after)
            connection.execute(insert(EDITS), row)

    def undo(self, number: str, last: int) -> None:
        """Forget the edit with the id `last`; raises `EditConflict` where it is not the last."""
        with self._engine.begin() as connection:
            _only_after(connection, number, last)
            connection.execute(delete(EDITS).where(EDITS.c.job == number, EDITS.c.id == last))

    def remove(self, number: str) -> None:
        """Remove a job with all that belongs to it, and its document where no other job has it."""
        mine = select(JOBS.c.document).where(JOBS.c.id == number)
        with self._engine.begin() as connection:
            document = connection.scalar(mine)
            for table in (EDITS, EVENTS, REPORTS, RESULTS):
                connection.execute(delete(table).where(table.c.job == number))
            connection.execute(delete(JOBS).where(JOBS.c.id == number))
            others = select(JOBS.c.id).where(JOBS.c.document == document).exists()
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id == document, ~others))

    def _new(self, table: Any, row: dict[str, Any]) -> Insert:
        statement: Insert = self._insert_new(table).values(row).on_conflict_do_nothing()
        return statement


def _locked(connection: Connection, number: str) -> bool:
    """Hold the job's row until the transaction ends; tell whether it is there and has not ended.

    Events of a job are thereby written one after the other: a reader that has
    seen one has seen all with smaller ids.
    """
    held = update(JOBS).where(JOBS.c.id == number, JOBS.c.state.in_(_OPEN))
    return connection.execute(held.values(state=JOBS.c.state)).rowcount > 0


def _only_after(connection: Connection, number: str, last: int) -> None:
    """Hold the job's row; raise `EditConflict` unless `last` is the id of its last edit."""
    connection.execute(update(JOBS).where(JOBS.c.id == number).values(state=JOBS.c.state))
    newest = select(func.coalesce(func.max(EDITS.c.id), 0)).where(EDITS.c.job == number)
    if connection.execute(newest).scalar_one() != last:
        raise EditConflict


def _tell(connection: Connection, number: str, name: str, data: dict[str, Any]) -> None:
    row = {"job": number, "name": name, "data": orjson.dumps(data).decode()}
    connection.execute(insert(EVENTS), row)


def _job(row: RowMapping) -> Job:
    return Job(
        id=row["id"],
        order=Order(row["holder"], row["document"], row["name"], row["engine"], row["lang"]),
        state=State(row["state"]),
        created_at=_utc(row["created_at"]),
        ended_at=_utc(row["ended_at"]) if row["ended_at"] else None,
        reports=row["reports"],
        done=row["done"],
        detail=row["detail"],
    )


def _utc(moment: datetime) -> datetime:
    # SQLite keeps no time zone.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
