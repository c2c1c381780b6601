package aftercall.call;

/**
 * What the door must know of a body before it is stored, read in one pass over its tokens without
 * building a tree. It says the same as {@link CallReader} about kind and id, because both ask the
 * same {@link Marks}.
 *
 * @param kind what the body tells about, or null if it was not understood
 * @param callId text that is unique for this sender: the call's own id; other kinds carry their
 *     kind before it ({@code conversation:…}, {@code message:…}) and so never meet a call. Null if
 *     not understood
 * @param problem why it was not understood, continuing "The body …", without content; else null
 */
public record Envelope(Kind kind, String callId, String problem) {

  /** Looks at a whole body, never throws. */
  public static Envelope peek(byte[] body) {
    try {
      return Json.read(body, Marks::scan).envelope();
    } catch (Unreadable e) {
      return new Envelope(null, null, e.getMessage());
    }
  }

  /** The same for a sender of any shape. One whose shape is not known must be read as a tree. */
  public static Envelope peek(byte[] body, BodyShape shape) {
    if (shape.isKnown()) {
      return peek(body);
    }
    try {
      return Marks.of(shape.of(Json.read(body, Json::tree))).envelope();
    } catch (Unreadable e) {
      return new Envelope(null, null, e.getMessage());
    }
  }

  public boolean understood() {
    return problem == null;
  }

  static Envelope of(Kind kind, String callId) {
    return new Envelope(kind, callId, null);
  }

  /**
   * @param problem continues "The body …"
   */
  public static Envelope not(String problem) {
    return new Envelope(null, null, problem);
  }
}
