-- What each run took, written down once when it is kept, so that nobody adds up observations to show it.
--
-- `unpriced` replays did not tell what they cost; `cost_usd` is absent where none did.
CREATE TABLE run_figures (
    organisation uuid NOT NULL,
    project uuid NOT NULL,
    run uuid NOT NULL,
    pact uuid NOT NULL,
    stored_at timestamptz NOT NULL,
    median_ms double precision,
    slow_ms double precision,
    cost_usd double precision,
    unpriced int NOT NULL,
    PRIMARY KEY (organisation, run),
    FOREIGN KEY (organisation, run) REFERENCES runs
);
CREATE INDEX run_figures_of_pact ON run_figures (organisation, pact, stored_at);

ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;
ALTER TABLE observations NO FORCE ROW LEVEL SECURITY;
INSERT INTO run_figures
SELECT r.organisation, r.project, r.id, r.pact, r.stored_at,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY o.latency_ms),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY o.latency_ms),
       sum((o.line ->> 'cost_usd')::double precision),
       count(o.run) - count(o.line ->> 'cost_usd')
FROM runs r
LEFT JOIN observations o ON o.organisation = r.organisation AND o.run = r.id AND o.stored_at = r.stored_at
GROUP BY r.organisation, r.id;
ALTER TABLE runs FORCE ROW LEVEL SECURITY;
ALTER TABLE observations FORCE ROW LEVEL SECURITY;
CALL isolate('run_figures', 'SELECT, INSERT');

-- At the end of the transaction that keeps a run, whichever it is: all of its observations are there by then.
CREATE FUNCTION add_up_run() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO run_figures
    SELECT NEW.organisation, NEW.project, NEW.id, NEW.pact, NEW.stored_at,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY o.latency_ms),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY o.latency_ms),
           sum((o.line ->> 'cost_usd')::double precision),
           count(*) - count(o.line ->> 'cost_usd')
    FROM observations o
    WHERE o.organisation = NEW.organisation AND o.run = NEW.id AND o.stored_at = NEW.stored_at;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER add_up_run AFTER INSERT ON runs
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION add_up_run();
