-- Who may use the service, and whose everything is. Times are milliseconds since 1970 in UTC; an owner without a name is
-- whoever uses the service while no keys are needed.

CREATE TABLE api_key (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    owner      TEXT   NOT NULL,
    role       TEXT   NOT NULL,
    sha256     TEXT   NOT NULL UNIQUE, -- of the key, which is kept nowhere
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

-- Browsers that have shown a key. They may do what that key may, as long as it is there.
CREATE TABLE browser_session (
    sha256     TEXT   NOT NULL PRIMARY KEY, -- of what the cookie holds
    key_sha256 TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX browser_session_by_expiry ON browser_session (expires_at);

ALTER TABLE job ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE callback ADD COLUMN owner TEXT NOT NULL DEFAULT '';

-- Lists of an owner's jobs, all of them or by state; counts by state; and the queue, oldest first.
DROP INDEX job_by_state;
CREATE INDEX job_by_state ON job (state, owner, id);
CREATE INDEX job_by_owner ON job (owner, id);
CREATE INDEX job_queued ON job (state, id) WHERE state = 'QUEUED';

CREATE INDEX callback_standing ON callback (owner) WHERE job_id IS NULL;

CREATE TABLE owned_label (
    owner       TEXT NOT NULL,
    label_key   TEXT NOT NULL,
    label_value TEXT NOT NULL,
    job_id      TEXT NOT NULL,
    PRIMARY KEY (owner, label_key, label_value, job_id)
);
INSERT INTO owned_label (owner, label_key, label_value, job_id) SELECT '', label_key, label_value, job_id FROM job_label;
DROP TABLE job_label;
ALTER TABLE owned_label RENAME TO job_label;

CREATE TABLE owned_idempotency_key (
    owner       TEXT   NOT NULL,
    key_value   TEXT   NOT NULL,
    fingerprint TEXT   NOT NULL,
    job_ids     TEXT   NOT NULL, -- separated by commas, in the order of the request
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (owner, key_value)
);
INSERT INTO owned_idempotency_key (owner, key_value, fingerprint, job_ids, created_at)
    SELECT '', key_value, fingerprint, job_ids, created_at FROM idempotency_key;
DROP TABLE idempotency_key;
ALTER TABLE owned_idempotency_key RENAME TO idempotency_key;
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
