-- What was certified, what was concluded, and what was let through.

-- The public keys whose baselines the organisation believes, beside the service's own.
CREATE TABLE trusted_keys (
    organisation uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    key_id text NOT NULL,
    name text NOT NULL,
    pem text NOT NULL,
    added_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, key_id),
    FOREIGN KEY (organisation, added_by) REFERENCES members
);
CALL isolate('trusted_keys');
CREATE INDEX trusted_keys_in_order ON trusted_keys (organisation, created_at, id);

-- `file` is the signed file to the byte. Nobody certifies what they put forward themselves; the database holds that too.
CREATE TABLE baselines (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('proposed', 'certified', 'rejected', 'retired')),
    proposed_by uuid NOT NULL,
    decided_by uuid,
    decided_at timestamptz,
    reason text,
    key_id text NOT NULL,
    provisional boolean NOT NULL,
    certificate json NOT NULL,
    file text NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, proposed_by) REFERENCES members,
    FOREIGN KEY (organisation, decided_by) REFERENCES members,
    CHECK (state <> 'certified' OR (decided_by IS NOT NULL AND decided_by <> proposed_by))
);
CALL isolate('baselines');
CREATE INDEX baselines_in_order ON baselines (organisation, created_at, id);
CREATE INDEX baselines_in_force ON baselines (organisation, pact, decided_at DESC) WHERE state = 'certified';

CREATE TABLE evaluations (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    version uuid NOT NULL,
    run uuid NOT NULL,
    baseline uuid NOT NULL,
    name text NOT NULL,
    verdict text NOT NULL,
    headline text NOT NULL,
    at timestamptz NOT NULL,
    document json NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, version) REFERENCES pact_versions,
    FOREIGN KEY (organisation, run) REFERENCES runs ON DELETE CASCADE,
    FOREIGN KEY (organisation, baseline) REFERENCES baselines
);
CALL isolate('evaluations');
CREATE INDEX evaluations_in_order ON evaluations (organisation, at, id);
CREATE INDEX evaluations_of_pact ON evaluations (organisation, pact, at, id);

-- A gate is asked for, and answered by whichever node claims it; `claimed_at` is a lease.
CREATE TABLE gates (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    version uuid NOT NULL,
    run uuid NOT NULL,
    candidate text,
    environment text,
    on_inconclusive text NOT NULL CHECK (on_inconclusive IN ('deny', 'allow')),
    asked_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    claimed_at timestamptz,
    answer json,
    evaluation uuid,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, version) REFERENCES pact_versions,
    FOREIGN KEY (organisation, run) REFERENCES runs,
    FOREIGN KEY (organisation, asked_by) REFERENCES members,
    FOREIGN KEY (organisation, evaluation) REFERENCES evaluations
);
CALL isolate('gates');
CREATE INDEX gates_in_order ON gates (organisation, created_at, id);
