"""The tables of the job store."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("stored_at", DateTime(timezone=True), nullable=False),
)

JOBS = Table(
    "jobs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("document", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("engine", String(8), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("idempotency_key", String(200)),
    Column("body", String(64), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True), index=True),
    Column("reports", Integer),
    Column("detail", Text),
    UniqueConstraint("holder", "idempotency_key"),
    Index("jobs_by_holder", "holder", "created_at", "id"),
)

REPORTS = Table(
    "job_reports",
    METADATA,
    Column("job", String(32), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("agency", Text),
    Column("state", String(10), nullable=False),
    Column("summary", LargeBinary),
    Column("cost", Float),
)

RESULTS = Table(
    "job_results",
    METADATA,
    Column("job", String(32), primary_key=True),
    Column("digest", LargeBinary, nullable=False),
)

EDITS = Table(
    "job_edits",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("job", String(32), nullable=False, index=True),
    Column("edit", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    # An id is never given twice: it stands for one state of the result.
    sqlite_autoincrement=True,
)

EVENTS = Table(
    "job_events",
    METADATA,
    Column("id", _NUMBER, primary_key=True, autoincrement=True),
    Column("job", String(32), nullable=False, index=True),
    Column("name", String(32), nullable=False),
    Column("data", Text, nullable=False),
    sqlite_autoincrement=True,
)
