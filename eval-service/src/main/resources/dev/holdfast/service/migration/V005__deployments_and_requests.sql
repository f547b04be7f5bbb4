-- What was let out, and which requests were answered already.

CREATE TABLE deployments (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    id uuid NOT NULL,
    pact uuid NOT NULL,
    gate uuid,
    model text NOT NULL,
    environment text NOT NULL,
    note text,
    told_by uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation, id),
    FOREIGN KEY (organisation, pact) REFERENCES pacts,
    FOREIGN KEY (organisation, gate) REFERENCES gates,
    FOREIGN KEY (organisation, told_by) REFERENCES members
);
CALL isolate('deployments', 'SELECT, INSERT');
CREATE INDEX deployments_in_order ON deployments (organisation, created_at, id);
CREATE INDEX deployments_of_pact ON deployments (organisation, pact, created_at, id);

-- A request that bears a key is done once; the key is a member's own, on one route.
CREATE TABLE keyed_requests (
    organisation uuid NOT NULL,
    member uuid NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    digest text NOT NULL,
    begun_at timestamptz NOT NULL,
    answer text,
    PRIMARY KEY (organisation, member, route, key),
    FOREIGN KEY (organisation, member) REFERENCES members
);
CALL isolate('keyed_requests');
CREATE INDEX keyed_requests_by_age ON keyed_requests (organisation, begun_at);

-- What is left of each token's rate. It tells nothing of an organisation but that a token is used.
CREATE TABLE token_rates (
    id bigint PRIMARY KEY,
    state bytea,
    expires_at bigint
);
GRANT SELECT, INSERT, UPDATE, DELETE ON token_rates TO ${app};
