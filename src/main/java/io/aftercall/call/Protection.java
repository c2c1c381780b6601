package io.aftercall.call;

import io.aftercall.call.SourceRules.Variable;
import java.util.List;

/**
 * How one variable that protects a person is read: on the safe side. Anything but a clear no, or
 * nothing at all, counts as a yes.
 *
 * @param variable canonical name under {@code .extracted_variables}
 * @param unclear what becomes of a call whose words are neither a clear yes nor a clear no
 * @param phrases what counts as a yes when the customer says it, compared as whole words
 * @param leadStatuses statuses of the lead that count as a yes
 * @param scope what a yes opts out of
 * @param revisable whether a later content of the call that says a clear no takes a yes back
 */
public record Protection(
    String variable,
    Unclear unclear,
    List<String> phrases,
    List<String> leadStatuses,
    Scope scope,
    boolean revisable) {
  /** The variable that is protective in every source, under all its usual names. */
  public static final String DO_NOT_CALL = "do_not_call";

  /** The statuses of a lead that say the same, in {@link CallVocabulary#status our spelling}. */
  public static final List<String> LEAD_STATUSES =
      List.of(
          "blacklisted",
          "blacklist",
          "blocklisted",
          "do_not_call",
          "do_not_contact",
          "dnc",
          "opted_out",
          "opt_out",
          "unsubscribed",
          "gesperrt",
          "sperrliste");

  /** What becomes of a call with unclear words. */
  public enum Unclear {
    /** It counts as a yes. */
    SUPPRESS,
    /** It counts as a yes, and the event waits for a person. */
    HOLD
  }

  /** What a person opts out of. */
  public enum Scope {
    CALL,
    EMAIL,
    ALL
  }

  public Protection {
    phrases = List.copyOf(phrases);
    leadStatuses = leadStatuses.stream().map(CallStatuses::normal).toList();
  }

  /** One that opts out of everything, for good. */
  public Protection(
      String variable, Unclear unclear, List<String> phrases, List<String> leadStatuses) {
    this(variable, unclear, phrases, leadStatuses, Scope.ALL, false);
  }

  /** The shipped list of what customers say who do not want to be called again. */
  public static List<String> shippedPhrases() {
    return OptOutPhrases.PHRASES;
  }

  /**
   * The protective variables of a source that names none: each of its variables with one of the
   * usual names, else {@value #DO_NOT_CALL}.
   */
  public static List<Protection> shipped(List<Variable> variables) {
    List<Protection> named =
        variables.stream().filter(Protection::saysOptOut).map(v -> shipped(v.name())).toList();
    return named.isEmpty() ? List.of(shipped(DO_NOT_CALL)) : named;
  }

  /** How a variable is read of which a source says nothing more than that it is protective. */
  public static Protection shipped(String variable) {
    return new Protection(variable, Unclear.SUPPRESS, shippedPhrases(), LEAD_STATUSES);
  }

  /** Whether a variable has a name that is usual for "must not be called again". */
  static boolean saysOptOut(Variable variable) {
    return VariableNames.saysOptOut(VariableNames.fold(variable.name()))
        || variable.aliases().stream()
            .anyMatch(alias -> VariableNames.saysOptOut(VariableNames.fold(alias)));
  }
}
