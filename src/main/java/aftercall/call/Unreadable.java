package aftercall.call;

/** The body is not one JSON object within limits; the message says why and holds no content. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  Unreadable(String why) {
    super(why, null, false, false);
  }
}
