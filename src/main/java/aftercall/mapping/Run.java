package aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of one application: fields leave here what they found, so that telling the story costs
 * nothing when nobody listens.
 */
final class Run {
  /** The lookup had no entry; a default is then the normal case and worth no note. */
  static final String UNMATCHED = "no entry under 'values' for it";

  private final Facts facts;
  private final List<FieldTrace> traces;
  private List<Note> notes = List.of();
  private Refusal refusal;

  private String source = "";
  private JsonNode before;
  private String trouble;
  private String why = "";

  private Run(JsonNode call, List<FieldTrace> traces) {
    this.facts = new Facts(call);
    this.traces = traces;
  }

  static Run quiet(JsonNode call) {
    return new Run(call, null);
  }

  static Run traced(JsonNode call) {
    return new Run(call, new ArrayList<>());
  }

  JsonNode call() {
    return facts.call();
  }

  Facts facts() {
    return facts;
  }

  void begin() {
    source = "";
    before = null;
    trouble = null;
    why = "";
  }

  /** Something was there; what comes next is about it. */
  void found(String where, JsonNode value) {
    source = where;
    before = value;
    trouble = null;
  }

  /** It was there but cannot be used. */
  void trouble(String what) {
    trouble = what;
  }

  String trouble() {
    return trouble;
  }

  void why(String what) {
    why = why.isEmpty() ? what : why + "; " + what;
  }

  void note(String field, String what) {
    if (notes.isEmpty()) {
      notes = new ArrayList<>(4);
    }
    notes.add(new Note(field, what));
    why(what);
  }

  /** The first refusal stands. */
  void refuse(String field, String reason) {
    if (refusal == null) {
      refusal = new Refusal(field, reason);
    }
    why(reason);
  }

  void end(Field field, JsonNode after) {
    if (traces != null) {
      traces.add(new FieldTrace(field.name().path(), source, before, after, field.write(), why));
    }
  }

  List<Note> notes() {
    return notes;
  }

  Refusal refusal() {
    return refusal;
  }

  List<FieldTrace> traces() {
    return traces;
  }
}
