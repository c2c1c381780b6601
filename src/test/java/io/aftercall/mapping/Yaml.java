package io.aftercall.mapping;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short ways to a mapping and a call in tests. */
final class Yaml {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  static Mapping mapping(String text) {
    List<Problem> problems = new ArrayList<>();
    Mapping mapping = load(text, problems).find("m").orElseThrow();
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
    return mapping;
  }

  /** A mapping with one field {@code F}, written in flow style. */
  static Mapping field(String rule) {
    return mapping("fields:\n  F: " + rule + "\n");
  }

  static List<Problem> problems(String text) {
    List<Problem> problems = new ArrayList<>();
    load(text, problems);
    return problems;
  }

  private static Mappings load(String text, List<Problem> problems) {
    return Mappings.load(Workspace.of(Map.of("config/mappings/m.yaml", text)), problems);
  }

  static ObjectNode call(String json) {
    try {
      ObjectNode call = (ObjectNode) JSON.readTree(json);
      return call.put("time_zone", "Europe/Berlin").put("region", "DE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
