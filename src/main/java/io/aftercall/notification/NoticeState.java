package io.aftercall.notification;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a cause.
 *
 * @param since when it began
 * @param goneSince when it was found to be over, or null: it lasts
 * @param toldAt when people were last told of it, or null: never
 */
record NoticeState(Cause.Key key, Instant since, Instant goneSince, Instant toldAt) {

  NoticeState lasting() {
    return new NoticeState(key, since, null, toldAt);
  }

  NoticeState gone(Instant now) {
    return goneSince == null ? new NoticeState(key, since, now, toldAt) : this;
  }

  NoticeState told(Instant now) {
    return new NoticeState(key, since, goneSince, now);
  }

  /** One that comes and goes counts as lasting until it has been away for so long. */
  boolean isOver(Instant now, Duration after) {
    return goneSince != null && !now.isBefore(goneSince.plus(after));
  }

  boolean isNew(Instant now, Duration after) {
    return toldAt == null && goneSince == null && !now.isBefore(since.plus(after));
  }

  boolean isToBeRepeated(Instant now, Duration every) {
    return toldAt != null && goneSince == null && !now.isBefore(toldAt.plus(every));
  }
}
