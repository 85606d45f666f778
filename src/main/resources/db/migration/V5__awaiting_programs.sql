-- Programs that wait for jobs and times, and results that are those of equal jobs.

ALTER TABLE job ADD COLUMN parent TEXT;            -- the job whose program has submitted the job; null for none
ALTER TABLE job ADD COLUMN parent_attempt INTEGER; -- of the parent
ALTER TABLE job ADD COLUMN child_number BIGINT;    -- unique among the children of an attempt, and increases
ALTER TABLE job ADD COLUMN depth INTEGER NOT NULL DEFAULT 0; -- the number of ancestors
ALTER TABLE job ADD COLUMN awaited TEXT;           -- JSON: the latest wait of the program; null if there was none
ALTER TABLE job ADD COLUMN await_step BIGINT;      -- the number of the step that waits; null without a wait
ALTER TABLE job ADD COLUMN wake_at BIGINT;         -- when the wait can change, by the clock of the database
ALTER TABLE job ADD COLUMN reused_from TEXT;       -- the equal job that has computed the result; null for none

-- The children of a job: lists, and the lookup of a single one.
CREATE INDEX job_by_parent ON job (parent, id) WHERE parent IS NOT NULL;
CREATE INDEX job_by_child_number ON job (parent, parent_attempt, child_number) WHERE parent IS NOT NULL;

-- The number of unfinished children of an owner.
CREATE INDEX job_unfinished_child ON job (owner) WHERE parent IS NOT NULL AND finished_at IS NULL;

-- Programs that wait for a time, the next one first.
CREATE INDEX job_wake ON job (wake_at) WHERE state = 'WAITING' AND wake_at IS NOT NULL;

-- Jobs of which the service has decided that they are to be cancelled.
CREATE TABLE job_to_cancel (
    job_id TEXT NOT NULL PRIMARY KEY
);

-- Whether a job waits for more.
CREATE INDEX job_dependency_pending ON job_dependency (job_id) WHERE outcome IS NULL;
