package io.aftercall.reload;

import io.aftercall.config.Workspace;
import io.aftercall.reload.history.ConfigActivation;
import io.aftercall.reload.history.ConfigVersions;

/** Has every set of rules kept before it serves, and noted when this node begins to serve by it. */
public final class ActivationLog {
  private final ConfigVersions configVersions;
  private final String node;
  private Runnable due = () -> {};

  public ActivationLog(ConfigVersions configVersions, String node) {
    this.configVersions = configVersions;
    this.node = node;
  }

  public void store(Workspace set) {
    configVersions.store(set);
  }

  /** Whether any node was active with files of this hash before. */
  public boolean wasActive(String hash) {
    return !configVersions.servings().of(hash).isEmpty();
  }

  /** To be noted by {@link #retryPendingWrites}. */
  public synchronized void onActivated(Workspace set, ConfigActivation.RollbackInfo by) {
    String hash = set.hash();
    Runnable before = due;
    due =
        () -> {
          before.run();
          configVersions.servings().begin(node, hash, by);
        };
  }

  /**
   * Notes what is not noted yet.
   *
   * @throws aftercall.store.StoreUnavailableException when that cannot be done now
   */
  public synchronized void retryPendingWrites() {
    due.run();
    due = () -> {};
  }
}
