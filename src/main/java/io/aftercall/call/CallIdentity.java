package io.aftercall.call;

/**
 * What the door must know of a body before it is stored, read in one pass over its tokens without
 * building a tree. It says the same as {@link CallReader} about kind and id, because both ask the
 * same {@link CallRecognition}.
 *
 * @param kind what the body tells about, or null if it was not understood
 * @param callId text that is unique for this sender: the call's own id; other kinds carry their
 *     kind before it ({@code conversation:…}, {@code message:…}) and so never meet a call. Null if
 *     not understood
 * @param problem why it was not understood, continuing "The body …", without content; else null
 */
public record CallIdentity(BodyKind kind, String callId, String problem) {

  /** Looks at a whole body, never throws. */
  public static CallIdentity peek(byte[] body) {
    try {
      return LenientJson.read(body, CallRecognition::scan).envelope();
    } catch (UnreadableBodyException e) {
      return new CallIdentity(null, null, e.getMessage());
    }
  }

  /** The same for a sender of any shape. One whose shape is not known must be read as a tree. */
  public static CallIdentity peek(byte[] body, PayloadLayout shape) {
    if (shape.isKnown()) {
      return peek(body);
    }
    try {
      return CallRecognition.of(shape.of(LenientJson.read(body, LenientJson::tree))).envelope();
    } catch (UnreadableBodyException e) {
      return new CallIdentity(null, null, e.getMessage());
    }
  }

  public boolean understood() {
    return problem == null;
  }

  static CallIdentity of(BodyKind bodyKind, String callId) {
    return new CallIdentity(bodyKind, callId, null);
  }

  /**
   * @param problem continues "The body …"
   */
  public static CallIdentity not(String problem) {
    return new CallIdentity(null, null, problem);
  }
}
