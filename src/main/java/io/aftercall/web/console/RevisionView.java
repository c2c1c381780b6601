package io.aftercall.web.console;

import io.aftercall.bulk.BulkAction;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.outbox.NumberedAttempt;
import io.aftercall.store.StateChange;
import io.aftercall.web.console.CallView.SceneView;
import io.aftercall.web.console.EventHistory.DeliveryStory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One revision of a call, as its page shows it.
 *
 * @param headers those that were kept
 * @param story null when the body was erased
 * @param drift what the rules in force would do otherwise than what was done, or empty
 */
record RevisionView(
    EventRow event,
    int bytes,
    List<CallView.Fact> headers,
    CallView story,
    List<Card> deliveries,
    List<StateChange> changes,
    String drift) {

  /**
   * One delivery.
   *
   * @param scene how its record is made; null when the rules in force would not send it
   */
  record Card(
      DeliveryRow row,
      List<NumberedAttempt> attempts,
      Map<Integer, String> answers,
      String uncountedAnswer,
      List<StateChange> changes,
      SceneView scene) {
    /** What needs a person comes first, then what is not done yet. */
    private int rank() {
      if (row.state() == DeliveryState.REJECTED || row.state() == DeliveryState.FAILED) {
        return 0;
      }
      return row.state().open() ? 1 : 2;
    }

    public boolean canRetry() {
      return BulkAction.RETRY.fits(row.state().text());
    }

    public boolean canDiscard() {
      return BulkAction.DISCARD.fits(row.state().text());
    }

    /** Whether its last attempt was made by a mapping that has changed since. */
    public boolean otherMapping() {
      String used =
          attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).attempt().mappingVersion();
      return scene != null
          && scene.version() != null
          && used != null
          && !used.isEmpty()
          && !used.equals(scene.version());
    }
  }

  static RevisionView of(EventHistory told, List<CallView.Fact> headers) {
    CallView story = told.story() == null ? null : CallView.of(told.story());
    List<Card> cards =
        told.deliveries().stream()
            .map(delivery -> card(delivery, story))
            .sorted(Comparator.comparingInt(Card::rank))
            .toList();
    return new RevisionView(
        told.event(), told.bytes(), headers, story, cards, told.changes(), drift(told, story));
  }

  private static Card card(DeliveryStory delivery, CallView story) {
    DeliveryRow row = delivery.row();
    SceneView scene =
        story == null ? null : story.scene(row.destination(), row.ordinal()).orElse(null);
    return new Card(
        row,
        delivery.attempts(),
        delivery.answers(),
        delivery.uncountedAnswer(),
        delivery.changes(),
        scene);
  }

  private static String drift(EventHistory told, CallView story) {
    EventState state = told.event().state();
    if (story == null || state == EventState.RECEIVED || state == EventState.IGNORED) {
      return "";
    }
    if (state != EventState.ROUTED || !story.state().equals(state.text())) {
      return story.state().equals(state.text())
          ? ""
          : "By the rules in force now it would be " + story.state() + ".";
    }
    Set<String> done = names(told.deliveries().stream().map(one -> one.row().destination()));
    Set<String> now = names(story.scenes().stream().map(SceneView::destination));
    Set<String> gone = new TreeSet<>(done);
    gone.removeAll(now);
    Set<String> fresh = new TreeSet<>(now);
    fresh.removeAll(done);
    // What goes only once per call does not go again with a later revision.
    if (told.event().revision() > 1) {
      fresh.clear();
    }
    return (gone.isEmpty() ? "" : "By the rules in force now it would not go to " + list(gone))
        + (fresh.isEmpty() ? "" : "By the rules in force now it would also go to " + list(fresh));
  }

  private static Set<String> names(Stream<String> destinations) {
    return destinations.collect(Collectors.toSet());
  }

  private static String list(Set<String> names) {
    return String.join(", ", names) + ". ";
  }

  /** Whether something is still on its way. */
  public boolean moving() {
    return event.state() == EventState.RECEIVED
        || deliveries.stream().anyMatch(card -> card.row().state().open());
  }

  public boolean canDismiss() {
    return BulkAction.DISMISS.fits(event.state().text());
  }

  public boolean canReplay() {
    return BulkAction.REPLAY.fits(event.state().text());
  }
}
