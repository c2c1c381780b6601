package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercall.call.text.CallMoment;
import io.aftercall.call.text.SpokenDates;
import io.aftercall.call.text.SpokenValue;
import io.aftercall.promise.Promise;
import io.aftercall.promise.PromiseRules;
import io.aftercall.promise.PromiseRules.Rating;
import io.aftercall.promise.WorkHours;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/** What a call promises, from what was read of it. */
final class CallPromise {
  private static final String DAY = "next_contact_date";
  private static final String APPOINTMENT = "appointment_at";

  private final PromiseRules rules;
  private final ObjectNode call;
  private final String words;
  private final CallMoment moment;
  private final ZoneId zone;

  private CallPromise(
      PromiseRules rules, ObjectNode call, String words, CallMoment moment, ZoneId zone) {
    this.rules = rules;
    this.call = call;
    this.words = words;
    this.moment = moment;
    this.zone = zone;
  }

  /**
   * Sets {@code .promise}: {@code {kind, due_at, due_date, why}}, or null where the time of the
   * call is not known.
   *
   * @param call the canonical call with its variables, words and notes
   * @param notes know the words of the day, which may name a time
   * @param moment null if not known
   */
  static void set(
      ObjectNode call, ReadingNotes notes, PromiseRules rules, CallMoment moment, ZoneId zone) {
    if (moment == null || !"call".equals(call.path("kind").textValue())) {
      call.putNull("promise");
      return;
    }
    Promise promise = new CallPromise(rules, call, notes.dateOf(DAY), moment, zone).promise();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", promise.kind().text())
        .put("due_at", Timestamps.text(promise.dueAt().toOffsetDateTime()))
        .put("due_date", promise.dueAt().toLocalDate().toString())
        .put("why", promise.why());
    call.set("promise", node);
  }

  private Promise promise() {
    JsonNode campaign = call.path("campaign");
    WorkHours open =
        rules.hours(JsonFields.text(campaign, "id"), JsonFields.text(campaign, "name"));
    ZonedDateTime end = moment.latest();
    Optional<ZonedDateTime> named = named();
    if (named.isPresent()) {
      return rules.callBack(named.get(), end, open);
    }
    if (isUnclear()) {
      return rules.undated(Promise.Kind.UNCLEAR, rating(), end, open);
    }
    JsonNode extracted = call.path("extracted_variables");
    boolean asked = extracted.path("follow_up_needed").booleanValue();
    OffsetDateTime appointment = Timestamps.read(extracted.path(APPOINTMENT), zone);
    if (appointment != null && !asked && extracted.path("appointment_scheduled").booleanValue()) {
      return Promise.appointment(appointment.atZoneSameInstant(zone));
    }
    return rules.undated(Promise.Kind.UNDATED, rating(), end, open);
  }

  /** The earliest moment that the named day and its words mean; a day before the call is none. */
  private Optional<ZonedDateTime> named() {
    String value = call.path("extracted_variables").path(DAY).textValue();
    SpokenDateTime read = SpokenDateTime.read(value).orElse(null);
    if (read == null || read.date().isBefore(moment.start().toLocalDate())) {
      return Optional.empty();
    }
    ZonedDateTime day = read.in(zone).atZoneSameInstant(zone);
    ZonedDateTime said = said(read.date());
    return Optional.of(said != null && said.isAfter(day) ? said : day);
  }

  /** What the words say beyond the day: a time, or a part of the day. */
  private ZonedDateTime said(LocalDate day) {
    if (SpokenDates.moment(words, moment, zone) instanceof SpokenValue.Known<OffsetDateTime> at) {
      return at.known().atZoneSameInstant(zone);
    }
    LocalTime part = SpokenDates.earliestTime(words, moment);
    return part == null ? null : day.atTime(part).atZone(zone);
  }

  /** Words that a person should read, not those that say that there is no such day. */
  private boolean isUnclear() {
    for (JsonNode note : call.path("notes")) {
      if (DAY.equals(note.path("name").textValue())
          && note.hasNonNull("why")
          && note.path("ask").asBoolean(true)) {
        return true;
      }
    }
    return false;
  }

  private Rating rating() {
    JsonNode extracted = call.path("extracted_variables");
    String quality = extracted.path("lead_quality").asText("").strip().toLowerCase(Locale.ROOT);
    return switch (quality) {
      case "hot", "high", "hoch", "heiß" -> Rating.HOT;
      case "warm", "medium", "mittel" -> Rating.WARM;
      case "cold", "low", "niedrig", "kalt" -> Rating.COLD;
      default ->
          extracted.path("customer_interested").booleanValue()
                  || call.path("goal_reached").booleanValue()
              ? Rating.HOT
              : Rating.OTHER;
    };
  }
}
