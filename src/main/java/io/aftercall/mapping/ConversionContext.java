package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What conversions must know about the call: where and when it is at home. */
final class ConversionContext {
  private final JsonNode call;
  private ZoneId zone;
  private String nameText;
  private PersonName name;

  ConversionContext(JsonNode call) {
    this.call = call;
  }

  JsonNode call() {
    return call;
  }

  /** The zone of the call's source. */
  ZoneId zone() {
    if (zone == null) {
      zone = zoneOf(call.path("time_zone").asText("UTC"));
    }
    return zone;
  }

  /** Two-letter country for phone numbers without a country code, or null. */
  String region() {
    String region = call.path("region").asText("");
    return region.isEmpty() ? null : region;
  }

  /** The parts of a name; several fields ask for the same one in a row. */
  PersonName name(String text) {
    if (!text.equals(nameText)) {
      name = PersonNameParser.read(text);
      nameText = text;
    }
    return name;
  }

  /** Whether the text is a phone number that was already brought to E.164. */
  boolean isCleanPhone(String text) {
    return text.equals(call.path("customer_phone").textValue())
        || text.equals(call.path("assistant_phone").textValue());
  }

  private static ZoneId zoneOf(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
