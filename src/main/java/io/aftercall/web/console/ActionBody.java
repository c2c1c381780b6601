package io.aftercall.web.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercall.bulk.BulkJobs;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How something is to be done: the body of a POST.
 *
 * @param why in a person's words; kept with every change
 * @param dryRun only say how many it would be
 * @param rate at most so many per second; null: as fast as it goes
 */
public record ActionBody(String why, boolean dryRun, Double rate) {
  private static final int LONGEST = 500;
  private static final double SLOWEST = 0.01;
  private static final double FASTEST = 10_000;

  /** A number that begins as phone numbers do, or an address. */
  private static final Pattern PERSON =
      Pattern.compile("(?<![\\w-])(\\+|00?)[1-9](?:[ ()/.-]{0,2}\\d){7,14}|\\S@\\S+\\.\\S");

  private static final List<String> KNOWN = List.of("why", "dry_run", "rate");

  /**
   * @param body null when nothing was sent
   * @param mustSayWhy whether there is no word for it by default
   */
  public static ActionBody of(JsonNode body, boolean mustSayWhy) {
    if (body != null && !body.isObject()) {
      throw new BadRequestException("the body must be a JSON object with why, dry_run and rate");
    }
    if (body != null) {
      body.fieldNames()
          .forEachRemaining(
              name -> {
                if (!KNOWN.contains(name)) {
                  throw new BadRequestException(
                      "the body may hold why, dry_run and rate, not " + name);
                }
              });
    }
    return new ActionBody(why(text(body), mustSayWhy), dryRun(body), rate(body));
  }

  private static String text(JsonNode body) {
    JsonNode why = body == null ? null : body.get("why");
    if (why == null || why.isNull()) {
      return "";
    }
    if (!why.isTextual()) {
      throw new BadRequestException("why must be a text");
    }
    return why.textValue();
  }

  /** The why as it is kept. */
  public static String why(String said, boolean mustSayWhy) {
    String why = said.strip();
    if (why.isEmpty() && mustSayWhy) {
      throw new BadRequestException("why is missing: say in a few words why");
    }
    if (why.length() > LONGEST) {
      throw new BadRequestException("why is longer than " + LONGEST + " characters");
    }
    if (PERSON.matcher(why).find()) {
      throw new BadRequestException(
          "why holds what looks like a phone number or an e-mail address; it is kept for good, so"
              + " say it without naming the person");
    }
    return why.isEmpty() ? "asked for" : why;
  }

  private static boolean dryRun(JsonNode body) {
    JsonNode dry = body == null ? null : body.get("dry_run");
    if (dry == null || dry.isNull()) {
      return false;
    }
    if (!dry.isBoolean()) {
      throw new BadRequestException("dry_run must be true or false");
    }
    return dry.booleanValue();
  }

  private static Double rate(JsonNode body) {
    JsonNode rate = body == null ? null : body.get("rate");
    if (rate == null || rate.isNull()) {
      return null;
    }
    return rate(rate.isNumber() ? rate.asText() : "");
  }

  /**
   * @param said blank: as fast as it goes
   */
  static Double rateOf(String said) {
    return said.isBlank() ? null : rate(said.strip());
  }

  private static Double rate(String text) {
    try {
      double rate = Double.parseDouble(text);
      if (rate >= SLOWEST && rate <= FASTEST) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadRequestException("rate must be how many per second, a number from 0.01 to 10000");
  }

  public BulkJobs.BulkRequest by(String who) {
    return new BulkJobs.BulkRequest(who, why, rate);
  }
}
