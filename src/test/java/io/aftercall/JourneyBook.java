package io.aftercall;

import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.sandbox.SandboxService;
import java.time.Duration;
import java.util.List;

/** Where a posted call stands, asked of the running service. */
record JourneyBook(SandboxService service, String callId) {

  static JourneyBook of(SandboxService service, String callId) {
    return new JourneyBook(service, callId);
  }

  /** The state of its latest revision, once it is decided. */
  String state() throws InterruptedException {
    awaitRouted(Duration.ofSeconds(20));
    List<EventRow> revisions = revisions();
    return revisions.get(revisions.size() - 1).state().text();
  }

  void awaitRouted(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      List<EventRow> revisions = revisions();
      if (!revisions.isEmpty()
          && revisions.stream().noneMatch(row -> row.state() == EventState.RECEIVED)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("call " + callId + " was not decided in time");
  }

  private List<EventRow> revisions() {
    return service.bean(EventQueries.class).ofCall(null, callId);
  }
}
