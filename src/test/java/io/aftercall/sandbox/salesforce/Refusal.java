package io.aftercall.sandbox.salesforce;

import java.util.List;

/** Ends a request, or the saving of one record of it, with errors. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<SalesforceError> errors;

  private Refusal(List<SalesforceError> errors) {
    super(errors.toString(), null, false, false);
    this.errors = errors;
  }

  static Refusal of(SalesforceError... errors) {
    return new Refusal(List.of(errors));
  }

  static Refusal of(List<SalesforceError> errors) {
    return new Refusal(List.copyOf(errors));
  }

  List<SalesforceError> errors() {
    return errors;
  }
}
