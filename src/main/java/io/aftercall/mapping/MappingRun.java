package io.aftercall.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The state of one application: fields leave here what they found, so that telling the story costs
 * nothing when nobody listens.
 */
final class MappingRun {
  /** The lookup had no entry; a default is then the normal case and worth no note. */
  static final String UNMATCHED = "no entry under 'values' for it";

  private final ConversionContext conversionContext;
  private final List<FieldTrace> traces;
  private List<MappingWarning> mappingWarnings = List.of();
  private MappingRejection mappingRejection;

  private Set<String> byDefault = Set.of();

  private boolean isDefault;
  private String source = "";
  private JsonNode before;
  private String trouble;
  private String why = "";

  private MappingRun(JsonNode call, List<FieldTrace> traces) {
    this.conversionContext = new ConversionContext(call);
    this.traces = traces;
  }

  static MappingRun quiet(JsonNode call) {
    return new MappingRun(call, null);
  }

  static MappingRun traced(JsonNode call) {
    return new MappingRun(call, new ArrayList<>());
  }

  JsonNode call() {
    return conversionContext.call();
  }

  ConversionContext facts() {
    return conversionContext;
  }

  void begin() {
    isDefault = false;
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

  /** Nothing else was there. */
  void foundDefault(JsonNode value) {
    found("default", value);
    isDefault = true;
  }

  /** Whether the value of the field is its default. */
  boolean isDefault() {
    return isDefault;
  }

  /** The value is one for a new record only. */
  void byDefault(String field) {
    if (byDefault.isEmpty()) {
      byDefault = new HashSet<>();
    }
    byDefault.add(field);
  }

  Set<String> byDefault() {
    return byDefault;
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
    if (mappingWarnings.isEmpty()) {
      mappingWarnings = new ArrayList<>(4);
    }
    mappingWarnings.add(new MappingWarning(field, what));
    why(what);
  }

  /** The first refusal stands. */
  void refuse(String field, String reason) {
    if (mappingRejection == null) {
      mappingRejection = new MappingRejection(field, reason);
    }
    why(reason);
  }

  void end(Field field, JsonNode after) {
    if (traces != null) {
      traces.add(new FieldTrace(field.name().path(), source, before, after, field.write(), why));
    }
  }

  List<MappingWarning> notes() {
    return mappingWarnings;
  }

  MappingRejection refusal() {
    return mappingRejection;
  }

  List<FieldTrace> traces() {
    return traces;
  }
}
