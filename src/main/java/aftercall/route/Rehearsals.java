package aftercall.route;

import aftercall.config.Workspace;
import java.nio.file.Path;

/** Tells what the rules in force would do with a body. Opened with the first question, kept. */
public final class Rehearsals implements AutoCloseable {
  private final Path home;
  private final InForce inForce;
  private final Understudies beans;
  private Rehearsal open;
  private String version = "";

  Rehearsals(Path home, InForce inForce, Understudies beans) {
    this.home = home;
    this.inForce = inForce;
    this.beans = beans;
  }

  /**
   * One body of a source, all the way, with nothing stored and nothing sent.
   *
   * @throws IllegalArgumentException when there is no such source
   */
  public synchronized Story tell(String source, byte[] body, int revision) {
    return now().tell(source, body, revision);
  }

  private Rehearsal now() {
    Ruleset rules = inForce.get();
    if (open == null || !rules.hash().equals(version)) {
      close();
      try {
        open = Rehearsal.open(Workspace.read(home), rules, beans);
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
