package io.aftercall.backup;

import io.aftercall.journal.ErasureLog;
import io.aftercall.store.UlidGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked of the database that goes, and written into the one that comes back. */
final class DatabaseRestore {
  private static final Pattern DESTINATION = Pattern.compile("outbox:([A-Za-z0-9_-]+)");

  /**
   * What happened after the copy was made, as the database that was replaced tells.
   *
   * @param known false when it could not be read
   * @param calls that came in and are not in the copy
   * @param delivered destination to number of records
   */
  record Since(
      boolean known, long calls, Map<String, Long> delivered, List<ErasureLog.Entry> erasures) {
    static final Since UNKNOWN = new Since(false, 0, Map.of(), List.of());
  }

  private DatabaseRestore() {}

  static Since since(Connection replaced, Instant copied) throws SQLException {
    long calls = 0;
    Map<String, Long> delivered = new TreeMap<>();
    List<ErasureLog.Entry> erasures = new ArrayList<>();
    long at = copied.toEpochMilli();
    try (PreparedStatement came =
            replaced.prepareStatement("select count(*) from event where received_at >= ?");
        PreparedStatement went =
            replaced.prepareStatement(
                "select destination, count(*) from delivery"
                    + " where state = 'delivered' and state_at >= ? group by destination");
        PreparedStatement erased =
            replaced.prepareStatement("select at, print, receipt from erased where at >= ?")) {
      came.setLong(1, at);
      went.setLong(1, at);
      erased.setLong(1, at);
      try (ResultSet row = came.executeQuery()) {
        row.next();
        calls = row.getLong(1);
      }
      try (ResultSet row = went.executeQuery()) {
        while (row.next()) {
          delivered.put(row.getString(1), row.getLong(2));
        }
      }
      try (ResultSet row = erased.executeQuery()) {
        while (row.next()) {
          erasures.add(
              new ErasureLog.Entry(
                  Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3)));
        }
      }
    }
    return new Since(true, calls, delivered, erasures);
  }

  /** Destinations the routes name, and those that were ever sent to. */
  static Set<String> destinations(Connection restored, Path routes)
      throws SQLException, IOException {
    Set<String> names = new TreeSet<>();
    try (PreparedStatement sent =
            restored.prepareStatement("select distinct destination from delivery");
        ResultSet row = sent.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    if (Files.isDirectory(routes)) {
      try (Stream<Path> files = Files.walk(routes)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
          Matcher found = DESTINATION.matcher(Files.readString(file));
          while (found.find()) {
            names.add(found.group(1));
          }
        }
      }
    }
    return names;
  }

  /** A person has to compare before anything is sent twice: nothing probes these pauses. */
  static void pause(Connection restored, Set<String> destinations, Instant copied, Instant now)
      throws SQLException {
    String sql =
        "insert into destination (name, paused_since, paused_until, pause_reason) values (?, ?, ?,"
            + " ?) on conflict (name) do update set paused_until = null, pause_reason ="
            + " excluded.pause_reason";
    try (PreparedStatement pause = restored.prepareStatement(sql)) {
      for (String name : destinations) {
        pause.setString(1, name);
        pause.setLong(2, now.toEpochMilli());
        pause.setNull(3, Types.BIGINT);
        pause.setString(
            4,
            "restored from the copy of %s: what was delivered since may go again; compare, then resume"
                .formatted(copied));
        pause.executeUpdate();
      }
    }
  }

  /** Only those the copy does not know itself. */
  static int toRepeat(Connection restored, List<ErasureLog.Entry> erasures) throws SQLException {
    String sql =
        "insert into erasure_to_repeat (print, at, receipt)"
            + " select cast(? as varchar), cast(? as bigint), cast(? as varchar)"
            + " where not exists (select 1 from erased where print = ?)"
            + " on conflict (print) do nothing";
    String remember =
        "insert into erased (print, at, receipt, revision) values (?, ?, ?, ?)"
            + " on conflict (print) do nothing";
    int added = 0;
    try (PreparedStatement insert = restored.prepareStatement(sql);
        PreparedStatement tombstone = restored.prepareStatement(remember)) {
      for (ErasureLog.Entry one : erasures) {
        insert.setString(1, one.print());
        insert.setLong(2, one.at().toEpochMilli());
        insert.setString(3, one.receipt());
        insert.setString(4, one.print());
        added += insert.executeUpdate();
      }
      for (ErasureLog.Entry one : erasures) {
        tombstone.setString(1, one.print());
        tombstone.setLong(2, one.at().toEpochMilli());
        tombstone.setString(3, one.receipt());
        if (one.receipt() == null) {
          tombstone.setNull(4, Types.INTEGER);
        } else {
          tombstone.setInt(4, 1);
        }
        tombstone.executeUpdate();
      }
    }
    return added;
  }

  static void writeDown(Connection restored, Instant copied, InstantSource clock)
      throws SQLException {
    String sql =
        "insert into operator_action (id, at, who, what, about, why) values (?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = restored.prepareStatement(sql)) {
      insert.setString(1, new UlidGenerator(clock).next());
      insert.setLong(2, clock.millis());
      insert.setString(3, System.getProperty("user.name"));
      insert.setString(4, "restore");
      insert.setString(5, "the database of " + copied);
      insert.setString(6, "asked for at the command line");
      insert.executeUpdate();
    }
  }
}
