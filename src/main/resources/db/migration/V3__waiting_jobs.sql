-- Jobs that wait for a time or for other jobs, attempts, and changes by clients.

ALTER TABLE job ADD COLUMN due_at BIGINT;                         -- the earliest start, by the clock of the database
ALTER TABLE job ADD COLUMN predecessors TEXT;                     -- JSON: the ids of the jobs to wait for; null for none
ALTER TABLE job ADD COLUMN on_failure TEXT;                       -- CANCEL or RUN; null without predecessors
ALTER TABLE job ADD COLUMN max_attempts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE job ADD COLUMN backoff_millis BIGINT;                 -- the pause before the second attempt
ALTER TABLE job ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1;    -- the number of the latest attempt
ALTER TABLE job ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;   -- the number of changes by clients and of new attempts

-- Scheduled jobs, the next one first: of all owners and of one.
CREATE INDEX job_due ON job (due_at) WHERE state = 'SCHEDULED';
CREATE INDEX job_due_by_owner ON job (owner, due_at, id) WHERE state = 'SCHEDULED';

-- A row for each predecessor of a waiting job.
CREATE TABLE job_dependency (
    predecessor TEXT NOT NULL,
    job_id      TEXT NOT NULL,
    outcome     TEXT,          -- the final state of the predecessor; null until it has ended
    PRIMARY KEY (predecessor, job_id)
);

CREATE INDEX job_dependency_by_job ON job_dependency (job_id);
CREATE INDEX job_dependency_settled ON job_dependency (job_id) WHERE outcome IS NOT NULL;

-- The attempts of a job that failed and were followed by another one.
CREATE TABLE job_attempt (
    job_id         TEXT    NOT NULL,
    number         INTEGER NOT NULL, -- from 1
    state          TEXT    NOT NULL, -- FAILED or CANCELLED
    started_at     BIGINT,
    finished_at    BIGINT  NOT NULL,
    problem_type   TEXT,
    problem_detail TEXT,
    PRIMARY KEY (job_id, number)
);
