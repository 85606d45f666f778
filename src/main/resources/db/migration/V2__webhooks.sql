-- Callbacks, what is owed to them, and what came of it. Times are milliseconds since 1970 in UTC.

CREATE TABLE callback (
    id              TEXT   NOT NULL PRIMARY KEY,
    job_id          TEXT,            -- null: for all jobs
    url             TEXT   NOT NULL,
    events          TEXT   NOT NULL, -- separated by commas
    state           TEXT   NOT NULL,
    secret          BYTEA  NOT NULL, -- encrypted
    previous_secret BYTEA,           -- encrypted; signs too ...
    previous_until  BIGINT,          -- ... until then
    created_at      BIGINT NOT NULL
);

CREATE INDEX callback_by_job ON callback (job_id);

CREATE TABLE delivery (
    id           TEXT   NOT NULL PRIMARY KEY,
    callback_id  TEXT   NOT NULL,
    job_id       TEXT,
    event        TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    attempts     INTEGER NOT NULL, -- tries so far
    failures     INTEGER NOT NULL, -- those that failed since it was last asked for
    cycle        INTEGER NOT NULL, -- how often it was asked for again
    created_at   BIGINT NOT NULL,
    next_at      BIGINT,          -- when it is tried next, while it is owed
    settled_at   BIGINT,          -- when it was delivered or given up
    UNIQUE (callback_id, job_id, event)
);

CREATE INDEX delivery_by_callback ON delivery (callback_id, id);
CREATE INDEX delivery_by_job ON delivery (job_id, id);
CREATE INDEX delivery_by_settled ON delivery (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX delivery_owed ON delivery (next_at) WHERE state = 'OWED';

CREATE TABLE delivery_attempt (
    delivery_id TEXT    NOT NULL,
    number      INTEGER NOT NULL, -- from 1
    started_at  BIGINT  NOT NULL,
    status      INTEGER,          -- of the answer, if there was one
    failure     TEXT,             -- why there was none, or why it did not count
    millis      BIGINT  NOT NULL,
    response    TEXT,             -- the beginning of the answer
    PRIMARY KEY (delivery_id, number)
);

-- The table of db-scheduler, as its documentation has it, in types that SQLite and PostgreSQL share.
CREATE TABLE scheduled_tasks (
    task_name            TEXT    NOT NULL,
    task_instance        TEXT    NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT  NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
