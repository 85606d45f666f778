-- Programs of clients, and results that are not natural numbers.

ALTER TABLE job ADD COLUMN program_sha256 TEXT;                           -- the source; null for other computations
ALTER TABLE job ADD COLUMN input_sha256 TEXT;                             -- a long input of a program, kept like a source
ALTER TABLE job ADD COLUMN result_kind TEXT NOT NULL DEFAULT 'INTEGER';   -- INTEGER, JSON, TEXT or BYTES
ALTER TABLE job ADD COLUMN negative SMALLINT NOT NULL DEFAULT 0;          -- 1 if the result is an integer below zero
ALTER TABLE job ADD COLUMN problem_error TEXT;                            -- JSON: the exception that ended a program

-- The forms of results are TEXT, BINARY and OUTPUT from now on.
UPDATE result_piece SET form = 'TEXT' WHERE form = 'DECIMAL';

-- Jobs that refer to a source.
CREATE INDEX job_by_program ON job (program_sha256) WHERE program_sha256 IS NOT NULL;

CREATE INDEX job_by_stored_input ON job (input_sha256) WHERE input_sha256 IS NOT NULL;

-- Source texts and long inputs, by the hash of their bytes in UTF-8.
CREATE TABLE program_source (
    sha256  TEXT   NOT NULL PRIMARY KEY,
    source  TEXT   NOT NULL,
    used_at BIGINT NOT NULL -- the latest submission, about
);

-- Named programs. A deleted version keeps its number.
CREATE TABLE program (
    owner       TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    version     INTEGER NOT NULL, -- from 1
    sha256      TEXT    NOT NULL,
    description TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    deleted     SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, name, version)
);

CREATE INDEX program_by_source ON program (sha256);
