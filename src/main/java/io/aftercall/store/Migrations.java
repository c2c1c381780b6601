package io.aftercall.store;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date: one set of files for both engines, and one for each. */
final class Migrations {
  private Migrations() {}

  static void run(Engine engine) {
    run(engine.dialect(), engine.source());
  }

  static void run(Dialect dialect, DataSource source) {
    String own = dialect == Dialect.POSTGRES ? "classpath:db/postgres" : "classpath:db/sqlite";
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", own)
        .placeholders(
            Map.of(
                "text", dialect.text(), "blob", dialect.blob(), "clustered", dialect.clustered()))
        .load()
        .migrate();
  }
}
