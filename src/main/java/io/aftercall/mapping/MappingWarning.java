package io.aftercall.mapping;

/**
 * Something an operator may want to know about a record that is sent nevertheless.
 *
 * @param field path of the field: {@code customer.name}
 * @param what plain words without any value of the call: "cut to 80 characters"
 */
public record MappingWarning(String field, String what) {
  @Override
  public String toString() {
    return field + ": " + what;
  }
}
