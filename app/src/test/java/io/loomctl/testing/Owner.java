package io.loomctl.testing;

/** A role that owns everything in a database and may do nothing else. */
public final class Owner {

  private static final String TAKE_OVER =
      """
      DO $$ DECLARE r record; BEGIN
        FOR r IN SELECT n.oid, n.nspname FROM pg_namespace n
                  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' LOOP
          EXECUTE format('GRANT USAGE ON SCHEMA %1$I TO %2$I', r.nspname, '{role}');
        END LOOP;
        FOR r IN SELECT c.oid::regclass AS name,
                        CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
                   FROM pg_class c
                  WHERE c.relkind IN ('r', 'p', 'S', 'f')
                    AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
                    AND NOT EXISTS (SELECT FROM pg_depend d
                                     WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass
                                       AND (d.deptype = 'e'
                                            OR c.relkind = 'S' AND d.deptype IN ('a', 'i'))) LOOP
          EXECUTE format('ALTER %s %s OWNER TO %I', r.kind, r.name, '{role}');
        END LOOP;
      END $$;
      """;

  private Owner() {}

  /** The database, entered as a new role that owns its tables and sequences. */
  public static TestDatabase of(TestDatabase database) {
    String role = database.name() + "_owner";
    database.execute("CREATE ROLE " + role + " LOGIN; " + TAKE_OVER.replace("{role}", role));
    return database.as(role);
  }
}
