-- Incidents that were opened before their project was told belong to the project of the runs that showed them. Where such
-- runs are of several projects, or the trouble has been opened again since, a person closes the old one.
ALTER TABLE evaluations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE pacts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE incidents NO FORCE ROW LEVEL SECURITY;
ALTER TABLE occasions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE actions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE action_states NO FORCE ROW LEVEL SECURITY;
ALTER TABLE quarantines NO FORCE ROW LEVEL SECURITY;

CREATE TEMPORARY TABLE known ON COMMIT DROP AS
    SELECT o.organisation, o.subject AS before, min(e.project::text) AS project,
           left(o.subject, -1) || ',"project":' || to_json(min(e.project::text)) || '}' AS after
    FROM occasions o
    JOIN evaluations e ON e.organisation = o.organisation AND e.name = o.evaluation
    JOIN pacts p ON p.organisation = e.organisation AND p.id = e.pact AND p.name = o.subject::jsonb ->> 'pact'
    WHERE NOT o.subject::jsonb ? 'project' AND o.subject::jsonb ->> 'environment' = 'scheduled'
    GROUP BY o.organisation, o.subject
    HAVING count(DISTINCT e.project) = 1;
DELETE FROM known USING incidents i
    WHERE i.organisation = known.organisation AND i.subject = known.after;

UPDATE incidents SET
    subject = known.after,
    identity = 'holdfast-' || encode(sha256(convert_to(
        '{"kind":"drift","promise":' || to_json(document #>> '{identity,promise}')
        || coalesce(',"slice":' || to_json(document #>> '{identity,slice}'), '')
        || ',"subject":' || known.after || '}', 'UTF8')), 'hex'),
    document = jsonb_set(
        jsonb_set(document, '{identity,subject}', known.after::jsonb), '{affected}', jsonb_build_array(known.after::jsonb))
    FROM known WHERE incidents.organisation = known.organisation AND incidents.subject = known.before;
UPDATE actions SET subject = known.after, document = jsonb_set(document, '{subject}', known.after::jsonb)
    FROM known WHERE actions.organisation = known.organisation AND actions.subject = known.before;
UPDATE action_states SET document = jsonb_set(document, '{subject}', known.after::jsonb)
    FROM known WHERE action_states.organisation = known.organisation AND document -> 'subject' = known.before::jsonb;
UPDATE quarantines SET document = jsonb_set(document, '{subject}', known.after::jsonb)
    FROM known WHERE quarantines.organisation = known.organisation AND document -> 'subject' = known.before::jsonb;
UPDATE occasions SET subject = known.after
    FROM known WHERE occasions.organisation = known.organisation AND occasions.subject = known.before;

ALTER TABLE evaluations FORCE ROW LEVEL SECURITY;
ALTER TABLE pacts FORCE ROW LEVEL SECURITY;
ALTER TABLE incidents FORCE ROW LEVEL SECURITY;
ALTER TABLE occasions FORCE ROW LEVEL SECURITY;
ALTER TABLE actions FORCE ROW LEVEL SECURITY;
ALTER TABLE action_states FORCE ROW LEVEL SECURITY;
ALTER TABLE quarantines FORCE ROW LEVEL SECURITY;
