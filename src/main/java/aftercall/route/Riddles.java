package aftercall.route;

import aftercall.journal.EventState;
import aftercall.journal.Journal;
import aftercall.journal.OpenEvent;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import aftercall.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies that were kept without being understood, and are understood now: each gets its place among
 * the contents of its call, so that nobody is called twice for what came twice.
 */
final class Riddles {
  /** Before the hash of a body that nobody could name. */
  private static final String UNNAMED = "sha256:";

  private final Journal journal;
  private final Calls calls;

  Riddles(Journal journal, Calls calls) {
    this.journal = journal;
    this.calls = calls;
  }

  /** The same, each under the id of its call. */
  List<Decisions.Decided> solve(Tx tx, List<Decisions.Decided> all) throws SQLException {
    if (all.stream().noneMatch(Riddles::isSolved)) {
      return all;
    }
    List<Decisions.Decided> solved = new ArrayList<>();
    for (Decisions.Decided one : all) {
      solved.add(isSolved(one) ? solve(tx, one) : one);
    }
    return solved;
  }

  private static boolean isSolved(Decisions.Decided one) {
    return one.call() != null
        && one.event().kind() == null
        && one.event().callId().startsWith(UNNAMED);
  }

  private Decisions.Decided solve(Tx tx, Decisions.Decided one) throws SQLException {
    OpenEvent event = one.event();
    String id = one.call().path("id").asText();
    String kind = one.call().path("kind").asText();
    String hash = event.callId().substring(UNNAMED.length());
    Receipt place = journal.identify(tx, event, id, kind, hash);
    if (place.verdict() == Verdict.DUPLICATE) {
      Plan nothing = new Plan();
      nothing.end(
          EventState.IGNORED, "the same content of this call came as " + place.eventId() + " too");
      return new Decisions.Decided(event, one.call(), nothing);
    }
    // What is at hand still says that it is the first content.
    calls.forget(List.of(event.id()));
    return new Decisions.Decided(event.named(id, kind, place.revision()), one.call(), one.plan());
  }
}
