-- Results that are those of equal jobs. A job whose result is to be that of another job, which it names in reused_from,
-- is in the state WAITING.

-- A hash of the owner, the computation and the input; null for a short job that did not ask for a result to be reused.
ALTER TABLE job ADD COLUMN equality BIGINT;

-- Equal jobs: those that have not finished, and the latest ones.
CREATE INDEX job_by_equality ON job (equality, finished_at) WHERE equality IS NOT NULL;

-- Jobs that wait for the result of an equal job.
CREATE INDEX job_awaiting_result ON job (state, id) WHERE reused_from IS NOT NULL;
