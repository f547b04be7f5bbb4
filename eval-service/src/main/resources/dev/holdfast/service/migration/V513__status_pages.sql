-- Pages that anybody may see who has their address. A page that was closed is a row that says so.
CREATE TABLE status_pages (
    organisation uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    address text NOT NULL UNIQUE,
    title text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (organisation, id)
);
CALL isolate('status_pages', 'SELECT, INSERT, UPDATE');

-- Before it is known whose it is, an open page is found by the address that was given out.
CREATE POLICY presented ON status_pages FOR SELECT
    USING (closed_at IS NULL AND address = nullif(current_setting('holdfast.status_address', true), ''));
