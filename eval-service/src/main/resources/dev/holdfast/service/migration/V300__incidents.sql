-- Incidents, who is told of them, and what is done about them. Documents are kept whole; beside them stands what is
-- looked up or must be unique.

CREATE TABLE incidents (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    identity text NOT NULL,
    subject text NOT NULL,
    open boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('incidents');
CREATE UNIQUE INDEX one_open_incident_of_an_identity ON incidents (organisation, identity) WHERE open;
CREATE INDEX incidents_of_a_subject ON incidents (organisation, subject, changed_at);

-- The behavioural history of agents. Nothing in it is ever changed.
CREATE TABLE incident_events (
    organisation uuid NOT NULL,
    incident text NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, incident, number),
    FOREIGN KEY (organisation, incident) REFERENCES incidents
);
CALL isolate('incident_events', 'SELECT, INSERT');

-- Runs that have been looked at, so that one that is handed over twice is one.
CREATE TABLE occasions (
    organisation uuid NOT NULL REFERENCES organisations,
    evaluation text NOT NULL,
    at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, evaluation)
);
CALL isolate('occasions', 'SELECT, INSERT');

-- What has been told of each group of incidents, and when it has to be looked at again.
CREATE TABLE tellings (
    organisation uuid NOT NULL REFERENCES organisations,
    incidents text NOT NULL,
    subject text NOT NULL,
    wake_at timestamptz,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, incidents)
);
CALL isolate('tellings');

-- The outbox. Written in the transaction that decides, sent afterwards; the payload is never written again.
CREATE TABLE parcels (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    state text NOT NULL,
    due_at timestamptz,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('parcels');
CREATE INDEX parcels_waiting ON parcels (due_at) WHERE state = 'WAITING';

CREATE TABLE silences (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    until timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('silences');

CREATE TABLE actions (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    subject text NOT NULL,
    ended boolean NOT NULL,
    version integer NOT NULL,
    proposed_at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('actions');
CREATE UNIQUE INDEX one_open_action_of_a_subject ON actions (organisation, subject) WHERE NOT ended;

-- Every state that an action was in.
CREATE TABLE action_states (
    organisation uuid NOT NULL,
    action text NOT NULL,
    version integer NOT NULL,
    at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, action, version),
    FOREIGN KEY (organisation, action) REFERENCES actions
);
CALL isolate('action_states', 'SELECT, INSERT');

-- Whoever sends looks for organisations that have something waiting; it learns their names and nothing else from it.
CREATE POLICY waiting ON parcels FOR SELECT
    USING (current_setting('holdfast.dispatcher', true) = 'on' AND state = 'WAITING');
CREATE POLICY waking ON tellings FOR SELECT
    USING (current_setting('holdfast.dispatcher', true) = 'on' AND wake_at IS NOT NULL);
CREATE POLICY pending ON actions FOR SELECT
    USING (current_setting('holdfast.dispatcher', true) = 'on' AND NOT ended);

-- Counts whoever carries out an action: a system that holds a pin takes no order with a lower number.
CREATE SEQUENCE action_epochs;
GRANT USAGE ON SEQUENCE action_epochs TO ${app};

-- Models that were taken back. No action goes to them until somebody releases them.
CREATE TABLE quarantines (
    organisation uuid NOT NULL REFERENCES organisations,
    action text NOT NULL,
    released boolean NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, action)
);
CALL isolate('quarantines');
