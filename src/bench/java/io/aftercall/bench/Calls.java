package io.aftercall.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** Requests with a call each: the seed's sample with its own id and phone. */
final class Calls {
  private static final String BODY =
      """
      {"id":@,"customer_phone":"@","assistant_phone":"+4912345678","duration":180,"status":"completed",\
      "extracted_variables":{"customer_interested":true,"appointment_scheduled":false,"contact_reason":"product_inquiry",\
      "follow_up_needed":false,"customer_budget":"10000-50000","decision_maker":true},\
      "input_variables":{"customer_name":"Max Mustermann","company":"Beispiel GmbH"},\
      "transcript":"Assistant: Hello Mr. Mustermann! I am calling from Famulor...\\nCustomer: Hello, yes I am listening...",\
      "recording_url":"https://recordings.example/call.mp3","created_at":"2024-01-15T10:30:00Z","finished_at":"2024-01-15T10:33:00Z",\
      "lead":{"id":@,"phone_number":"@","variables":{"customer_name":"Max Mustermann","company":"Beispiel GmbH","source":"website"},\
      "status":"contacted","created_at":"2024-01-14T09:00:00Z","updated_at":"2024-01-15T10:33:00Z"},\
      "campaign":{"id":2324,"name":"New Customer Acquisition Q1 2024","status":"in-progress","allowed_hours_start_time":"09:00:00",\
      "allowed_hours_end_time":"18:00:00","allowed_days":["monday","tuesday","wednesday","thursday","friday"],"max_calls_in_parallel":5,\
      "max_retries":3,"retry_interval":60,"created_at":"2024-01-01T08:00:00Z","updated_at":"2024-01-15T10:00:00Z"}}\
      """;

  private static final String[] PARTS = BODY.split("@", -1);

  private Calls() {}

  /** Assembled from ready pieces, for the generator shares the cores with what it measures. */
  static LongFunction<byte[]> requests(int port) {
    return id -> request(port, id);
  }

  private static byte[] request(int port, long id) {
    String number = Long.toString(id);
    String phone = "+49151" + (10_000_000 + id % 90_000_000);
    String body =
        PARTS[0] + number + PARTS[1] + phone + PARTS[2] + number + PARTS[3] + phone + PARTS[4];
    String head =
        "POST /webhooks/famulor/"
            + Child.TOKEN
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
