package aftercall.route;

import aftercall.config.Workspace;
import aftercall.versions.Serving;
import aftercall.versions.Versions;

/** Has every set of rules kept before it serves, and noted when this node begins to serve by it. */
final class Chronicle {
  private final Versions versions;
  private final String node;
  private Runnable due = () -> {};

  Chronicle(Versions versions, String node) {
    this.versions = versions;
    this.node = node;
  }

  void keep(Workspace set) {
    versions.keep(set);
  }

  /** To be noted by {@link #catchUp}. */
  synchronized void serves(Workspace set, Serving.Act by) {
    String hash = set.hash();
    Runnable before = due;
    due =
        () -> {
          before.run();
          versions.servings().begin(node, hash, by);
        };
  }

  /**
   * Notes what is not noted yet.
   *
   * @throws aftercall.store.StoreUnavailable when that cannot be done now
   */
  synchronized void catchUp() {
    due.run();
    due = () -> {};
  }
}
