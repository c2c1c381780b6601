package aftercall.console;

import aftercall.console.EventStory.DeliveryStory;
import aftercall.console.StoryView.SceneView;
import aftercall.journal.EventRow;
import aftercall.journal.EventState;
import aftercall.orders.Remedy;
import aftercall.outbox.DeliveryRow;
import aftercall.outbox.DeliveryState;
import aftercall.outbox.Tried;
import aftercall.store.Change;
import java.util.List;
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
    List<StoryView.Fact> headers,
    StoryView story,
    List<Card> deliveries,
    List<Change> changes,
    String drift) {

  /**
   * One delivery.
   *
   * @param scene how its record is made; null when the rules in force would not send it
   */
  record Card(DeliveryRow row, List<Tried> attempts, List<Change> changes, SceneView scene) {
    /** These come first. */
    public boolean needsAPerson() {
      return row.state() == DeliveryState.REFUSED || row.state() == DeliveryState.DEAD;
    }

    public boolean canRetry() {
      return Remedy.RETRY.fits(row.state().text());
    }

    public boolean canDiscard() {
      return Remedy.DISCARD.fits(row.state().text());
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

  static RevisionView of(EventStory told, List<StoryView.Fact> headers) {
    StoryView story = told.story() == null ? null : StoryView.of(told.story());
    List<Card> cards = told.deliveries().stream().map(delivery -> card(delivery, story)).toList();
    return new RevisionView(
        told.event(), told.bytes(), headers, story, cards, told.changes(), drift(told, story));
  }

  private static Card card(DeliveryStory delivery, StoryView story) {
    DeliveryRow row = delivery.row();
    SceneView scene =
        story == null ? null : story.scene(row.destination(), row.ordinal()).orElse(null);
    return new Card(row, delivery.attempts(), delivery.changes(), scene);
  }

  private static String drift(EventStory told, StoryView story) {
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

  public boolean canReplay() {
    return Remedy.REPLAY.fits(event.state().text());
  }
}
