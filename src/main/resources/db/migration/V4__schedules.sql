-- Recurring jobs. Times are those of the clock of the database.

CREATE TABLE schedule (
    id              TEXT    NOT NULL PRIMARY KEY,
    owner           TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    cron            TEXT,             -- as it was given; null with an interval
    time_zone       TEXT,             -- of the cron expression
    interval_millis BIGINT,           -- null with a cron expression
    anchor_at       BIGINT,           -- the first tick is one interval later
    missed          TEXT    NOT NULL, -- SKIP, ONE or ALL
    overlap         TEXT    NOT NULL, -- ALLOW, SKIP or QUEUE
    job             TEXT    NOT NULL, -- JSON: the body of the submission
    author          TEXT    NOT NULL, -- the name of the caller that has set the job
    role            TEXT    NOT NULL, -- the role of that caller
    state           TEXT    NOT NULL, -- ACTIVE or PAUSED
    version         BIGINT  NOT NULL, -- increases with each change
    change_id       TEXT    NOT NULL, -- identifies the latest change
    next_at         BIGINT,           -- the oldest tick that has not run; null while paused
    due_at          BIGINT,           -- when to run it: later than the tick after a failure
    queued_at       BIGINT,           -- a tick that waits for the end of a job
    queued_due_at   BIGINT,           -- when to look at that tick again
    failures        INTEGER NOT NULL, -- the number of failed submissions since the latest success
    tick_job_id     TEXT,             -- the latest job of a tick
    manual_job_id   TEXT,             -- the latest job that a request has started
    last_job_id     TEXT,             -- the later one of both
    last_run_at     BIGINT,
    runs            BIGINT  NOT NULL,
    error_at        BIGINT,
    error           TEXT,             -- why the latest tick did not lead to a job
    runner          TEXT    NOT NULL, -- the instance that submitted the latest job
    created_at      BIGINT  NOT NULL
);

CREATE UNIQUE INDEX schedule_by_name ON schedule (owner, name);
CREATE INDEX schedule_by_owner ON schedule (owner, id);
CREATE INDEX schedule_due ON schedule (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX schedule_queued ON schedule (queued_due_at) WHERE queued_due_at IS NOT NULL;
