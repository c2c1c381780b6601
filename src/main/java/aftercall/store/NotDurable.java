package aftercall.store;

/** The database would lose what it has confirmed. Names the setting and what to do about it. */
public final class NotDurable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotDurable(String setting, String remedy) {
    super("The database would lose calls at a power cut: " + setting + ". " + remedy);
  }
}
