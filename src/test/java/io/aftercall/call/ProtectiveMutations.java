package io.aftercall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Opt-outs as senders write them: in twenty spellings, packed and decorated in every way. */
public final class ProtectiveMutations {
  /** Twenty spellings under which an opt-out is sent. */
  private static final List<String> NAMES =
      List.of(
          "do_not_call",
          "doNotCall",
          "DoNotCall",
          "Do not call",
          "DO-NOT-CALL",
          "do.not.call",
          "do\u00a0not\u00a0call",
          "do_not_call?",
          "customer_do_not_call",
          "do_not_call_requested",
          "dnc",
          "opt_out",
          "OptOut",
          "opted-out",
          "nicht_anrufen",
          "Nicht mehr anrufen",
          "keineAnrufe",
          "Werbewiderspruch",
          "nummer löschen",
          "unsubscribe");

  /** What people and models say who mean yes, or whom nobody can understand for certain. */
  private static final List<String> YES =
      List.of(
          "true",
          "\"yes\"",
          "\"Ja\"",
          "1",
          "\"Yes, remove me from the list\"",
          "\"bitte nicht mehr anrufen\"",
          "\"nein, bitte nicht mehr anrufen\"",
          "\"no, do not call me again\"",
          "\"er möchte keine Anrufe mehr\"",
          "\"maybe\"",
          "\"?\"",
          "\"!\"",
          "7",
          "-1",
          "0.5",
          "\"requested\"",
          "\"2026-01-12\"",
          "\"unclear\"",
          "[\"remove\"]",
          "{\"text\":\"stop\"}");

  private ProtectiveMutations() {}

  /** Groups of extracted variables as JSON, each of which says no to being called. */
  public static List<String> of(int count, long seed) {
    Random random = new Random(seed);
    List<String> groups = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = NAMES.get(i % NAMES.size());
      String value = mutated(YES.get(random.nextInt(YES.size())), name, random);
      String beside = random.nextBoolean() ? ",\"opt_out_of_calls\":" + no(random) : "";
      groups.add(contained("{" + quoted(name) + ":" + value + beside + "}", random));
    }
    return groups;
  }

  /** Wraps, packs and decorates a value without taking away what it says. */
  private static String mutated(String value, String name, Random random) {
    String json = value;
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      json =
          switch (random.nextInt(9)) {
            case 0 -> "[" + json + "]";
            case 1 -> "{\"value\":" + json + ",\"rationale\":\"no\"}";
            case 2 -> "{\"value\":" + json + "}";
            case 3 -> "[false," + json + ",null]";
            case 4 -> quoted(json);
            case 5 -> "{" + quoted(name) + ":" + json + "}";
            case 6 -> "{\"result\":" + json + ",\"confidence\":0.1}";
            case 7 -> json.startsWith("\"") ? json.replaceFirst("\"", "\" \u00a0") : json;
            default -> json.startsWith("\"") ? json.toUpperCase(java.util.Locale.ROOT) : json;
          };
    }
    return json;
  }

  private static String no(Random random) {
    return List.of("false", "\"no\"", "\"nein\"", "0", "null", "\"\"").get(random.nextInt(6));
  }

  /** The group in any container. */
  private static String contained(String variables, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> quoted(variables);
      case 1 -> "[" + variables + "]";
      case 2 -> "{\"variables\":" + variables + "}";
      default -> variables;
    };
  }

  static String quoted(String text) {
    return Samples.JSON.getNodeFactory().textNode(text).toString();
  }
}
