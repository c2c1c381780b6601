package io.aftercall.sandbox.salesforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Reads the part of SOQL this house speaks: {@code SELECT … FROM … WHERE … ORDER BY … LIMIT n}. As
 * in the real language AND and OR may not be mixed without parentheses.
 */
final class SoqlReader {
  private final Org org;
  private final String text;
  private final SoqlTokens tokens;
  private Table table;

  SoqlReader(Org org, String text) {
    this.org = org;
    this.text = text;
    tokens = new SoqlTokens(text);
  }

  Soql read() {
    tokens.expect("SELECT");
    List<String> names = new ArrayList<>();
    boolean count = false;
    do {
      names.add(tokens.word());
      if (tokens.take("(")) {
        tokens.expect(")");
        count = true;
      }
    } while (tokens.take(","));
    tokens.expect("FROM");
    table = table(tokens.word());
    List<Field> fields = count ? List.of() : names.stream().map(this::field).toList();
    Condition where = tokens.take("WHERE") ? either() : new Condition.All(List.of());
    Comparator<Row> order = tokens.take("ORDER") ? order() : (a, b) -> 0;
    int limit = tokens.take("LIMIT") ? Integer.parseInt(tokens.word()) : Integer.MAX_VALUE;
    tokens.end();
    return new Soql(table, fields, where, order, limit);
  }

  private Condition either() {
    List<Condition> parts = new ArrayList<>(List.of(one()));
    String joint = tokens.peek("AND") ? "AND" : "OR";
    while (tokens.take(joint)) {
      parts.add(one());
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return joint.equals("AND") ? new Condition.All(parts) : new Condition.Any(parts);
  }

  private Condition one() {
    if (tokens.take("(")) {
      Condition inner = either();
      tokens.expect(")");
      return inner;
    }
    if (tokens.take("NOT")) {
      return new Condition.Not(one());
    }
    Field field = field(tokens.word());
    if (tokens.take("NOT")) {
      tokens.expect("IN");
      return new Condition.Not(Condition.Among.of(field, list(field)));
    }
    if (tokens.take("IN")) {
      return Condition.Among.of(field, list(field));
    }
    if (tokens.take("LIKE")) {
      return Condition.Like.of(field, value(field));
    }
    String operator = tokens.operator();
    return switch (operator) {
      case "=" -> Condition.Among.of(field, List.of(value(field)));
      case "!=", "<>" -> new Condition.Not(Condition.Among.of(field, List.of(value(field))));
      default -> new Condition.Compared(field, operator, value(field));
    };
  }

  private List<String> list(Field field) {
    tokens.expect("(");
    List<String> values = new ArrayList<>();
    do {
      values.add(value(field));
    } while (tokens.take(","));
    tokens.expect(")");
    return values;
  }

  /** A text must stand in quotes, and only a text may. */
  private String value(Field field) {
    SoqlTokens.Literal literal = tokens.literal();
    boolean bare =
        switch (field.type()) {
          case "boolean", "int", "double", "currency", "percent", "date", "datetime" -> true;
          default -> false;
        };
    if (literal.quoted() == bare && !literal.isNull()) {
      throw Refusal.of(
          SalesforceError.of(
              400,
              "INVALID_FIELD",
              "value of filter criterion for field '%s' must be of type %s and should %sbe enclosed in quotes"
                  .formatted(field.name(), field.type(), bare ? "not " : "")));
    }
    return literal.text();
  }

  private Comparator<Row> order() {
    tokens.expect("BY");
    Comparator<Row> order = (a, b) -> 0;
    do {
      Field field = field(tokens.word());
      Comparator<Row> next = Comparator.comparing(row -> sortable(row, field));
      if (!tokens.take("ASC") && tokens.take("DESC")) {
        next = next.reversed();
      }
      order = order.thenComparing(next);
      if (tokens.take("NULLS")) {
        Comparator<Row> nulls = Comparator.comparing(row -> row.value(field).isNull());
        order =
            tokens.take("LAST")
                ? nulls.thenComparing(order)
                : nulls.reversed().thenComparing(order);
        tokens.take("FIRST");
      }
    } while (tokens.take(","));
    return order;
  }

  private static String sortable(Row row, Field field) {
    return row.value(field).isNumber()
        ? "%030.6f".formatted(row.value(field).asDouble())
        : row.text(field.name()).toLowerCase(Locale.ROOT);
  }

  private Table table(String name) {
    Table found = org.find(name);
    if (found == null) {
      String message =
          "%s\n"
              + "sObject type '%s' is not supported. If you are attempting to use a custom object,"
              + " be sure to append the '__c' after the entity name. Please reference your WSDL or"
              + " the describe call for the appropriate names.";
      throw Refusal.of(
          SalesforceError.of(400, "INVALID_TYPE", message.formatted(pointer(name), name)));
    }
    return found;
  }

  private Field field(String name) {
    Field field = table.type().field(name);
    if (field == null) {
      String message =
          "%s\n"
              + "No such column '%s' on entity '%s'. If you are attempting to use a custom field,"
              + " be sure to append the '__c' after the custom field name. Please reference your"
              + " WSDL or the describe call for the appropriate names.";
      throw Refusal.of(
          SalesforceError.of(
              400, "INVALID_FIELD", message.formatted(pointer(name), name, table.type().name())));
    }
    return field;
  }

  /** The query with a caret under the poison record. */
  private String pointer(String name) {
    int at = Math.max(0, text.indexOf(name));
    return "\n%s\n%s^\nERROR at Row:1:Column:%d".formatted(text, " ".repeat(at), at + 1);
  }
}
