package io.aftercall.bench;

import io.aftercall.journal.CallCard;
import io.aftercall.store.UlidGenerator;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Calls as a call centre has them, each made from its number: many of few names, few of many. */
final class SearchBenchCalls {
  static final String EVENT =
      """
      insert into event (id, source, call_id, revision, kind, content_hash, state, reason, cause,
        person_key, received_at, state_at, due_at)
      values (?, 'famulor', ?, 1, 'call', ?, ?, ?, ?, ?, ?, ?, 0)\
      """;

  static final String DELIVERY =
      """
      insert into delivery (id, event_id, source, call_id, revision, destination, ordinal,
        person_key, priority, seq, state, is_open, lined, reason, cause, due_at, created_at,
        state_at)
      values (?, ?, 'famulor', ?, 1, ?, 1, ?, 2, ?, ?, 0, ?, ?, ?, ?, ?, ?)\
      """;

  private static final List<String> FIRST =
      List.of(
          "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hannes", "Ida", "Jonas",
          "Klara", "Lukas", "Marie", "Noah", "Ole", "Paula", "Quirin", "Rosa", "Simon", "Thea",
          "Ursula", "Viktor", "Wiebke", "Xaver", "Yara", "Zoe", "Jürgen", "Sören", "Änne", "René");

  private static final List<String> BEGINNINGS =
      List.of(
          "Acker", "Berg", "Christ", "Dorn", "Eich", "Feld", "Grün", "Hof", "Immen", "Kirch",
          "Linden", "Mühl", "Neu", "Ober", "Peters", "Reich", "Stein", "Tannen", "Unter", "Wald");

  private static final List<String> ENDINGS =
      List.of(
          "mann", "er", "bauer", "huber", "meyer", "hausen", "bach", "lein", "dorf", "kamp",
          "horst", "brink", "wig", "rath", "see", "tal", "hoff", "stätter", "born", "reuter");

  private static final List<String> TRADES =
      List.of("Solar", "Dach", "Bau", "Praxis", "Kanzlei", "Technik", "Handel", "Logistik");

  /** How calls end, the usual ways more often. */
  private static final List<String> OUTCOMES =
      List.of(
          "connected",
          "connected",
          "connected",
          "connected",
          "no_answer",
          "no_answer",
          "busy",
          "voicemail",
          "voicemail",
          "callback");

  private static final long SPREAD = 2_654_435_761L;
  private static final int PERSONS = 300_000;
  private static final int CAMPAIGNS = 40;

  private final String[] receipts;
  private final long begin;
  private final double step;

  SearchBenchCalls(Instant begin, Duration span, int calls) {
    this.begin = begin.toEpochMilli();
    step = (double) span.toMillis() / calls;
    receipts = new String[calls];
    int[] at = {0};
    UlidGenerator ulids = new UlidGenerator(() -> Instant.ofEpochMilli(time(at[0])));
    for (at[0] = 0; at[0] < calls; at[0]++) {
      receipts[at[0]] = ulids.next();
    }
  }

  private long time(int i) {
    return begin + (long) (i * step);
  }

  String receipt(int i) {
    return receipts[i];
  }

  static String callId(int i) {
    return Integer.toString(400_000 + i);
  }

  private static int mixed(int i, int salt, int range) {
    return (int) Math.floorMod((i + salt * 7_919L) * SPREAD >>> 7, (long) range);
  }

  CallCard card(int i) {
    int person = mixed(i, 1, PERSONS);
    String last =
        BEGINNINGS.get(mixed(person, 2, BEGINNINGS.size()))
            + ENDINGS.get(mixed(person, 3, ENDINGS.size()));
    String first = FIRST.get(mixed(person, 4, FIRST.size()));
    String company =
        "%s %s GmbH"
            .formatted(
                BEGINNINGS.get(mixed(person, 5, BEGINNINGS.size()))
                    + ENDINGS.get(mixed(person, 6, ENDINGS.size())),
                TRADES.get(mixed(person, 7, TRADES.size())));
    String email = (first + "." + last + person + "@example.org").toLowerCase(Locale.ROOT);
    return new CallCard(
        first + " " + last,
        phone(person),
        company,
        email,
        "Aktion " + TRADES.get(mixed(i, 8, TRADES.size())) + " " + mixed(i, 9, CAMPAIGNS),
        OUTCOMES.get(mixed(i, 10, OUTCOMES.size())),
        Instant.ofEpochMilli(time(i)).toString());
  }

  private static String phone(int person) {
    return "+49" + (1_510_000_000L + person * SPREAD % 189_999_937L);
  }

  /** Nearly all are done with; one of a thousand is held, one of two hundred was rejected. */
  void add(int i, PreparedStatement event, PreparedStatement delivery, boolean shared)
      throws SQLException {
    String state = i % 1_000 == 7 ? "held" : i % 20 == 3 ? "unrouted" : "routed";
    if (state.equals("unrouted") && i % 400 != 3) {
      state = "ignored";
    }
    String reason = state.equals("routed") ? null : "the route ends without a destination";
    String person = phone(mixed(i, 1, PERSONS));
    int column = 0;
    event.setString(++column, receipt(i));
    event.setString(++column, callId(i));
    event.setString(++column, Long.toHexString(i * SPREAD));
    event.setString(++column, state);
    event.setString(++column, reason);
    event.setString(++column, reason);
    event.setString(++column, person);
    event.setLong(++column, time(i));
    event.setLong(++column, time(i));
    event.addBatch();
    if (state.equals("routed")) {
      delivery(delivery, i, "call-log", "delivered", shared);
      delivery(delivery, i, "salesforce-lead", i % 200 == 11 ? "rejected" : "delivered", shared);
    }
  }

  private void delivery(
      PreparedStatement delivery, int i, String destination, String state, boolean shared)
      throws SQLException {
    String reason = state.equals("rejected") ? "the picklist does not know the value" : null;
    int column = 0;
    delivery.setString(++column, receipt(i) + "." + destination + ".1");
    delivery.setString(++column, receipt(i));
    delivery.setString(++column, callId(i));
    delivery.setString(++column, destination);
    delivery.setString(++column, phone(mixed(i, 1, PERSONS)));
    delivery.setLong(++column, i);
    delivery.setString(++column, state);
    delivery.setInt(++column, shared ? 1 : 0);
    delivery.setString(++column, reason);
    delivery.setString(++column, reason);
    delivery.setLong(++column, time(i));
    delivery.setLong(++column, time(i));
    delivery.setLong(++column, time(i));
    delivery.addBatch();
  }
}
