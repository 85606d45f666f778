-- The schema of SQLite and of PostgreSQL. The statements use only types and syntax that both databases have.
--
-- Points in time are milliseconds since 1970 in UTC. Ids are UUIDv7 in text form, which sort by creation time.
-- An empty owner stands for requests without authentication.

-- Jobs.

CREATE TABLE job (
    id               TEXT   NOT NULL PRIMARY KEY,
    computation      TEXT   NOT NULL,
    input            TEXT   NOT NULL,              -- JSON: a number by parameter name
    algorithm        TEXT   NOT NULL,
    labels           TEXT   NOT NULL,              -- JSON: a value by key
    timeout_millis   BIGINT,
    state            TEXT   NOT NULL,
    steps            BIGINT NOT NULL,
    total_steps      BIGINT,
    rounds           BIGINT NOT NULL,
    fraction         DOUBLE PRECISION NOT NULL DEFAULT 0,
    created_at       BIGINT NOT NULL,
    started_at       BIGINT,
    finished_at      BIGINT,
    expires_at       BIGINT,
    digits           BIGINT,
    bits             BIGINT,
    sha256           TEXT,
    value            TEXT,                         -- a short result; longer ones are in result_piece
    result_kept      SMALLINT NOT NULL DEFAULT 1,  -- 0 after an expired result was deleted
    problem_type     TEXT,
    problem_detail   TEXT,
    instance         TEXT   NOT NULL,              -- the instance that holds the job
    epoch            BIGINT NOT NULL,              -- increases with each change of the holder
    checkpoint       BIGINT NOT NULL DEFAULT 0,    -- the number of the latest checkpoint; 0 if there is none
    checkpoint_bytes BIGINT NOT NULL DEFAULT 0,    -- the length of that checkpoint
    ran_millis       BIGINT NOT NULL DEFAULT 0,    -- the time in an event loop up to that checkpoint
    priority         TEXT   NOT NULL DEFAULT 'NORMAL', -- LOW, NORMAL or HIGH: the share of the loop's time
    owner            TEXT   NOT NULL DEFAULT '',
    traceparent      TEXT,                         -- W3C Trace Context of the submission; null without a trace
    reserved_bytes   BIGINT NOT NULL DEFAULT 0     -- an upper bound for the length of the result, until it is known
);

-- Lists and counts by state and owner.
CREATE INDEX job_by_state ON job (state, owner, id);
CREATE INDEX job_by_owner ON job (owner, id);

-- The queue, oldest job first.
CREATE INDEX job_queued ON job (state, id) WHERE state = 'QUEUED';

-- Jobs and results to delete.
CREATE INDEX job_by_expiry ON job (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX job_by_result_expiry ON job (expires_at) WHERE expires_at IS NOT NULL AND result_kept = 1;

CREATE TABLE job_label (
    owner       TEXT NOT NULL,
    label_key   TEXT NOT NULL,
    label_value TEXT NOT NULL,
    job_id      TEXT NOT NULL,
    PRIMARY KEY (owner, label_key, label_value, job_id)
);

CREATE TABLE result_piece (
    job_id   TEXT    NOT NULL,
    form     TEXT    NOT NULL, -- DECIMAL or BINARY
    position INTEGER NOT NULL, -- from 0
    bytes    BYTEA   NOT NULL,
    PRIMARY KEY (job_id, form, position)
);

CREATE TABLE checkpoint_piece (
    job_id     TEXT    NOT NULL,
    checkpoint BIGINT  NOT NULL,
    position   INTEGER NOT NULL, -- from 0
    bytes      BYTEA   NOT NULL,
    PRIMARY KEY (job_id, checkpoint, position)
);

CREATE TABLE idempotency_key (
    owner       TEXT   NOT NULL,
    key_value   TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL, -- of the request
    job_ids     TEXT   NOT NULL, -- separated by commas, in the order of the request
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (owner, key_value)
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

-- Instances that share the database. Their times are those of the database's clock.

CREATE TABLE instance (
    id          TEXT   NOT NULL PRIMARY KEY,
    host        TEXT   NOT NULL,
    version     TEXT   NOT NULL,
    scheduling  TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,             -- the latest renewal of the lease
    lease_until BIGINT NOT NULL,             -- the expiry of the lease; after it, other instances take the jobs over
    gone        SMALLINT NOT NULL DEFAULT 0, -- 1 after the instance has left or its jobs were taken over
    running     BIGINT NOT NULL DEFAULT 0    -- the number of jobs in its loop at the latest renewal
);

-- One row, encrypted with the key for secrets. An instance that cannot decrypt it has a different key.
CREATE TABLE secret_probe (
    id     SMALLINT NOT NULL PRIMARY KEY,
    locked BYTEA    NOT NULL
);

-- One row. The health check updates it to find out whether the database accepts writes.
CREATE TABLE store_probe (
    id    SMALLINT NOT NULL PRIMARY KEY,
    tries BIGINT   NOT NULL
);

-- Webhooks.

CREATE TABLE callback (
    id              TEXT   NOT NULL PRIMARY KEY,
    job_id          TEXT,            -- null for all jobs of the owner
    url             TEXT   NOT NULL,
    events          TEXT   NOT NULL, -- separated by commas
    state           TEXT   NOT NULL,
    secret          BYTEA  NOT NULL, -- encrypted
    previous_secret BYTEA,           -- encrypted; also signs deliveries ...
    previous_until  BIGINT,          -- ... until this time
    created_at      BIGINT NOT NULL,
    owner           TEXT   NOT NULL DEFAULT ''
);

CREATE INDEX callback_by_job ON callback (job_id);
CREATE INDEX callback_standing ON callback (owner) WHERE job_id IS NULL;

CREATE TABLE delivery (
    id           TEXT   NOT NULL PRIMARY KEY,
    callback_id  TEXT   NOT NULL,
    job_id       TEXT,
    event        TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    state        TEXT   NOT NULL,
    attempts     INTEGER NOT NULL, -- the number of attempts so far
    failures     INTEGER NOT NULL, -- the number of failed attempts since the latest request for delivery
    cycle        INTEGER NOT NULL, -- the number of requests for another delivery
    created_at   BIGINT NOT NULL,
    next_at      BIGINT,           -- the time of the next attempt, while the delivery is pending
    settled_at   BIGINT,           -- when the delivery succeeded or was given up
    traceparent  TEXT,             -- W3C Trace Context: the parent span of the attempts
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
    status      INTEGER,          -- of the HTTP response; null without a response
    failure     TEXT,             -- why the attempt failed; null if it succeeded
    millis      BIGINT  NOT NULL,
    response    TEXT,             -- the beginning of the response body
    PRIMARY KEY (delivery_id, number)
);

-- db-scheduler: the table of its documentation, in types that SQLite and PostgreSQL share.
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

-- Access.

CREATE TABLE api_key (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    owner      TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    sha256     TEXT   NOT NULL UNIQUE, -- of the key; the key itself is not stored
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

-- Browser sessions. A session has the permissions of its API key and ends with it.
CREATE TABLE browser_session (
    sha256     TEXT   NOT NULL PRIMARY KEY, -- of the cookie's value
    key_sha256 TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX browser_session_by_expiry ON browser_session (expires_at);

-- Quotas. No row is written for owners without a quota.

-- The sum of the bytes reserved for all jobs that an owner has ever submitted. It never decreases.
CREATE TABLE owner_reservation (
    owner TEXT   NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL
);

-- The loop time that each instance spent on an owner, per minute.
CREATE TABLE owner_loop_time (
    owner    TEXT   NOT NULL,
    slot     BIGINT NOT NULL, -- the start of the minute
    instance TEXT   NOT NULL,
    nanos    BIGINT NOT NULL,
    PRIMARY KEY (owner, slot, instance)
);

-- Token buckets of Bucket4j, where several instances share the database.
CREATE TABLE request_bucket (
    id         TEXT NOT NULL PRIMARY KEY,
    state      BYTEA,
    expires_at BIGINT
);

-- Telemetry: the activity of each instance per half minute, for the last day.

CREATE TABLE loop_figures (
    slot        BIGINT NOT NULL, -- the start of the half minute
    instance    TEXT   NOT NULL,
    ready_tasks BIGINT NOT NULL,
    steps       BIGINT NOT NULL,
    busy_nanos  BIGINT NOT NULL,
    turn_p50    BIGINT NOT NULL, -- nanoseconds, as are the following percentiles and maxima
    turn_p99    BIGINT NOT NULL,
    turn_max    BIGINT NOT NULL,
    lag_p50     BIGINT NOT NULL,
    lag_p99     BIGINT NOT NULL,
    lag_max     BIGINT NOT NULL,
    submitted   BIGINT NOT NULL,
    finished    BIGINT NOT NULL,
    delivered   BIGINT NOT NULL,
    undelivered BIGINT NOT NULL,
    PRIMARY KEY (slot, instance)
);
