package io.aftercall.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the variables that protect people on the safe side. An opt-out is a yes unless the answer
 * is a clear no or nothing at all; a consent is a no unless it is a clear yes. Of several names for
 * one variable the safe answer wins, and so does what the customer said in the transcript and what
 * the lead's status says.
 */
final class SafeReading {
  /**
   * Where else a person's opt-out may be written.
   *
   * @param segments of the transcript: {@code {speaker, text}}
   * @param leadStatus in our spelling, or null
   */
  record Evidence(JsonNode segments, String leadStatus) {}

  /** One protective variable, ready for reading. */
  private record Rule(Protection protection, PhraseFinder phrases) {}

  private final Map<String, Rule> optOuts = new HashMap<>();
  private final String consent;

  SafeReading(SourceRules rules) {
    consent = rules.consent();
    for (Protection one : rules.protections()) {
      PhraseFinder phrases =
          one.phrases().isEmpty() ? null : new PhraseFinder(one.phrases(), OptOutPhrases.SKIPPED);
      optOuts.put(one.variable(), new Rule(one, phrases));
    }
  }

  boolean protects(String variable) {
    return optOuts.containsKey(variable) || variable.equals(consent);
  }

  /** Puts the safe reading of every protective variable into {@code typed}. */
  void read(
      Map<String, List<Variables.Choice>> sent,
      Evidence evidence,
      ObjectNode typed,
      ReadingNotes notes) {
    if (consent != null && sent.containsKey(consent)) {
      consent(sent.get(consent), typed, notes);
    }
    for (Rule rule : optOuts.values()) {
      evidence(rule, evidence, typed, notes);
      optOut(rule, sent.getOrDefault(rule.protection().variable(), List.of()), typed, notes);
    }
  }

  private static void optOut(
      Rule rule, List<Variables.Choice> sent, ObjectNode typed, ReadingNotes notes) {
    String name = rule.protection().variable();
    List<Variables.Choice> unclear = new ArrayList<>();
    Variables.Choice yes = null;
    Variables.Choice no = null;
    for (Variables.Choice choice : sent) {
      switch (ClearAnswer.of(name, choice.value())) {
        case YES -> yes = choice;
        case NO -> no = choice;
        case UNCLEAR -> unclear.add(choice);
        case NOTHING -> {}
      }
    }
    boolean isKnown = typed.path(name).booleanValue();
    if (yes == null && unclear.isEmpty()) {
      if (no != null && !isKnown) {
        typed.put(name, false);
      }
      return;
    }
    typed.put(name, true);
    for (Variables.Choice choice : unclear) {
      notes.readSafely(name, choice.sentAs(), choice.value(), true, "is no clear yes or no");
    }
    if (yes != null && !yes.value().isBoolean()) {
      notes.said(name, yes.value());
    }
    if (no != null) {
      Variables.Choice other = yes == null ? unclear.get(0) : yes;
      notes.readSafely(
          name, other.sentAs(), other.value(), true, "contradicts " + no.sentAs() + "; a yes wins");
    }
    if (yes == null && !isKnown && rule.protection().unclear() == Protection.Unclear.HOLD) {
      notes.hold(name + " is neither a clear yes nor a clear no; its words are in .said." + name);
    }
  }

  private static void evidence(Rule rule, Evidence evidence, ObjectNode typed, ReadingNotes notes) {
    String name = rule.protection().variable();
    String status = evidence.leadStatus();
    if (status != null && rule.protection().leadStatuses().contains(status)) {
      notes.readSafely(
          name, "lead.status", TextNode.valueOf(status), true, "is the status of the lead");
      typed.put(name, true);
    }
    if (rule.phrases() == null) {
      return;
    }
    for (JsonNode segment : evidence.segments()) {
      boolean theirs = "customer".equals(segment.path("speaker").textValue());
      String phrase = theirs ? rule.phrases().in(segment.path("text").textValue()) : null;
      if (phrase != null) {
        // Not the whole line: the transcript stays where it may be seen.
        TextNode words = TextNode.valueOf(phrase);
        notes.readSafely(name, "transcript", words, true, "was said by the customer");
        typed.put(name, true);
        return;
      }
    }
  }

  private void consent(List<Variables.Choice> sent, ObjectNode typed, ReadingNotes notes) {
    Boolean given = null;
    for (Variables.Choice choice : sent) {
      ClearAnswer answer = ClearAnswer.of(consent, choice.value());
      if (answer == ClearAnswer.UNCLEAR) {
        notes.readSafely(
            consent, choice.sentAs(), choice.value(), false, "is no clear yes, so no consent");
      }
      if (answer != ClearAnswer.NOTHING) {
        boolean yes = answer == ClearAnswer.YES;
        given = given == null ? (Boolean) yes : (Boolean) (given && yes);
      }
    }
    if (given != null) {
      typed.put(consent, given);
    }
  }
}
