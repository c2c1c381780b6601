package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a record must be to be found. */
sealed interface Condition {
  boolean matches(Row row);

  /** Ids of all records that can match, found by an index, or null when none helps. */
  default Set<String> candidates(Table table) {
    return null;
  }

  /** A field among values; one value is an equals sign. JSON-null stands as an empty text. */
  record Among(Field field, Set<String> values) implements Condition {
    static Among of(Field field, List<String> values) {
      Set<String> folded = new LinkedHashSet<>();
      values.forEach(value -> folded.add(comparable(field, value)));
      return new Among(field, folded);
    }

    @Override
    public boolean matches(Row row) {
      return values.contains(comparable(field, text(row, field)));
    }

    @Override
    public Set<String> candidates(Table table) {
      if (!table.indexed(field) || values.contains("")) {
        return null;
      }
      Set<String> ids = new LinkedHashSet<>();
      values.forEach(value -> ids.addAll(table.idsWith(field, value)));
      return ids;
    }
  }

  /** Before or after a value: numbers by size, everything else by its text. */
  record Compared(Field field, String operator, String value) implements Condition {
    @Override
    public boolean matches(Row row) {
      String own = comparable(field, text(row, field));
      if (own.isEmpty()) {
        return false;
      }
      String other = comparable(field, value);
      int order =
          row.value(field).isNumber()
              ? Double.compare(row.value(field).asDouble(), Double.parseDouble(other))
              : own.compareTo(other);
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  /** {@code %} stands for any text, {@code _} for one character. */
  record Like(Field field, Pattern pattern) implements Condition {
    static Like of(Field field, String value) {
      StringBuilder regex = new StringBuilder();
      for (char c : value.toCharArray()) {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
      int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
      return new Like(field, Pattern.compile(regex.toString(), flags));
    }

    @Override
    public boolean matches(Row row) {
      return pattern.matcher(text(row, field)).matches();
    }
  }

  record Not(Condition inner) implements Condition {
    @Override
    public boolean matches(Row row) {
      return !inner.matches(row);
    }
  }

  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(Row row) {
      return parts.stream().allMatch(part -> part.matches(row));
    }

    @Override
    public Set<String> candidates(Table table) {
      for (Condition part : parts) {
        Set<String> ids = part.candidates(table);
        if (ids != null) {
          return ids;
        }
      }
      return null;
    }
  }

  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean matches(Row row) {
      return parts.stream().anyMatch(part -> part.matches(row));
    }

    @Override
    public Set<String> candidates(Table table) {
      Set<String> all = new LinkedHashSet<>();
      for (Condition part : parts) {
        Set<String> ids = part.candidates(table);
        if (ids == null) {
          return null;
        }
        all.addAll(ids);
      }
      return all;
    }
  }

  private static String text(Row row, Field field) {
    JsonNode value = row.value(field);
    return value.isNull() ? "" : value.asText();
  }

  private static String comparable(Field field, String value) {
    if (field.holdsId()) {
      return Ids.shortened(value);
    }
    if (field.type().equals("datetime") && !value.isEmpty()) {
      return Org.TIME.format(instant(value));
    }
    return value.toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime instant(String value) {
    try {
      return RecordReader.parseDateTime(value);
    } catch (DateTimeException e) {
      throw Refusal.of(
          SalesforceError.of(400, "MALFORMED_QUERY", "value of filter criterion is no dateTime"));
    }
  }

  static List<Row> find(Table table, Condition where) {
    Set<String> ids = where.candidates(table);
    List<Row> found = new ArrayList<>();
    if (ids == null) {
      table.rows().stream().filter(where::matches).forEach(found::add);
    } else {
      ids.stream().map(table::row).filter(where::matches).forEach(found::add);
    }
    return found;
  }
}
