-- Runs on SQLite and on PostgreSQL. Times are milliseconds since 1970 in UTC; ids are UUIDv7 in text form, which sort by time.

CREATE TABLE job (
    id             TEXT   NOT NULL PRIMARY KEY,
    computation    TEXT   NOT NULL,
    input          TEXT   NOT NULL, -- JSON: a number by parameter name
    algorithm      TEXT   NOT NULL,
    labels         TEXT   NOT NULL, -- JSON: a text by key
    timeout_millis BIGINT,
    state          TEXT   NOT NULL,
    steps          BIGINT NOT NULL,
    total_steps    BIGINT,
    rounds         BIGINT NOT NULL,
    fraction       DOUBLE PRECISION NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    started_at     BIGINT,
    finished_at    BIGINT,
    expires_at     BIGINT,
    digits         BIGINT,
    bits           BIGINT,
    sha256         TEXT,
    value          TEXT,            -- short results; long ones are in result_piece
    result_kept    SMALLINT NOT NULL DEFAULT 1, -- 0 once an expired result was deleted
    problem_type   TEXT,
    problem_detail TEXT,
    instance       TEXT   NOT NULL, -- who may run it and record its end ...
    epoch          BIGINT NOT NULL  -- ... in which term of holding it
);

-- Lists by state, and the queue, oldest first.
CREATE INDEX job_by_state ON job (state, id);

-- What is to be deleted next.
CREATE INDEX job_by_expiry ON job (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX job_by_result_expiry ON job (expires_at) WHERE expires_at IS NOT NULL AND result_kept = 1;

CREATE TABLE job_label (
    label_key   TEXT NOT NULL,
    label_value TEXT NOT NULL,
    job_id      TEXT NOT NULL,
    PRIMARY KEY (label_key, label_value, job_id)
);

CREATE TABLE result_piece (
    job_id   TEXT    NOT NULL,
    form     TEXT    NOT NULL, -- DECIMAL or BINARY
    position INTEGER NOT NULL,
    bytes    BYTEA   NOT NULL,
    PRIMARY KEY (job_id, form, position)
);

CREATE TABLE idempotency_key (
    key_value   TEXT   NOT NULL PRIMARY KEY,
    fingerprint TEXT   NOT NULL,
    job_ids     TEXT   NOT NULL, -- separated by commas, in the order of the request
    created_at  BIGINT NOT NULL
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
