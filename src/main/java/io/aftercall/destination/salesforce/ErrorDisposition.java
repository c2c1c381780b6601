package io.aftercall.destination.salesforce;

import io.aftercall.destination.Outcome.Retry.Scope;
import java.time.Duration;

/**
 * What one kind of Salesforce error asks of us.
 *
 * @param course what to do with the record or the destination
 * @param sentence what happened, for operators: no names, numbers or texts of the record
 * @param pause how long to wait, or null for our own schedule
 * @param whose trouble it is; means something for LATER only
 */
record ErrorDisposition(Disposition course, String sentence, Duration pause, Scope whose) {

  /** From the mildest to the strictest: of several errors in one answer the strictest decides. */
  enum Disposition {
    /** Nothing to write and nothing wrong: the Lead lives on as a Contact. */
    SETTLED,
    /** Repeat in the same round, alone, and only once: what collided is there by now. */
    ONCE_MORE,
    LATER,
    REFUSE,
    STOP
  }

  static ErrorDisposition settled(String sentence) {
    return new ErrorDisposition(Disposition.SETTLED, sentence, null, Scope.RECORD);
  }

  static ErrorDisposition onceMore(String sentence) {
    return new ErrorDisposition(Disposition.ONCE_MORE, sentence, null, Scope.RECORD);
  }

  static ErrorDisposition later(String sentence) {
    return new ErrorDisposition(Disposition.LATER, sentence, null, Scope.RECORD);
  }

  static ErrorDisposition refuse(String sentence) {
    return new ErrorDisposition(Disposition.REFUSE, sentence, null, Scope.RECORD);
  }

  static ErrorDisposition stop(String sentence) {
    return new ErrorDisposition(Disposition.STOP, sentence, null, Scope.RECORD);
  }

  ErrorDisposition pausing(Duration wait) {
    return new ErrorDisposition(course, sentence, wait, whose);
  }

  /** Not about one record. */
  ErrorDisposition of(Scope trouble) {
    return new ErrorDisposition(course, sentence, pause, trouble);
  }
}
