package io.aftercall.mapping;

import io.aftercall.config.Problem;
import io.aftercall.config.YamlObjectReader;
import io.aftercall.mapping.write.FieldWritePolicy;
import java.util.List;
import java.util.Optional;

/** Reads {@code write} of a field, and finds the fields for which it means nothing. */
final class WriteModeReader {
  private final String key;
  private final List<Problem> problems;

  /**
   * @param key the mapping's key field, or ""
   */
  WriteModeReader(String key, List<Problem> problems) {
    this.key = key;
    this.problems = problems;
  }

  FieldWritePolicy.Policy read(Field.Name name, YamlObjectReader yamlObjectReader) {
    FieldWritePolicy.Policy writeMode =
        yamlObjectReader
            .choice("write", FieldWritePolicy.Policy.class)
            .orElse(FieldWritePolicy.Policy.ALWAYS);
    if (writeMode == FieldWritePolicy.Policy.ALWAYS) {
      return writeMode;
    }
    String word = "'write: " + YamlObjectReader.name(writeMode) + "'";
    if (!name.path().equals(name.key())) {
      conflict(
          yamlObjectReader, word + " does nothing inside a group", "a group is written as a whole");
    } else if (name.key().startsWith("_")) {
      conflict(
          yamlObjectReader, word + " does nothing here", "names that start with _ are not sent");
    } else if (name.key().equals(key)) {
      conflict(yamlObjectReader, word + " cannot be kept for the key", "the key is always written");
    }
    if (writeMode == FieldWritePolicy.Policy.APPEND) {
      append(yamlObjectReader, word);
    }
    return writeMode;
  }

  private void append(YamlObjectReader yamlObjectReader, String word) {
    Optional<ValueType> type =
        yamlObjectReader.text("type").flatMap(t -> YamlObjectReader.constant(t, ValueType.class));
    if (type.isPresent() && !type.get().isText()) {
      conflict(yamlObjectReader, word + " is for texts", "take 'write' or 'type' away");
    } else if (!yamlObjectReader.has("max")) {
      problems.add(
          Problem.at(
              yamlObjectReader.place("write"),
              "missing-key",
              word + " needs 'max': the text grows with every call",
              "add the length of the field at the destination, as in max: 32000"));
    }
  }

  private void conflict(YamlObjectReader yamlObjectReader, String message, String hint) {
    problems.add(Problem.at(yamlObjectReader.place("write"), "conflict", message, hint));
  }
}
