package io.aftercall.bench;

import java.util.Random;
import java.util.Set;

/** What was said on a phone, and where the shipped decide route must send it therefore. */
enum Kind {
  INTERESTED(
      30,
      "completed",
      "\"customer_interested\":true",
      Set.of("salesforce-lead", "sales-email", "team-chat", "call-log", "crm-http")),
  TALKED(20, "completed", "\"customer_interested\":false", Set.of("call-log", "crm-http")),
  UNREACHED(20, "no_answer", "", Set.of("call-log", "crm-http")),
  OPTED_OUT(5, "completed", "\"do_not_call\":true", Set.of("do-not-call", "call-log", "crm-http")),
  APPOINTMENT(
      10,
      "completed",
      "\"appointment_scheduled\":true,\"appointment_at\":\"2030-01-15T10:00:00+01:00\"",
      Set.of("appointment", "appointment-email", "call-log", "crm-http")),
  CALL_BACK(
      15, "completed", "\"follow_up_needed\":true", Set.of("follow-up", "call-log", "crm-http"));

  private final int weight;
  final String status;
  final String variables;
  final Set<String> destinations;

  Kind(int weight, String status, String variables, Set<String> destinations) {
    this.weight = weight;
    this.status = status;
    this.variables = variables;
    this.destinations = destinations;
  }

  /** The weights add up to 100. */
  static Kind any(Random dice) {
    int roll = dice.nextInt(100);
    for (Kind kind : values()) {
      roll -= kind.weight;
      if (roll < 0) {
        return kind;
      }
    }
    return TALKED;
  }
}
