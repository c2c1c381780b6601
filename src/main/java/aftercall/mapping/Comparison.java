package aftercall.mapping;

import aftercall.config.Node;
import aftercall.config.Place;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a record against what a test expects. */
final class Comparison {
  private static final String NOTHING = "nothing";

  private final Mapped mapped;
  private final List<Difference> differences = new ArrayList<>();

  Comparison(Mapped mapped) {
    this.mapped = mapped;
  }

  List<Difference> with(MappingTest test) {
    MappingTest.Expected expected = test.expected();
    refusal(test.place(), expected.refused());
    if (expected.exact() != null) {
      group(expected.exact(), mapped.record(), "", true);
    }
    if (expected.some() != null) {
      group(expected.some(), mapped.record(), "", false);
    }
    for (Node.Scalar name : expected.absent()) {
      JsonNode got = mapped.record().at("/" + name.text().replace('.', '/'));
      if (!got.isMissingNode()) {
        add(name.place(), name.text(), NOTHING, got.toString());
      }
    }
    return differences;
  }

  private void refusal(Place test, Node.Scalar expected) {
    Refusal refusal = mapped.refusal();
    if (expected == null && refusal != null) {
      add(test, refusal.field(), "a record", "refused, " + refusal.reason());
    } else if (expected != null && refusal == null) {
      add(expected.place(), expected.text(), "refused", "a record");
    } else if (expected != null && !expected.text().equals(refusal.field())) {
      add(expected.place(), expected.text(), "refused", "refused for " + refusal);
    }
  }

  private void group(Node.Mapping expected, JsonNode got, String path, boolean exact) {
    for (Node.Entry entry : expected.entries()) {
      String key = entry.key().text();
      value(entry.value(), got.get(key), join(path, key), exact);
    }
    if (exact) {
      for (Map.Entry<String, JsonNode> field : got.properties()) {
        if (expected.get(field.getKey()).isEmpty()) {
          String name = join(path, field.getKey());
          add(expected.place(), name, NOTHING, field.getValue().toString());
        }
      }
    }
  }

  private void value(Node expected, JsonNode got, String path, boolean exact) {
    if (expected instanceof Node.Mapping inner && got != null && got.isObject()) {
      group(inner, got, path, exact);
    } else if (!equal(Json.of(expected), got)) {
      String found = got == null ? NOTHING : got.toString();
      add(expected.place(), path, Json.of(expected).toString(), found);
    }
  }

  /** 5 equals 5.0; everything else is compared as JSON. */
  private static boolean equal(JsonNode expected, JsonNode got) {
    if (got == null) {
      return false;
    }
    if (expected.isNumber() && got.isNumber()) {
      return expected.decimalValue().compareTo(got.decimalValue()) == 0;
    }
    if (expected.isArray() && got.isArray() && expected.size() == got.size()) {
      for (int i = 0; i < expected.size(); i++) {
        if (!equal(expected.get(i), got.get(i))) {
          return false;
        }
      }
      return true;
    }
    return expected.equals(got);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private void add(Place place, String field, String expected, String got) {
    differences.add(new Difference(place, field, expected, got));
  }
}
