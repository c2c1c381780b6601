package aftercall.check;

import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.salesforce.FieldDescription;
import aftercall.salesforce.ObjectDescription;
import java.util.List;
import java.util.Set;

/** Whether the fields of a mapping fit what an org says about an object. */
final class FieldFit {
  private static final Set<String> FREE = Set.of("string", "textarea", "url", "combobox");
  private static final Set<String> NUMBERS = Set.of("int", "double", "currency", "percent", "long");

  private final ObjectDescription object;
  private final Findings findings;

  FieldFit(ObjectDescription object, Findings findings) {
    this.object = object;
    this.findings = findings;
  }

  void check(Node.Entry entry) {
    Node.Scalar name = entry.key();
    FieldDescription field = object.field(name.text()).orElse(null);
    if (field != null) {
      writeable(field, entry);
      Constants constants = Constants.of(entry.value());
      constants.values().forEach(value -> value(field, value));
      length(field, entry, constants);
      if (field.isRequired() && !constants.certain()) {
        findings.warning(
            name.place(),
            "org-may-be-missing",
            "%s may be without a value, and Salesforce makes no %s without it"
                .formatted(name.text(), object.name()),
            "give it a default, or required: true so that the record waits for a person");
      }
    } else if (object.relationship(name.text()).isEmpty()) {
      findings.error(
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
    return Nearest.to(name, names)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("add it to the org, or take it out here");
  }

  private void writeable(FieldDescription field, Node.Entry entry) {
    Node.Scalar name = entry.key();
    if (!field.isCreateable() && !field.isUpdateable()) {
      findings.error(
          name.place(),
          "org-not-writeable",
          name.text() + " is set by Salesforce, or the user may only read it",
          "take it out, or give the user the right to edit it");
    } else if (!field.isCreateable()) {
      findings.error(
          name.place(),
          "org-not-writeable",
          "%s cannot be given when a %s is made, only later".formatted(name.text(), object.name()),
          "take it out");
    } else if (!field.isUpdateable() && !isOnlyForNew(entry.value())) {
      findings.error(
          name.place(),
          "org-not-writeable",
          "%s can only be given when a %s is made, and this mapping also changes records"
              .formatted(name.text(), object.name()),
          "write: if-empty");
    }
  }

  private static boolean isOnlyForNew(Node rule) {
    return rule instanceof Node.Mapping group
        && group.get("write").orElse(null) instanceof Node.Scalar write
        && write.text().equals("if-empty");
  }

  private void value(FieldDescription field, Node.Scalar value) {
    String type = field.type();
    if (type.equals("boolean") && value.type() != Node.ScalarType.BOOLEAN) {
      wrongType(field, value, "true or false");
    } else if (NUMBERS.contains(type)
        && value.type() != Node.ScalarType.INTEGER
        && value.type() != Node.ScalarType.NUMBER) {
      wrongType(field, value, "a number");
    } else if (type.equals("picklist") || type.equals("multipicklist")) {
      choice(field, value);
    } else if (field.length() > 0 && value.text().length() > field.length()) {
      findings.error(
          value.place(),
          "org-too-long",
          "%s holds %d characters, this text has %d"
              .formatted(field.name(), field.length(), value.text().length()),
          "shorten it");
    }
  }

  private void wrongType(FieldDescription field, Node.Scalar value, String expected) {
    findings.error(
        value.place(),
        "org-wrong-type",
        "%s takes %s, not '%s'".formatted(field.name(), expected, value.text()),
        "");
  }

  private void choice(FieldDescription field, Node.Scalar value) {
    List<String> choices = field.choices();
    for (String word : value.text().split(field.type().equals("picklist") ? "$^" : ";", -1)) {
      if (choices.contains(word)) {
        continue;
      }
      String message = "'%s' is no active value of %s".formatted(word, field.name());
      String hint = Nearest.hint(word, choices);
      if (field.isRestricted()) {
        findings.error(value.place(), "org-unknown-value", message, hint);
      } else {
        findings.warning(
            value.place(),
            "org-unknown-value",
            message + "; Salesforce takes it, but lists and reports do not offer it",
            hint);
      }
    }
  }

  private void length(FieldDescription field, Node.Entry entry, Constants constants) {
    int length = field.length();
    Node.Scalar max =
        entry.value() instanceof Node.Mapping group
                && group.get("max").orElse(null) instanceof Node.Scalar written
            ? written
            : null;
    if (max != null && max.text().matches("\\d{1,9}") && length > 0) {
      if (Integer.parseInt(max.text()) > length) {
        findings.error(
            max.place(),
            "org-too-long",
            "%s holds %d characters, not %s".formatted(field.name(), length, max.text()),
            "write max: " + length);
      }
    } else if (max == null && length > 0 && constants.open() && FREE.contains(field.type())) {
      findings.warning(
          entry.key().place(),
          "org-no-max",
          "%s holds %d characters, and nothing here cuts a longer text"
              .formatted(field.name(), length),
          "add max: " + length);
    }
  }
}
