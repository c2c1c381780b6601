package io.aftercall.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The daily allowance of calls. */
final class Limits {
  private final Calls calls;
  private volatile int daily = 5_000_000;

  Limits(Calls calls) {
    this.calls = calls;
  }

  void daily(int allowed) {
    daily = allowed;
  }

  boolean exceeded() {
    return calls.total() > daily;
  }

  /** Value of {@code Sforce-Limit-Info}. */
  String usage() {
    return "api-usage=" + Math.min(calls.total(), daily) + "/" + daily;
  }

  ObjectNode describe() {
    ObjectNode limits = Json.object();
    put(limits, "DailyApiRequests", daily, Math.max(0, daily - calls.total()));
    put(limits, "DailyBulkV2QueryJobs", 10_000, 10_000);
    put(limits, "DataStorageMB", 1_024, 1_000);
    put(limits, "SingleEmail", 5_000, 5_000);
    return limits;
  }

  private static void put(ObjectNode limits, String name, int max, int remaining) {
    limits.putObject(name).put("Max", max).put("Remaining", remaining);
  }
}
