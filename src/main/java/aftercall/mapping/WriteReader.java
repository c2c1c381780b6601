package aftercall.mapping;

import aftercall.config.Form;
import aftercall.config.Problem;
import java.util.List;
import java.util.Optional;

/** Reads {@code write} of a field, and finds the fields for which it means nothing. */
final class WriteReader {
  private final String key;
  private final List<Problem> problems;

  /**
   * @param key the mapping's key field, or ""
   */
  WriteReader(String key, List<Problem> problems) {
    this.key = key;
    this.problems = problems;
  }

  Write read(Field.Name name, Form form) {
    Write write = form.choice("write", Write.class).orElse(Write.ALWAYS);
    if (write == Write.ALWAYS) {
      return write;
    }
    String word = "'write: " + Form.name(write) + "'";
    if (!name.path().equals(name.key())) {
      conflict(form, word + " does nothing inside a group", "a group is written as a whole");
    } else if (name.key().startsWith("_")) {
      conflict(form, word + " does nothing here", "names that start with _ are not sent");
    } else if (name.key().equals(key)) {
      conflict(form, word + " cannot be kept for the key", "the key is always written");
    }
    if (write == Write.APPEND) {
      append(form, word);
    }
    return write;
  }

  private void append(Form form, String word) {
    Optional<ValueType> type = form.text("type").flatMap(t -> Form.constant(t, ValueType.class));
    if (type.isPresent() && !type.get().isText()) {
      conflict(form, word + " is for texts", "take 'write' or 'type' away");
    } else if (!form.has("max")) {
      problems.add(
          Problem.at(
              form.place("write"),
              "missing-key",
              word + " needs 'max': the text grows with every call",
              "add the length of the field at the destination, as in max: 32000"));
    }
  }

  private void conflict(Form form, String message, String hint) {
    problems.add(Problem.at(form.place("write"), "conflict", message, hint));
  }
}
