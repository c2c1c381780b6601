package io.aftercall.destination;

/** What leaves in a form of its own protocol, and can tell itself as text in a dry run. */
public interface Previewable {
  /** All a person at the other end would see, line by line. */
  String preview();
}
