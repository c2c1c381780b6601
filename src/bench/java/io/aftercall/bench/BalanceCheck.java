package io.aftercall.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The product's own account of what it has, read straight from its database. */
final class BalanceCheck {
  private final String url;

  /** An event's call and its revision. */
  record Content(long callId, int revision) {}

  /** A delivery: the event's content and where it goes. */
  record Line(Content content, String destination, String state, int attempts) {}

  BalanceCheck(String url) {
    this.url = url;
  }

  Map<String, Long> eventStates() throws SQLException {
    return counts("select state, count(*) from event group by state");
  }

  Map<String, Long> deliveryStates() throws SQLException {
    return counts("select state, count(*) from delivery group by state");
  }

  /** Why deliveries stand where somebody must look. */
  List<String> reasons() throws SQLException {
    return counts(
            "select destination || ' ' || state || ': ' || coalesce(reason, ''), count(*)"
                + " from delivery where state in ('rejected', 'failed', 'discarded') group by 1")
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .toList();
  }

  private Map<String, Long> counts(String sql) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        counts.put(row.getString(1), row.getLong(2));
      }
    }
    return counts;
  }

  /** Events and deliveries nothing is decided about yet. */
  long open() throws SQLException {
    return eventStates().getOrDefault("received", 0L)
        + deliveryStates().getOrDefault("pending", 0L)
        + deliveryStates().getOrDefault("sending", 0L);
  }

  /** By event id. */
  Map<String, Content> contents() throws SQLException {
    Map<String, Content> contents = new HashMap<>();
    try (Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("select id, call_id, revision from event")) {
      while (row.next()) {
        contents.put(
            row.getString(1), new Content(Long.parseLong(row.getString(2)), row.getInt(3)));
      }
    }
    return contents;
  }

  /** By delivery id. */
  Map<String, Line> lines() throws SQLException {
    Map<String, Line> lines = new HashMap<>();
    try (Connection db = DriverManager.getConnection(url);
        Statement statement = db.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, call_id, revision, destination, state, attempts from delivery")) {
      while (row.next()) {
        Content content = new Content(Long.parseLong(row.getString(2)), row.getInt(3));
        lines.put(
            row.getString(1), new Line(content, row.getString(4), row.getString(5), row.getInt(6)));
      }
    }
    return lines;
  }
}
