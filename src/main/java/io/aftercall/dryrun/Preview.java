package io.aftercall.dryrun;

import io.aftercall.config.Workspace;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.routing.RoutingDecision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Two sets of rules side by side, each with its very routes in a Camel context of its own and every
 * step that leads outside captured: what the second would do otherwise with a call. May be asked by
 * several threads at once.
 */
public final class Preview implements AutoCloseable {
  private final DryRun before;
  private final DryRun after;
  private final ConfigEquivalence configEquivalence;

  /** One of them. */
  public record Side(Workspace workspace, ConfigSnapshot rules, DryRunBeans beans) {
    private DryRun open(InstantSource clock) throws Exception {
      return DryRun.quiet(workspace, rules, beans, clock);
    }
  }

  private Preview(DryRun before, DryRun after, ConfigEquivalence configEquivalence) {
    this.before = before;
    this.after = after;
    this.configEquivalence = configEquivalence;
  }

  /** Both at one time that stands still, so that nothing differs by the time it was made. */
  public static Preview open(Side before, Side after) throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.now());
    DryRun first = before.open(clock);
    try {
      return new Preview(
          first, after.open(clock), new ConfigEquivalence(before.workspace(), after.workspace()));
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
  public List<PreviewChange> of(String source, byte[] body, int revision) {
    RoutingDecision was = before.decide(source, body, revision);
    RoutingDecision is = configEquivalence.decide() ? was : after.decide(source, body, revision);
    return new DecisionDiff(was, is).find(before::scene, after::scene, configEquivalence::send);
  }

  @Override
  public void close() {
    before.close();
    after.close();
  }
}
