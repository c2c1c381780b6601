package io.aftercall.promise;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of a source about what its calls promise.
 *
 * @param hours of every campaign that is not named
 * @param campaigns id or name of a campaign to hours of its own
 * @param answerWithin how soon a promise without a day is kept; every rating has one
 * @param maxCallsInParallel how much of one campaign may be due at the same minute; 0 is no limit
 */
public record PromiseRules(
    WorkHours hours,
    Map<String, WorkHours> campaigns,
    Map<Rating, Duration> answerWithin,
    int maxCallsInParallel) {
  /** How warm the lead is. */
  public enum Rating {
    HOT(Duration.ofMinutes(15)),
    WARM(Duration.ofHours(4)),
    COLD(Duration.ofDays(2)),
    OTHER(Duration.ofDays(1));

    private final Duration usual;

    Rating(Duration usual) {
      this.usual = usual;
    }

    /** Where the source says nothing else. */
    public Duration usual() {
      return usual;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PromiseRules {
    campaigns = Map.copyOf(campaigns);
    answerWithin = Map.copyOf(answerWithin);
  }

  /**
   * The hours of a campaign.
   *
   * @param id may be null
   * @param name may be null
   */
  public WorkHours hours(String id, String name) {
    WorkHours byId = id == null ? null : campaigns.get(id);
    WorkHours own = byId != null || name == null ? byId : campaigns.get(name);
    return own == null ? hours : own;
  }

  /**
   * A call back at a named time.
   *
   * @param named the earliest moment that the words mean
   * @param end when the call ended: nothing is due before
   */
  public Promise callBack(ZonedDateTime named, ZonedDateTime end, WorkHours open) {
    ZonedDateTime earliest = named.isBefore(end) ? end : named;
    return Promise.open(
        Promise.Kind.CALL_BACK, minute(earliest), "named for " + named.toLocalDate(), open);
  }

  /** Where no certain day was named: within the time of the rating, counted from the call's end. */
  public Promise undated(Promise.Kind kind, Rating rating, ZonedDateTime end, WorkHours open) {
    Duration within = answerWithin.get(rating);
    String reason =
        kind == Promise.Kind.UNCLEAR ? "the words are no certain day" : "no day was named";
    return Promise.open(
        kind,
        minute(end.plus(within)),
        reason + ", " + rating.text() + " is due within " + words(within),
        open);
  }

  private static String words(Duration within) {
    return within.toMinutes() % 60 == 0 ? within.toHours() + " h" : within.toMinutes() + " min";
  }

  /** The next full minute, as nothing is due earlier. */
  private static ZonedDateTime minute(ZonedDateTime moment) {
    ZonedDateTime minute = moment.truncatedTo(ChronoUnit.MINUTES);
    return minute.isEqual(moment) ? minute : minute.plusMinutes(1);
  }
}
