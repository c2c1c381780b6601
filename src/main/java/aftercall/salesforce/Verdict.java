package aftercall.salesforce;

import aftercall.delivery.Outcome.TryLater.Whose;
import java.time.Duration;

/**
 * What one kind of Salesforce error asks of us.
 *
 * @param course what to do with the record or the destination
 * @param sentence what happened, for operators: no names, numbers or texts of the record
 * @param pause how long to wait, or null for our own schedule
 * @param whose trouble it is; means something for LATER only
 */
record Verdict(Course course, String sentence, Duration pause, Whose whose) {

  /** From the mildest to the strictest: of several errors in one answer the strictest decides. */
  enum Course {
    /** Nothing to write and nothing wrong: the Lead lives on as a Contact. */
    SETTLED,
    /** Repeat in the same round, alone, and only once: what collided is there by now. */
    ONCE_MORE,
    LATER,
    REFUSE,
    STOP
  }

  static Verdict settled(String sentence) {
    return new Verdict(Course.SETTLED, sentence, null, Whose.RECORD);
  }

  static Verdict onceMore(String sentence) {
    return new Verdict(Course.ONCE_MORE, sentence, null, Whose.RECORD);
  }

  static Verdict later(String sentence) {
    return new Verdict(Course.LATER, sentence, null, Whose.RECORD);
  }

  static Verdict refuse(String sentence) {
    return new Verdict(Course.REFUSE, sentence, null, Whose.RECORD);
  }

  static Verdict stop(String sentence) {
    return new Verdict(Course.STOP, sentence, null, Whose.RECORD);
  }

  Verdict pausing(Duration wait) {
    return new Verdict(course, sentence, wait, whose);
  }

  /** Not about one record. */
  Verdict of(Whose trouble) {
    return new Verdict(course, sentence, pause, trouble);
  }
}
