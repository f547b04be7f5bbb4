-- Answers that people are asked about, and what they said.

-- Runs that have been looked through for answers to ask people about.
CREATE TABLE review_looks (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    PRIMARY KEY (organisation, run),
    FOREIGN KEY (organisation, run) REFERENCES runs
);
CALL isolate('review_looks', 'SELECT, INSERT');

-- What the jury of a metric said of all answers of a run, by its sums. `definition` names what was asked of the jury.
CREATE TABLE judged_runs (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    pact uuid NOT NULL,
    metric text NOT NULL,
    definition text NOT NULL,
    stored_at timestamptz NOT NULL,
    answers bigint NOT NULL,
    total double precision NOT NULL,
    squares double precision NOT NULL,
    PRIMARY KEY (organisation, run, metric),
    FOREIGN KEY (organisation, run) REFERENCES runs
);
CALL isolate('judged_runs', 'SELECT, INSERT');
CREATE INDEX judged_runs_of_pact ON judged_runs (organisation, pact, metric, definition, stored_at);

-- One answer of an agent. `metric` is empty where no jury is asked about it. `labels` are what may be said, each with its
-- worth; `drawn` are those that chance has picked from everything the jury saw.
CREATE TABLE review_items (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    run uuid NOT NULL,
    stored_at timestamptz NOT NULL,
    task text NOT NULL,
    repeat int NOT NULL,
    metric text NOT NULL,
    definition text NOT NULL,
    reason text NOT NULL CHECK (reason IN ('escalated', 'drawn', 'split')),
    detail text NOT NULL,
    question text NOT NULL,
    expected text,
    labels json NOT NULL,
    jury double precision,
    drawn boolean NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, run, task, repeat, metric),
    FOREIGN KEY (organisation, run) REFERENCES runs
);
CALL isolate('review_items', 'SELECT, INSERT');
CREATE INDEX review_items_of_pact ON review_items (organisation, pact, metric, definition, stored_at);

-- What a person said of one. It is said once.
CREATE TABLE review_labels (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    item uuid NOT NULL,
    member uuid NOT NULL,
    label text NOT NULL,
    worth double precision NOT NULL,
    note text,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation, item),
    FOREIGN KEY (organisation, item) REFERENCES review_items,
    FOREIGN KEY (organisation, member) REFERENCES members
);
CALL isolate('review_labels', 'SELECT, INSERT');
