package aftercall.access;

/** What cannot be done about a user or a token, in words for whoever asked. */
public final class AccessProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  AccessProblem(String message) {
    super(message);
  }
}
