package io.aftercall.destination.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.api.dto.RestError;

/**
 * Which fields, columns and objects Salesforce's errors name: in their lists, and in those of their
 * sentences that quote names of the org and never a value.
 */
final class NamedFields {
  private static final int MOST = 5;
  private static final String NAME = "([A-Za-z][A-Za-z0-9_.]{0,79})";
  private static final String NAMES = "([A-Za-z][A-Za-z0-9_., ]{0,400})";
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.]{1,80}");

  private static final List<Pattern> SENTENCES =
      List.of(
          Pattern.compile("No such column '" + NAME + "'"),
          Pattern.compile("Invalid (?:column|relationship|field)[^':]*:? '?" + NAME + "'?"),
          Pattern.compile("Didn't understand relationship '" + NAME + "'"),
          Pattern.compile("Field name not found : " + NAME),
          Pattern.compile("ID field does not exist or is not accessible: " + NAME),
          Pattern.compile("sObject type '" + NAME + "' is not supported"),
          Pattern.compile("duplicate value found: " + NAME + " duplicates value"),
          Pattern.compile("Required fields are missing: \\[" + NAMES + "]"),
          Pattern.compile("Unable to create/update fields: " + NAMES + "\\. "));

  private NamedFields() {}

  /** At most five, as Salesforce spells them. */
  static List<String> of(List<RestError> errors) {
    Set<String> names = new LinkedHashSet<>();
    for (RestError error : errors) {
      if (error.getFields() != null) {
        error.getFields().stream()
            .filter(field -> field != null && FIELD.matcher(field).matches())
            .forEach(names::add);
      }
      SENTENCES.forEach(sentence -> read(sentence, error.getMessage(), names));
    }
    return names.stream().limit(MOST).toList();
  }

  /** Those that one sentence quotes. */
  static Set<String> inText(String message) {
    Set<String> names = new LinkedHashSet<>();
    SENTENCES.forEach(sentence -> read(sentence, message, names));
    return names;
  }

  private static void read(Pattern sentence, String message, Set<String> names) {
    Matcher matcher = sentence.matcher(message == null ? "" : message);
    if (matcher.find()) {
      Arrays.stream(matcher.group(1).split("[, ]+"))
          .filter(name -> FIELD.matcher(name).matches())
          .forEach(names::add);
    }
  }

  /**
   * The same, and those fields of a record by which a sentence begins or ends: "Country: …". They
   * are names of the record, so nothing of a value can pass for one.
   */
  static Set<String> in(ObjectNode record, List<RestError> errors) {
    Set<String> names = new TreeSet<>(of(errors));
    for (RestError error : errors) {
      String message = error.getMessage() == null ? "" : error.getMessage().strip();
      record
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (message.startsWith(field + ":") || message.endsWith(": " + field)) {
                  names.add(field);
                }
              });
    }
    return names;
  }
}
