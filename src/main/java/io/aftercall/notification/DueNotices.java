package io.aftercall.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be told now.
 *
 * @param fresh of which nobody has been told
 * @param repeated that still last, and of which nobody was told for long
 * @param over of which people were told, and which are no more
 * @param lasting how many causes there are in all
 */
record DueNotices(List<Cause> fresh, List<Cause> repeated, List<NoticeState> over, int lasting) {

  boolean isEmpty() {
    return fresh.isEmpty() && repeated.isEmpty() && over.isEmpty();
  }

  int size() {
    return fresh.size() + repeated.size() + over.size();
  }

  /**
   * Looks at what is known and what is found.
   *
   * @param known is brought up to date: causes that are new come in, those that are over and of
   *     which nobody was told go out
   */
  static DueNotices of(
      Map<Cause.Key, NoticeState> known, List<Cause> found, NotifySettings settings, Instant now) {
    Map<Cause.Key, Cause> causes = new HashMap<>();
    for (Cause cause : found) {
      causes.put(cause.key(), cause);
      NoticeState before = known.get(cause.key());
      known.put(
          cause.key(),
          before == null
              ? new NoticeState(cause.key(), cause.since(), null, null)
              : before.lasting());
    }
    DueNotices due =
        new DueNotices(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), causes.size());
    List<NoticeState> states = new ArrayList<>(known.values());
    states.sort(
        Comparator.comparing((NoticeState state) -> state.key().kind())
            .thenComparing(state -> state.key().destination())
            .thenComparing(state -> state.key().code()));
    for (NoticeState state : states) {
      Cause cause = causes.get(state.key());
      if (cause == null) {
        due.gone(known, state.gone(now), settings, now);
      } else {
        due.lasts(cause, known.get(state.key()), settings, now);
      }
    }
    return due;
  }

  private void gone(
      Map<Cause.Key, NoticeState> known, NoticeState state, NotifySettings settings, Instant now) {
    known.put(state.key(), state);
    if (state.isOver(now, settings.after())) {
      if (state.toldAt() == null) {
        known.remove(state.key());
      } else {
        over.add(state);
      }
    }
  }

  private void lasts(Cause cause, NoticeState state, NotifySettings settings, Instant now) {
    Cause shown = new Cause(cause.key(), cause.count(), state.since());
    if (state.isNew(now, settings.after())) {
      fresh.add(shown);
    } else if (state.isToBeRepeated(now, settings.remindEvery())) {
      repeated.add(shown);
    }
  }

  /** People have been told. */
  void told(Map<Cause.Key, NoticeState> known, Instant now) {
    over.forEach(state -> known.remove(state.key()));
    fresh.forEach(cause -> known.computeIfPresent(cause.key(), (key, state) -> state.told(now)));
    repeated.forEach(cause -> known.computeIfPresent(cause.key(), (key, state) -> state.told(now)));
  }
}
