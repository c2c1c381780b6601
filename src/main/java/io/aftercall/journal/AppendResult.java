package io.aftercall.journal;

/** What the journal says to an arrival; the webhook endpoint's answer carries it in lower case. */
public enum AppendResult {
  /** New. */
  ACCEPTED,
  /** Known, byte for byte: nothing was stored, nothing will be delivered twice. */
  DUPLICATE,
  /** A known call with other content: its next revision. */
  UPDATED,
  /** Kept, but not understood. */
  QUARANTINED
}
