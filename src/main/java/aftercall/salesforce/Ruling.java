package aftercall.salesforce;

import aftercall.delivery.Caution;
import aftercall.delivery.Mark;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether a value is written.
 *
 * @param value what is sent, or null when the field is left as it was
 * @param left why it is left, in plain words; "" when it is sent
 * @param mark what is to be remembered once the record is there, or null
 */
record Ruling(JsonNode value, String left, Mark mark) {

  static Ruling on(Caution caution, Meeting meeting) {
    return switch (caution.policy()) {
      case IF_EMPTY -> ifEmpty(meeting);
      case IF_OURS -> ifOurs(meeting);
      case NEWER -> newer(meeting);
      case APPEND -> new Appending(meeting, caution.max()).ruling();
    };
  }

  static Ruling leave(String why) {
    return new Ruling(null, why, null);
  }

  private static Ruling ifEmpty(Meeting meeting) {
    return AsStored.isEmpty(meeting.theirs())
        ? new Ruling(meeting.ours(), "", null)
        : leave("something stands there already");
  }

  /** What the very same attempt sent before, without learning of it, is ours too. */
  private static Ruling ifOurs(Meeting meeting) {
    String theirs = AsStored.text(meeting.theirs());
    boolean ours = meeting.last() != null && meeting.print(theirs).equals(meeting.last().print());
    boolean sent = meeting.repeated() && theirs.equals(AsStored.text(meeting.ours()));
    if (theirs.isEmpty() || ours || sent) {
      return write(meeting);
    }
    return leave(
        meeting.last() == null ? "someone else wrote it" : "someone changed it in the CRM");
  }

  private static Ruling newer(Meeting meeting) {
    Mark last = meeting.last();
    if (last == null || meeting.now().follows(last.by())) {
      return write(meeting);
    }
    return leave(
        last.by().call().equals(meeting.now().call())
            ? "a later revision of the call wrote it"
            : "a later call wrote it");
  }

  private static Ruling write(Meeting meeting) {
    String print = meeting.print(AsStored.text(meeting.ours()));
    return new Ruling(meeting.ours(), "", Mark.of(print, meeting.now()));
  }
}
