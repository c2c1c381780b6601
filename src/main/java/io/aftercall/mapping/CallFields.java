package io.aftercall.mapping;

import java.util.List;

/** The fields of the canonical call: what a bare path may start with. */
final class CallFields {
  static final List<String> NAMES =
      List.of(
          "id",
          "kind",
          "event",
          "source",
          "customer_phone",
          "customer_phone_raw",
          "customer_phone_valid",
          "customer_name",
          "customer_company",
          "customer_email",
          "assistant_phone",
          "assistant_phone_raw",
          "assistant_id",
          "assistant_name",
          "direction",
          "duration",
          "minutes",
          "status",
          "outcome",
          "answered_by",
          "final",
          "success",
          "goal_reached",
          "sentiment",
          "extracted_variables",
          "input_variables",
          "transcript",
          "segments",
          "summary",
          "recording_url",
          "consent",
          "created_at",
          "finished_at",
          "local_date",
          "local_time",
          "weekday",
          "language",
          "time_zone",
          "region",
          "lead",
          "campaign",
          "attempt_no",
          "max_retries",
          "last_attempt",
          "person_key",
          "revision",
          "hold_reason",
          "promise",
          "said",
          "notes",
          "headers",
          "raw");

  private CallFields() {}
}
