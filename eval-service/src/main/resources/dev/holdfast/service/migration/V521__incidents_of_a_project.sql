-- A token that is bound to a project sees the incidents, actions, rollouts and silences of that project only. What they
-- are about stands in their documents; where that names no project, the name of a pact that the token may see says it.

CREATE FUNCTION of_my_project(subject jsonb) RETURNS boolean LANGUAGE sql STABLE
    RETURN CASE WHEN subject ? 'project'
        THEN subject ->> 'project' = current_project()::text
        ELSE EXISTS (SELECT FROM pacts WHERE pacts.name = subject ->> 'pact')
    END;

CREATE INDEX pacts_by_name ON pacts (organisation, name);

-- A platform incident is seen by those whose agents it affects.
CREATE POLICY own_project ON incidents AS RESTRICTIVE
    USING (current_project() IS NULL
        OR EXISTS (SELECT FROM jsonb_array_elements(document -> 'affected') AS affected WHERE of_my_project(affected)));
CREATE POLICY own_project ON incident_events AS RESTRICTIVE
    USING (current_project() IS NULL
        OR EXISTS (SELECT FROM incidents
                   WHERE incidents.organisation = incident_events.organisation
                     AND incidents.id = incident_events.incident));
CREATE POLICY own_project ON occasions AS RESTRICTIVE USING (current_project() IS NULL OR of_my_project(subject::jsonb));
CREATE POLICY own_project ON actions AS RESTRICTIVE USING (current_project() IS NULL OR of_my_project(document -> 'subject'));
CREATE POLICY own_project ON action_states AS RESTRICTIVE USING (current_project() IS NULL OR of_my_project(document -> 'subject'));
CREATE POLICY own_project ON rollouts AS RESTRICTIVE USING (current_project() IS NULL OR of_my_project(document -> 'subject'));
CREATE POLICY own_project ON quarantines AS RESTRICTIVE USING (current_project() IS NULL OR of_my_project(document -> 'subject'));
CREATE POLICY own_project ON silences AS RESTRICTIVE
    USING (current_project() IS NULL OR document #>> '{labels,project}' = current_project()::text);
CREATE POLICY own_project ON freezes AS RESTRICTIVE
    USING (current_project() IS NULL OR document ->> 'project' = current_project()::text);

-- What is on its way, and what keeps the whole organisation from acting, is nobody's of one project.
CREATE POLICY own_project ON tellings AS RESTRICTIVE USING (current_project() IS NULL);
CREATE POLICY own_project ON parcels AS RESTRICTIVE USING (current_project() IS NULL);
CREATE POLICY own_project ON breakers AS RESTRICTIVE USING (current_project() IS NULL);
