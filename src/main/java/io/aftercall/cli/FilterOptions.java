package io.aftercall.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which events or deliveries; the API checks the values and says what is allowed. */
final class FilterOptions {
  @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state.")
  private String state;

  @Option(names = "--source", paramLabel = "NAME", description = "Only calls of this source.")
  private String source;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what came in since: 30m, 24h, 7d or 2026-01-31T08:00:00Z.")
  private String since;

  @Option(names = "--phone", paramLabel = "PHONE", description = "Only calls of this person.")
  private String phone;

  @Option(names = "--call", paramLabel = "ID", description = "Only this call.")
  private String call;

  /** As a query string, with what else is to be said. */
  String query(Map<String, String> more) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("state", state);
    said.put("source", source);
    said.put("since", since);
    said.put("phone", phone);
    said.put("call", call);
    said.putAll(more);
    said.values().removeIf(value -> value == null);
    return said.entrySet().stream()
        .map(one -> one.getKey() + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("&", said.isEmpty() ? "" : "?", ""));
  }

  String source() {
    return source;
  }

  /** Whether no filter is given. */
  boolean none() {
    return state == null && source == null && since == null && phone == null && call == null;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
