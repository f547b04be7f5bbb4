-- Several transactions may come upon the same new month. Whoever waited for the lock looks again: the month is there by then,
-- and what belongs to it must not be made twice.
CREATE OR REPLACE PROCEDURE prepare_month(moment timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    first date := date_trunc('month', moment AT TIME ZONE 'UTC')::date;
    partition text := 'observations_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(partition));
    -- asked of the table itself: to_regclass would answer from what this session remembers
    IF EXISTS (SELECT FROM pg_class WHERE relname = partition) THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF observations FOR VALUES FROM (%L) TO (%L)',
        partition, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition);
    EXECUTE format('CREATE POLICY mine ON %I USING (organisation = current_organisation())', partition);
END
$$;
