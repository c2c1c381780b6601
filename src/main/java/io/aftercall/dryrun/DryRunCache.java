package io.aftercall.dryrun;

import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;

/** Tells what the rules in force would do with a body. Opened with the first question, kept. */
public final class DryRunCache implements AutoCloseable {
  private final ActiveConfig activeConfig;
  private final DryRunBeans beans;
  private DryRun open;
  private String version = "";

  public DryRunCache(ActiveConfig activeConfig, DryRunBeans beans) {
    this.activeConfig = activeConfig;
    this.beans = beans;
  }

  /**
   * One body of a source, all the way, with nothing stored and nothing sent.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public synchronized DryRunReport tell(String source, byte[] body, int revision) {
    return now().tell(source, body, revision);
  }

  private DryRun now() {
    ConfigSnapshot rules = activeConfig.get();
    if (open == null || !rules.hash().equals(version)) {
      close();
      try {
        open = DryRun.open(activeConfig.workspace(), rules, beans);
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
