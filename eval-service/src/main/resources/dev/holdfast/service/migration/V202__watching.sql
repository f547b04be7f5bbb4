-- How a pact is watched, in the words of one of its versions, so that nobody opens a pact to know when it is due.
-- `of_version` is that version; absent where it was not written down yet.
ALTER TABLE schedules
    ADD of_version uuid,
    ADD every text,
    ADD zone text,
    ADD jitter_ms bigint NOT NULL DEFAULT 0,
    ADD on_change text[] NOT NULL DEFAULT '{}',
    ADD looked_at timestamptz;

-- What every agent was made of when it was looked at last, part by part.
CREATE TABLE fingerprints (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    pact uuid NOT NULL,
    part text NOT NULL,
    seen text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, pact, part),
    FOREIGN KEY (organisation, pact) REFERENCES pacts
);
CALL isolate('fingerprints');

-- Who may tell from outside that an agent was changed: whoever holds the key. Here is only where it lies.
CREATE TABLE change_hooks (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    pact uuid NOT NULL,
    key text NOT NULL,
    PRIMARY KEY (organisation, pact),
    FOREIGN KEY (organisation, pact) REFERENCES pacts
);
CALL isolate('change_hooks');

-- Messages that were taken, so that none is taken twice while its signature is still good.
CREATE TABLE change_messages (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    pact uuid NOT NULL,
    id text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, pact, id),
    FOREIGN KEY (organisation, pact) REFERENCES pacts
);
CALL isolate('change_messages');

-- `control_run` is the run of the pact's control beside it, `in_turn` says that its shards are made one after the other.
ALTER TABLE due_runs ADD control_run uuid, ADD in_turn boolean NOT NULL DEFAULT false;
ALTER TABLE shards ADD control boolean NOT NULL DEFAULT false;
CREATE INDEX due_runs_under_way ON due_runs (organisation, created_at) WHERE ended_at IS NULL;
