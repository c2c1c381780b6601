package io.aftercall.routing;

import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.journal.EventState;
import io.aftercall.journal.Journal;
import io.aftercall.journal.LeasedEvent;
import io.aftercall.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies that were kept without being understood, and are understood now: each gets its place among
 * the contents of its call, so that nobody is called twice for what came twice.
 */
final class LateIdentification {
  /** Before the hash of a body that nobody could name. */
  private static final String UNNAMED = "sha256:";

  private final Journal journal;
  private final CallCache callCache;

  LateIdentification(Journal journal, CallCache callCache) {
    this.journal = journal;
    this.callCache = callCache;
  }

  /** The same, each under the id of its call. */
  List<RoutingWorker.RoutedEvent> identify(
      Transaction transaction, List<RoutingWorker.RoutedEvent> all) throws SQLException {
    if (all.stream().noneMatch(LateIdentification::isSolved)) {
      return all;
    }
    List<RoutingWorker.RoutedEvent> solved = new ArrayList<>();
    for (RoutingWorker.RoutedEvent one : all) {
      solved.add(isSolved(one) ? identify(transaction, one) : one);
    }
    return solved;
  }

  private static boolean isSolved(RoutingWorker.RoutedEvent one) {
    return one.call() != null
        && one.event().kind() == null
        && one.event().callId().startsWith(UNNAMED);
  }

  private RoutingWorker.RoutedEvent identify(Transaction transaction, RoutingWorker.RoutedEvent one)
      throws SQLException {
    LeasedEvent event = one.event();
    String id = one.call().path("id").asText();
    String kind = one.call().path("kind").asText();
    String hash = event.callId().substring(UNNAMED.length());
    AppendReceipt place = journal.identify(transaction, event, id, kind, hash);
    if (place.verdict() == AppendResult.DUPLICATE) {
      RoutingPlan nothing = new RoutingPlan();
      nothing.end(
          EventState.IGNORED, "the same content of this call came as " + place.eventId() + " too");
      return new RoutingWorker.RoutedEvent(event, one.call(), nothing);
    }
    // What is at hand still says that it is the first content.
    callCache.forget(List.of(event.id()));
    return new RoutingWorker.RoutedEvent(
        event.named(id, kind, place.revision()), one.call(), one.plan());
  }
}
