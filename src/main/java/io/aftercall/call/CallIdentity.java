package io.aftercall.call;

/**
 * What the webhook endpoint must know of a body before it is stored, read in one pass over its
 * tokens without building a tree. It says the same as {@link CallReader} about kind and id, because
 * both ask the same {@link CallRecognition}.
 *
 * @param kind what the body tells about, or null if it was not understood
 * @param callId text that is unique for this sender: the call's own id; other kinds carry their
 *     kind before it ({@code conversation:…}, {@code message:…}) and so never meet a call. Null if
 *     not understood
 * @param problem why it was not understood, continuing "The body …", without content; else null
 * @param isFinal false only where the sender says that the call is not over yet
 */
public record CallIdentity(BodyKind kind, String callId, String problem, boolean isFinal) {

  /** Looks at a whole body of a shape we know, never throws. */
  public static CallIdentity peek(byte[] body) {
    return peek(body, PayloadLayout.KNOWN, null);
  }

  /** The same for a sender of any shape. */
  public static CallIdentity peek(byte[] body, PayloadLayout shape) {
    return peek(body, shape, null);
  }

  /**
   * Looks at a whole body, never throws. One of a sender whose shape is not known must be read as a
   * tree.
   *
   * @param contentType as the sender declared it, or null
   */
  public static CallIdentity peek(byte[] body, PayloadLayout shape, String contentType) {
    try {
      return shape.isKnown()
          ? LenientJson.read(body, contentType, CallRecognition::scan).envelope()
          : CallRecognition.of(shape.of(LenientJson.read(body, contentType, LenientJson::tree)))
              .envelope();
    } catch (UnreadableBodyException e) {
      return not(e.getMessage());
    }
  }

  /** Whether the body holds several calls, to be cut by {@link BodyParts}. */
  public boolean isSeveral() {
    return LenientJson.LIST.equals(problem);
  }

  public boolean understood() {
    return problem == null;
  }

  static CallIdentity of(BodyKind bodyKind, String callId, boolean isFinal) {
    return new CallIdentity(bodyKind, callId, null, isFinal);
  }

  /**
   * @param problem continues "The body …"
   */
  public static CallIdentity not(String problem) {
    return new CallIdentity(null, null, problem, true);
  }
}
