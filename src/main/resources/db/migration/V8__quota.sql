-- What quotas of owners are counted with. Nothing of it is used for owners without any.

-- How many bytes the result of a job may take, while that is not known better.
ALTER TABLE job ADD COLUMN reserved_bytes BIGINT NOT NULL DEFAULT 0;

-- How many bytes were reserved for all jobs that an owner has ever submitted: it only grows.
CREATE TABLE owner_reservation (
    owner TEXT   NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL
);

-- How much of its loop's time each instance gave an owner, by the minute. Slots begin at milliseconds since 1970 in UTC.
CREATE TABLE owner_loop_time (
    owner    TEXT   NOT NULL,
    slot     BIGINT NOT NULL,
    instance TEXT   NOT NULL,
    nanos    BIGINT NOT NULL,
    PRIMARY KEY (owner, slot, instance)
);

-- Token buckets as Bucket4j keeps them, where several instances share the database.
CREATE TABLE request_bucket (
    id         TEXT NOT NULL PRIMARY KEY,
    state      BYTEA,
    expires_at BIGINT
);
