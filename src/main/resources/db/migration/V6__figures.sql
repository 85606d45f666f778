-- What each instance did in each half minute, for the last day. Times are milliseconds since 1970 in UTC.

CREATE TABLE loop_figures (
    slot        BIGINT NOT NULL, -- when the half minute began
    instance    TEXT   NOT NULL,
    ready_tasks BIGINT NOT NULL,
    steps       BIGINT NOT NULL,
    busy_nanos  BIGINT NOT NULL,
    turn_p50    BIGINT NOT NULL, -- nanoseconds
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
