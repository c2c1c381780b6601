package io.aftercall.bench;

import java.time.Instant;

/**
 * One call the sender made up.
 *
 * @param turn counts the calls of the person, from 1
 */
record SentCall(long id, int person, int turn, Kind kind) {
  private static final Instant FIRST = Instant.parse("2024-01-01T08:00:00Z");
  private static final int PHONES = 10_000_000;

  /** How the product names the call. */
  String name() {
    return "famulor:" + id;
  }

  /** As the product names the person. */
  String phone() {
    return "+49151" + (PHONES + person);
  }

  /** Each revision has its own length of the call, so that they can be told apart. */
  int seconds(int revision) {
    return 60 + 1_000 * revision;
  }

  String body(int revision) {
    Instant end = FIRST.plusSeconds(300L * turn);
    return """
    {"id":%d,"customer_phone":"%s","assistant_phone":"+4912345678","duration":%d,"status":"%s",
     "extracted_variables":{%s},"input_variables":{"customer_name":"Person Nr%d"},
     "transcript":"Assistant: Hello!\\nCustomer: Hello, yes I am listening.","recording_url":null,
     "created_at":"%s","finished_at":"%s","lead":null,"campaign":null}\
    """
        .formatted(
            id,
            phone(),
            seconds(revision),
            kind.status,
            kind.variables,
            person,
            end.minusSeconds(60),
            end);
  }
}
