-- How much of the loop a job gets beside others: LOW, NORMAL or HIGH.
ALTER TABLE job ADD COLUMN priority TEXT NOT NULL DEFAULT 'NORMAL';
