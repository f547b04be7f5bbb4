-- Before it is known whose they are, members are found by the subject that their identity provider vouches for.
CREATE POLICY presented ON members FOR SELECT
    USING (subject = nullif(current_setting('holdfast.subject', true), ''));
