-- How long the lines of runs are kept, pact by pact; a pact without a row keeps them.
CREATE TABLE retentions (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    pact uuid NOT NULL,
    keep_days int NOT NULL CHECK (keep_days BETWEEN 1 AND 36500),
    archive boolean NOT NULL,
    PRIMARY KEY (organisation, pact),
    FOREIGN KEY (organisation, pact) REFERENCES pacts
);
CALL isolate('retentions');

-- Runs whose lines have left the database. `file` is where they went, below the archive; absent where they are gone.
CREATE TABLE put_away_runs (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    file text,
    put_away_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, run),
    FOREIGN KEY (organisation, run) REFERENCES runs
);
CALL isolate('put_away_runs', 'SELECT, INSERT');
