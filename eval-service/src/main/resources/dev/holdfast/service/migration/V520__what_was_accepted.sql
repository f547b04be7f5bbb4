-- A baseline that was put forward because somebody accepted what an incident showed.
ALTER TABLE baselines ADD COLUMN incident text;
CREATE INDEX baselines_of_an_incident ON baselines (organisation, incident) WHERE incident IS NOT NULL;
