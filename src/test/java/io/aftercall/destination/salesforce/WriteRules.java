package io.aftercall.destination.salesforce;

import io.aftercall.destination.FieldWrites;

/** The rules of careful writes, for the rooms that keep them too. */
public final class WriteRules {
  private WriteRules() {}

  public static FieldWrites activeConfig() {
    return new FieldWriteDecisions();
  }
}
