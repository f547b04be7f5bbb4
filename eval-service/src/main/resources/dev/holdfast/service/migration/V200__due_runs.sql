-- When runs are due, what became of each, and what the watch has heard.

CREATE TABLE schedules (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    pact uuid NOT NULL,
    anchor timestamptz NOT NULL,
    paused boolean NOT NULL,
    PRIMARY KEY (organisation, pact),
    FOREIGN KEY (organisation, pact) REFERENCES pacts
);
CALL isolate('schedules');

-- A time at which a run is due is written down once, whoever finds out first and however often.
CREATE TABLE due_runs (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    pact_version uuid NOT NULL,
    reason text NOT NULL CHECK (reason IN ('schedule', 'demand', 'change')),
    due_at timestamptz NOT NULL,
    priority int NOT NULL,
    state text NOT NULL CHECK (state IN ('making', 'closing', 'ended', 'failed', 'missed')),
    run uuid NOT NULL,
    name text NOT NULL,
    plan json,
    asked_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    evaluation uuid,
    detail text,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, pact, reason, due_at),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, pact_version) REFERENCES pact_versions,
    FOREIGN KEY (organisation, asked_by) REFERENCES members
);
CALL isolate('due_runs');
CREATE INDEX due_runs_in_order ON due_runs (organisation, created_at, id);
CREATE INDEX due_runs_of_pact ON due_runs (organisation, pact, due_at);

-- The golden tasks from one place in the suite to another, made by one node at a time.
CREATE TABLE shards (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    due_run uuid NOT NULL,
    number int NOT NULL,
    first_task int NOT NULL,
    end_task int NOT NULL,
    done boolean NOT NULL,
    PRIMARY KEY (organisation, due_run, number),
    FOREIGN KEY (organisation, due_run) REFERENCES due_runs
);
CALL isolate('shards');

-- What the watch remembers between two runs, for each baseline that was in force.
CREATE TABLE vigils (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    baseline uuid NOT NULL,
    state json NOT NULL,
    PRIMARY KEY (organisation, baseline),
    FOREIGN KEY (organisation, baseline) REFERENCES baselines
);
CALL isolate('vigils');

CREATE TABLE alarms (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    due_run uuid NOT NULL,
    baseline uuid NOT NULL,
    alarm json NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, due_run) REFERENCES due_runs,
    FOREIGN KEY (organisation, baseline) REFERENCES baselines
);
CALL isolate('alarms', 'SELECT, INSERT');
CREATE INDEX alarms_in_order ON alarms (organisation, created_at, id);
