-- Candidates that go out in steps.

CREATE TABLE rollouts (
    organisation uuid NOT NULL REFERENCES organisations,
    id text NOT NULL,
    subject text NOT NULL,
    over boolean NOT NULL,
    version integer NOT NULL,
    begun_at timestamptz NOT NULL,
    document jsonb NOT NULL,
    PRIMARY KEY (organisation, id)
);
CALL isolate('rollouts');
CREATE UNIQUE INDEX one_rollout_of_a_subject ON rollouts (organisation, subject) WHERE NOT over;

-- Whoever takes up what a node left learns the names of organisations, and nothing else.
CREATE POLICY pending ON rollouts FOR SELECT
    USING (current_setting('holdfast.dispatcher', true) = 'on' AND NOT over);
