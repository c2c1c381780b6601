package aftercall;

import aftercall.journal.EventList;
import aftercall.journal.EventRow;
import aftercall.journal.EventState;
import aftercall.sandbox.SandboxService;
import java.time.Duration;
import java.util.List;

/** Where a posted call stands, asked of the running service. */
record Story(SandboxService service, String callId) {

  static Story of(SandboxService service, String callId) {
    return new Story(service, callId);
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
    return service.bean(EventList.class).ofCall(null, callId);
  }
}
