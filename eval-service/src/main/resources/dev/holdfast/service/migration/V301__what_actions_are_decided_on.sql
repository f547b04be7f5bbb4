-- What actions are decided on: what the last runs said of an agent, how many agents fail at once, and when nothing may
-- be changed.

-- The agent that the run is of, who answered and judged it, and whether what measures was sound.
ALTER TABLE occasions ADD COLUMN subject text, ADD COLUMN turn jsonb, ADD COLUMN sound boolean;
CREATE INDEX occasions_of_a_subject ON occasions (organisation, subject, at);
CREATE INDEX occasions_lately ON occasions (organisation, at);
CREATE INDEX actions_of_an_incident ON actions (organisation, (document ->> 'incident'));

CREATE TABLE breakers (
    organisation uuid PRIMARY KEY REFERENCES organisations,
    at timestamptz NOT NULL,
    document jsonb NOT NULL
);
CALL isolate('breakers');

CREATE TABLE freezes (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    until timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('freezes');

-- An action says what it was decided on, and what it sets; those from before do not.
ALTER TABLE actions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE action_states NO FORCE ROW LEVEL SECURITY;
UPDATE actions SET document = '{"checks": [], "rehearsal": {"changes": [], "cannot": []}}' || document;
UPDATE action_states SET document = '{"checks": [], "rehearsal": {"changes": [], "cannot": []}}' || document;
ALTER TABLE actions FORCE ROW LEVEL SECURITY;
ALTER TABLE action_states FORCE ROW LEVEL SECURITY;

-- A run that shows whether an action has helped.
ALTER TABLE due_runs DROP CONSTRAINT due_runs_reason_check;
ALTER TABLE due_runs ADD CONSTRAINT due_runs_reason_check
    CHECK (reason IN ('schedule', 'demand', 'change', 'verify'));
