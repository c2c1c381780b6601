package io.aftercall.config;

import io.aftercall.call.SourceRules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads one source file. */
final class SourceReader {
  static final List<String> KEYS =
      List.of(
          "description",
          "authentication",
          "allow_ips",
          "rate",
          "time_zone",
          "country",
          "variables",
          "fields",
          "statuses",
          "consent",
          "protective",
          "promises",
          "ignore_calls",
          "platform");
  static final List<String> TEST_CALL_KEYS = List.of("ids", "phones");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private final WorkspaceFile file;
  private final UnaryOperator<String> environment;
  private final List<Problem> problems;

  SourceReader(WorkspaceFile file, UnaryOperator<String> environment, List<Problem> problems) {
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  Optional<Source> read() {
    if (!NAME.matcher(file.name()).matches()) {
      report(
          SourceLocation.of(file.path()),
          "file-name",
          "a source's name is part of an address",
          "use small letters, digits and dashes");
    }
    return file.yaml(problems)
        .flatMap(yamlNode -> YamlObjectReader.of(yamlNode, "a source", KEYS, problems))
        .map(this::source);
  }

  private Source source(YamlObjectReader yamlObjectReader) {
    List<SourceRules.Variable> variables =
        yamlObjectReader
            .node("variables")
            .map(yamlNode -> new VariableReader(problems).read(yamlNode))
            .orElse(List.of());
    SourceRules rules =
        new SourceRules(
            file.name(),
            zone(yamlObjectReader),
            country(yamlObjectReader),
            variables,
            consent(yamlObjectReader, variables),
            new PayloadLayoutReader(problems).read(yamlObjectReader),
            new ProtectionReader(problems).read(yamlObjectReader, variables),
            new PromiseRulesReader(problems).read(yamlObjectReader));
    return new Source(
        file.name(),
        yamlObjectReader.text("description").orElse(""),
        admission(yamlObjectReader),
        rules,
        testCalls(yamlObjectReader),
        yamlObjectReader
            .node("platform")
            .flatMap(yamlNode -> new SenderApiReader(environment, problems).read(yamlNode))
            .orElse(null),
        file.version());
  }

  /** Without its type a variable might say yes in a way nobody has thought of. */
  private String consent(YamlObjectReader yamlObjectReader, List<SourceRules.Variable> variables) {
    YamlNode.Scalar named = yamlObjectReader.scalar("consent").orElse(null);
    if (named == null) {
      return null;
    }
    List<String> yesOrNo =
        variables.stream()
            .filter(variable -> variable.type() == SourceRules.Type.BOOLEAN)
            .map(SourceRules.Variable::name)
            .toList();
    if (!yesOrNo.contains(named.text())) {
      report(
          named.place(),
          "unknown-variable",
          "'" + named.text() + "' is no boolean variable of this source",
          DidYouMean.to(named.text(), yesOrNo)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("declare it under variables, as { type: boolean }"));
    }
    return named.text();
  }

  private ZoneId zone(YamlObjectReader yamlObjectReader) {
    Optional<YamlNode.Scalar> zone =
        required(yamlObjectReader, "time_zone", "times without a zone need one");
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (zone.isPresent() && !known.contains(zone.get().text())) {
      report(
          zone.get().place(),
          "wrong-value",
          "'" + zone.get().text() + "' is no time zone",
          DidYouMean.to(zone.get().text(), known)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("write it like Europe/Berlin"));
      return ZoneId.of("UTC");
    }
    return ZoneId.of(zone.map(YamlNode.Scalar::text).orElse("UTC"));
  }

  private String country(YamlObjectReader yamlObjectReader) {
    Optional<YamlNode.Scalar> country =
        required(yamlObjectReader, "country", "phone numbers without a country code need one");
    if (country.isPresent() && !isCountry(country.get().text())) {
      report(
          country.get().place(),
          "wrong-value",
          "'" + country.get().text() + "' is no country",
          "two capital letters, as in DE");
    }
    return country.map(YamlNode.Scalar::text).orElse("");
  }

  private static boolean isCountry(String code) {
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code);
  }

  private Optional<YamlNode.Scalar> required(
      YamlObjectReader yamlObjectReader, String key, String why) {
    if (!yamlObjectReader.has(key)) {
      report(yamlObjectReader.place(), "missing-key", "'" + key + "' is missing", why);
      return Optional.empty();
    }
    return yamlObjectReader.scalar(key);
  }

  private SourceAccess admission(YamlObjectReader yamlObjectReader) {
    Optional<Integer> rate = yamlObjectReader.count("rate");
    return new SourceAccess(
        new AuthenticationReader(environment, problems).read(yamlObjectReader),
        networks(yamlObjectReader),
        rate.isPresent() ? OptionalInt.of(rate.get()) : OptionalInt.empty());
  }

  private List<CidrRange> networks(YamlObjectReader yamlObjectReader) {
    List<CidrRange> cidrRanges = new ArrayList<>();
    List<YamlNode.Scalar> allowed = yamlObjectReader.scalars("allow_ips");
    for (YamlNode.Scalar written : allowed) {
      CidrRange.parse(written.text()).ifPresentOrElse(cidrRanges::add, () -> noNetwork(written));
    }
    if (yamlObjectReader.has("allow_ips") && allowed.isEmpty()) {
      report(
          yamlObjectReader.place("allow_ips"),
          "wrong-value",
          "'allow_ips' names no address",
          "leave it out to let everybody try to authenticate");
    }
    return cidrRanges;
  }

  private void noNetwork(YamlNode.Scalar written) {
    report(
        written.place(),
        "wrong-value",
        "'" + written.text() + "' is no address and no range of them",
        "write it like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32");
  }

  private IgnoredTestCalls testCalls(YamlObjectReader yamlObjectReader) {
    return yamlObjectReader
        .node("ignore_calls")
        .flatMap(
            yamlNode -> YamlObjectReader.of(yamlNode, "ignore_calls", TEST_CALL_KEYS, problems))
        .map(
            calls ->
                new IgnoredTestCalls(
                    Set.copyOf(calls.texts("ids")), Set.copyOf(calls.texts("phones"))))
        .orElse(new IgnoredTestCalls(Set.of(), Set.of()));
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
