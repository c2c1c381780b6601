package io.aftercall.promise;

import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What somebody is to do after a call, and when.
 *
 * @param dueAt in the source's zone
 * @param why in plain words, without the customer's
 */
public record Promise(Kind kind, ZonedDateTime dueAt, String why) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  /** What was promised. */
  public enum Kind {
    /** A day or a moment to call back was named. */
    CALL_BACK,
    /** Something was said that is no certain day: a person has to read the words. */
    UNCLEAR,
    /** An appointment, at the moment both agreed on. */
    APPOINTMENT,
    /** No day was named: due within the time the rating allows. */
    UNDATED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A moment both agreed on is kept, whatever the hours: only people move an appointment. */
  public static Promise appointment(ZonedDateTime agreed) {
    return new Promise(Kind.APPOINTMENT, agreed, "appointment on " + MOMENT.format(agreed));
  }

  /**
   * Due at the first open moment that is not before the given one.
   *
   * @param reason where the given moment comes from
   */
  static Promise open(Kind kind, ZonedDateTime earliest, String reason, WorkHours hours) {
    WorkHours.Opening opening = hours.next(earliest);
    boolean sameDay = opening.at().toLocalDate().equals(earliest.toLocalDate());
    // A day without a time is kept by any moment of it.
    boolean kept = sameDay && earliest.toLocalTime().equals(LocalTime.MIDNIGHT);
    String moved =
        opening.obstacle() == null || kept
            ? ""
            : ", moved to " + MOMENT.format(opening.at()) + " because " + opening.obstacle();
    return new Promise(kind, opening.at(), reason + moved);
  }
}
