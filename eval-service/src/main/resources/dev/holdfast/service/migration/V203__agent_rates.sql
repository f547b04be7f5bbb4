-- What is left of the rate at which an agent may be asked, on all nodes together. It tells nothing of an organisation: the
-- id is part of a digest.
CREATE TABLE agent_rates (
    id bigint PRIMARY KEY,
    state bytea,
    expires_at bigint
);
GRANT SELECT, INSERT, UPDATE, DELETE ON agent_rates TO ${app};
