package io.aftercall.dryrun;

import io.aftercall.call.StoredRequest;
import io.aftercall.journal.EventBody;
import io.aftercall.person.Suppressions;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.routing.CallCache;

/** Tells what the rules in force would do with a body. Opened with the first question, kept. */
public final class DryRunCache implements AutoCloseable {
  private final ActiveConfig activeConfig;
  private final DryRunBeans beans;
  private final Suppressions suppressions;
  private DryRun open;
  private String version = "";

  /**
   * @param suppressions who must not be contacted
   */
  public DryRunCache(ActiveConfig activeConfig, DryRunBeans beans, Suppressions suppressions) {
    this.activeConfig = activeConfig;
    this.beans = beans;
    this.suppressions = suppressions;
  }

  /**
   * One body of a source, all the way, with nothing stored and nothing sent.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public synchronized DryRunReport tell(String source, byte[] body, int revision) {
    return now().tell(source, body, revision);
  }

  /** The same, with what the outside would answer. */
  public synchronized DryRunReport tell(String source, byte[] body, DryRunAnswers answers) {
    return now().tell(source, StoredRequest.of(body, 1), answers);
  }

  /** The same for an event of the journal. */
  public synchronized DryRunReport tell(EventBody stored) {
    return now().tell(stored.source(), CallCache.request(stored));
  }

  private DryRun now() {
    ConfigSnapshot rules = activeConfig.get();
    if (open == null || !rules.hash().equals(version)) {
      close();
      try {
        open =
            DryRun.open(activeConfig.workspace(), rules, beans)
                .withSuppressions(suppressions::reason);
      } catch (Exception e) {
        throw new IllegalStateException("the routes cannot be rehearsed: " + e.getMessage(), e);
      }
      version = rules.hash();
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
