package aftercall.route;

import aftercall.config.Workspace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Two sets of rules side by side, each with its very routes in a Camel context of its own and every
 * step that leads outside captured: what the second would do otherwise with a call. May be asked by
 * several threads at once.
 */
public final class Preview implements AutoCloseable {
  private final Rehearsal before;
  private final Rehearsal after;
  private final Alike alike;

  /** One of them. */
  public record Side(Workspace workspace, Ruleset rules, Understudies beans) {
    private Rehearsal open(InstantSource clock) throws Exception {
      return Rehearsal.quiet(workspace, rules, beans, clock);
    }
  }

  private Preview(Rehearsal before, Rehearsal after, Alike alike) {
    this.before = before;
    this.after = after;
    this.alike = alike;
  }

  /** Both at one time that stands still, so that nothing differs by the time it was made. */
  public static Preview open(Side before, Side after) throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.now());
    Rehearsal first = before.open(clock);
    try {
      return new Preview(
          first, after.open(clock), new Alike(before.workspace(), after.workspace()));
    } catch (Exception e) {
      first.close();
      throw e;
    }
  }

  /**
   * What becomes otherwise of one body.
   *
   * @return empty when everything stays as it is
   */
  public List<Difference> of(String source, byte[] body, int revision) {
    Decided was = before.decide(source, body, revision);
    Decided is = alike.decide() ? was : after.decide(source, body, revision);
    return new StoryDifference(was, is).find(before::scene, after::scene, alike::send);
  }

  @Override
  public void close() {
    before.close();
    after.close();
  }
}
