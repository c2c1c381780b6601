package io.aftercall.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of reading one body. */
public sealed interface ReadResult {

  /**
   * @param kind what the body tells about
   * @param call the canonical call; read-only, because {@code .raw} shares its nodes
   */
  record Read(BodyKind kind, ObjectNode call) implements ReadResult {}

  /**
   * @param why the reason in plain words, continuing "The body …"; never holds content of the body
   */
  record NotUnderstood(String why) implements ReadResult {}
}
