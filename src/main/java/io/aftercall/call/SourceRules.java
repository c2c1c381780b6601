package io.aftercall.call;

import io.aftercall.promise.PromiseRules;
import java.time.ZoneId;
import java.util.List;

/**
 * What the reader must know about one sender.
 *
 * @param source name of the source, as in {@code config/sources/<name>.yaml}
 * @param zone zone of times that come without one
 * @param region two-letter country for phone numbers that come without a country code
 * @param variables declared extracted variables; undeclared ones pass through as they came
 * @param consent the extracted variable that says whether transcript and recording may be passed
 *     on; null when this sender's calls are not asked
 * @param shape where its bodies hold what calls are made of
 * @param protections the variables that protect people, each at most once
 * @param promises when what its calls promise is due; null where the source says nothing of it
 */
public record SourceRules(
    String source,
    ZoneId zone,
    String region,
    List<Variable> variables,
    String consent,
    PayloadLayout shape,
    List<Protection> protections,
    PromiseRules promises) {
  public SourceRules {
    variables = List.copyOf(variables);
    protections = List.copyOf(protections);
  }

  /** Of a sender that says nothing of promises. */
  public SourceRules(
      String source,
      ZoneId zone,
      String region,
      List<Variable> variables,
      String consent,
      PayloadLayout shape,
      List<Protection> protections) {
    this(source, zone, region, variables, consent, shape, protections, null);
  }

  /** Of a sender that says nothing of its own about what protects people. */
  public SourceRules(
      String source,
      ZoneId zone,
      String region,
      List<Variable> variables,
      String consent,
      PayloadLayout shape) {
    this(source, zone, region, variables, consent, shape, Protection.shipped(variables));
  }

  /** Of a sender of a shape we know, whose calls are not asked for consent. */
  public SourceRules(String source, ZoneId zone, String region, List<Variable> variables) {
    this(source, zone, region, variables, null, PayloadLayout.KNOWN);
  }

  /**
   * @param name canonical name under {@code .extracted_variables}
   * @param type what its text is turned into
   * @param aliases other names the assistants use for it (German, short)
   * @param allowed the closed list of values, or empty
   */
  public record Variable(String name, Type type, List<String> aliases, List<String> allowed) {
    public Variable {
      aliases = List.copyOf(aliases);
      allowed = List.copyOf(allowed);
    }
  }

  public enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    DATE,
    DATETIME
  }
}
