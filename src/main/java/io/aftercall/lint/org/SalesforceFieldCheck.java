package io.aftercall.lint.org;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.YamlNode;
import io.aftercall.destination.salesforce.FieldDescription;
import io.aftercall.destination.salesforce.ObjectDescription;
import io.aftercall.lint.ProblemCollector;
import java.util.List;
import java.util.Set;

/** Whether the fields of a mapping fit what an org says about an object. */
final class SalesforceFieldCheck {
  private static final Set<String> FREE = Set.of("string", "textarea", "url", "combobox");
  private static final Set<String> NUMBERS = Set.of("int", "double", "currency", "percent", "long");

  private final ObjectDescription object;
  private final ProblemCollector problemCollector;

  SalesforceFieldCheck(ObjectDescription object, ProblemCollector problemCollector) {
    this.object = object;
    this.problemCollector = problemCollector;
  }

  void check(YamlNode.Entry entry) {
    YamlNode.Scalar name = entry.key();
    FieldDescription field = object.field(name.text()).orElse(null);
    if (field != null) {
      writeable(field, entry);
      FieldConstants fieldConstants = FieldConstants.of(entry.value());
      fieldConstants.values().forEach(value -> value(field, value));
      length(field, entry, fieldConstants);
      if (field.isRequired() && !fieldConstants.certain()) {
        problemCollector.warning(
            name.place(),
            "org-may-be-missing",
            "%s may be without a value, and Salesforce makes no %s without it"
                .formatted(name.text(), object.name()),
            "give it a default, or required: true so that the record waits for a person");
      }
    } else if (object.relationship(name.text()).isEmpty()) {
      problemCollector.error(
          name.place(),
          "org-unknown-field",
          "%s has no field '%s', or the user may not see it".formatted(object.name(), name.text()),
          unknownHint(name.text()));
    }
  }

  private String unknownHint(String name) {
    List<String> names = object.fields().stream().map(FieldDescription::name).toList();
    if (name.startsWith("Aftercall_")) {
      return "deploy config/salesforce, and give the user the permission set Aftercall";
    }
    return DidYouMean.to(name, names)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("add it to the org, or take it out here");
  }

  private void writeable(FieldDescription field, YamlNode.Entry entry) {
    YamlNode.Scalar name = entry.key();
    if (!field.isCreateable() && !field.isUpdateable()) {
      problemCollector.error(
          name.place(),
          "org-not-writeable",
          name.text() + " is set by Salesforce, or the user may only read it",
          "take it out, or give the user the right to edit it");
    } else if (!field.isCreateable()) {
      problemCollector.error(
          name.place(),
          "org-not-writeable",
          "%s cannot be given when a %s is made, only later".formatted(name.text(), object.name()),
          "take it out");
    } else if (!field.isUpdateable() && !isOnlyForNew(entry.value())) {
      problemCollector.error(
          name.place(),
          "org-not-writeable",
          "%s can only be given when a %s is made, and this mapping also changes records"
              .formatted(name.text(), object.name()),
          "write: if-empty");
    }
  }

  private static boolean isOnlyForNew(YamlNode rule) {
    return rule instanceof YamlNode.Mapping group
        && group.get("write").orElse(null) instanceof YamlNode.Scalar write
        && write.text().equals("if-empty");
  }

  private void value(FieldDescription field, YamlNode.Scalar value) {
    String type = field.type();
    if (type.equals("boolean") && value.type() != YamlNode.ScalarType.BOOLEAN) {
      wrongType(field, value, "true or false");
    } else if (NUMBERS.contains(type)
        && value.type() != YamlNode.ScalarType.INTEGER
        && value.type() != YamlNode.ScalarType.NUMBER) {
      wrongType(field, value, "a number");
    } else if (type.equals("picklist") || type.equals("multipicklist")) {
      choice(field, value);
    } else if (field.length() > 0 && value.text().length() > field.length()) {
      problemCollector.error(
          value.place(),
          "org-too-long",
          "%s holds %d characters, this text has %d"
              .formatted(field.name(), field.length(), value.text().length()),
          "shorten it");
    }
  }

  private void wrongType(FieldDescription field, YamlNode.Scalar value, String expected) {
    problemCollector.error(
        value.place(),
        "org-wrong-type",
        "%s takes %s, not '%s'".formatted(field.name(), expected, value.text()),
        "");
  }

  private void choice(FieldDescription field, YamlNode.Scalar value) {
    List<String> choices = field.choices();
    for (String word : value.text().split(field.type().equals("picklist") ? "$^" : ";", -1)) {
      if (choices.contains(word)) {
        continue;
      }
      String message = "'%s' is no active value of %s".formatted(word, field.name());
      String hint = DidYouMean.hint(word, choices);
      if (field.isRestricted()) {
        problemCollector.error(value.place(), "org-unknown-value", message, hint);
      } else {
        problemCollector.warning(
            value.place(),
            "org-unknown-value",
            message + "; Salesforce takes it, but lists and reports do not offer it",
            hint);
      }
    }
  }

  private void length(FieldDescription field, YamlNode.Entry entry, FieldConstants fieldConstants) {
    int length = field.length();
    YamlNode.Scalar max =
        entry.value() instanceof YamlNode.Mapping group
                && group.get("max").orElse(null) instanceof YamlNode.Scalar written
            ? written
            : null;
    if (max != null && max.text().matches("\\d{1,9}") && length > 0) {
      if (Integer.parseInt(max.text()) > length) {
        problemCollector.error(
            max.place(),
            "org-too-long",
            "%s holds %d characters, not %s".formatted(field.name(), length, max.text()),
            "write max: " + length);
      }
    } else if (max == null && length > 0 && fieldConstants.open() && FREE.contains(field.type())) {
      problemCollector.warning(
          entry.key().place(),
          "org-no-max",
          "%s holds %d characters, and nothing here cuts a longer text"
              .formatted(field.name(), length),
          "add max: " + length);
    }
  }
}
