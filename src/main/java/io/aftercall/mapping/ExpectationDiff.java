package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a record against what a test expects. */
final class ExpectationDiff {
  private static final String NOTHING = "nothing";

  private final MappingResult mappingResult;
  private final List<TestMismatch> testMismatches = new ArrayList<>();

  ExpectationDiff(MappingResult mappingResult) {
    this.mappingResult = mappingResult;
  }

  List<TestMismatch> with(MappingTestCase test) {
    MappingTestCase.Expected expected = test.expected();
    refusal(test.place(), expected.refused());
    if (expected.exact() != null) {
      group(expected.exact(), mappingResult.record(), "", true);
    }
    if (expected.some() != null) {
      group(expected.some(), mappingResult.record(), "", false);
    }
    for (YamlNode.Scalar name : expected.absent()) {
      JsonNode got = mappingResult.record().at("/" + name.text().replace('.', '/'));
      if (!got.isMissingNode()) {
        add(name.place(), name.text(), NOTHING, got.toString());
      }
    }
    return testMismatches;
  }

  private void refusal(SourceLocation test, YamlNode.Scalar expected) {
    MappingRejection mappingRejection = mappingResult.refusal();
    if (expected == null && mappingRejection != null) {
      add(test, mappingRejection.field(), "a record", "refused, " + mappingRejection.reason());
    } else if (expected != null && mappingRejection == null) {
      add(expected.place(), expected.text(), "rejected", "a record");
    } else if (expected != null && !expected.text().equals(mappingRejection.field())) {
      add(expected.place(), expected.text(), "rejected", "refused for " + mappingRejection);
    }
  }

  private void group(YamlNode.Mapping expected, JsonNode got, String path, boolean exact) {
    for (YamlNode.Entry entry : expected.entries()) {
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

  private void value(YamlNode expected, JsonNode got, String path, boolean exact) {
    if (expected instanceof YamlNode.Mapping inner && got != null && got.isObject()) {
      group(inner, got, path, exact);
    } else if (!equal(written(expected, got), got)) {
      String found = got == null ? NOTHING : got.toString();
      add(expected.place(), path, YamlJson.of(expected).toString(), found);
    }
  }

  /** {@code 1.10} is the number where the record has a number, and else the text it is. */
  private static JsonNode written(YamlNode expected, JsonNode got) {
    return expected instanceof YamlNode.Scalar scalar && got != null && got.isNumber()
        ? YamlJson.of(scalar, ValueType.NUMBER)
        : YamlJson.of(expected);
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

  private void add(SourceLocation sourceLocation, String field, String expected, String got) {
    testMismatches.add(new TestMismatch(sourceLocation, field, expected, got));
  }
}
