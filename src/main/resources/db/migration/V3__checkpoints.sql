-- What is kept of a job that has not ended, and the processes that share this database.

ALTER TABLE job ADD COLUMN checkpoint BIGINT NOT NULL DEFAULT 0;       -- which one to go on from; 0: from the start
ALTER TABLE job ADD COLUMN checkpoint_bytes BIGINT NOT NULL DEFAULT 0; -- its length
ALTER TABLE job ADD COLUMN ran_millis BIGINT NOT NULL DEFAULT 0;       -- how long the job was in a loop up to there

CREATE TABLE checkpoint_piece (
    job_id     TEXT    NOT NULL,
    checkpoint BIGINT  NOT NULL,
    position   INTEGER NOT NULL,
    bytes      BYTEA   NOT NULL,
    PRIMARY KEY (job_id, checkpoint, position)
);

-- Times are milliseconds since 1970 by the clock of the database.
CREATE TABLE instance (
    id          TEXT   NOT NULL PRIMARY KEY,
    host        TEXT   NOT NULL,
    version     TEXT   NOT NULL,
    scheduling  TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL, -- when the lease was renewed
    lease_until BIGINT NOT NULL, -- who is later than this has lost its jobs
    gone        SMALLINT NOT NULL DEFAULT 0, -- 1 once its jobs were taken back, or it has left
    running     BIGINT NOT NULL DEFAULT 0    -- jobs in its loop when the lease was renewed
);

-- One row: something that was encrypted with the key for secrets. Instances whose key does not open it have another.
CREATE TABLE secret_probe (
    id     SMALLINT NOT NULL PRIMARY KEY,
    locked BYTEA    NOT NULL
);

-- One row, written to find out whether that is possible.
CREATE TABLE store_probe (
    id    SMALLINT NOT NULL PRIMARY KEY,
    tries BIGINT   NOT NULL
);
