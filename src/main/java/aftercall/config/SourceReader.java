package aftercall.config;

import aftercall.call.SenderRules;
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
          "proof",
          "allow_ips",
          "rate",
          "time_zone",
          "country",
          "variables",
          "fields",
          "statuses",
          "consent",
          "test_calls",
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
          Place.of(file.path()),
          "file-name",
          "a source's name is part of an address",
          "use small letters, digits and dashes");
    }
    return file.yaml(problems)
        .flatMap(node -> Form.of(node, "a source", KEYS, problems))
        .map(this::source);
  }

  private Source source(Form form) {
    List<SenderRules.Variable> variables =
        form.node("variables")
            .map(node -> new VariableReader(problems).read(node))
            .orElse(List.of());
    SenderRules rules =
        new SenderRules(
            file.name(),
            zone(form),
            country(form),
            variables,
            consent(form, variables),
            new BodyShapeReader(problems).read(form));
    return new Source(
        file.name(),
        form.text("description").orElse(""),
        admission(form),
        rules,
        testCalls(form),
        form.node("platform")
            .flatMap(node -> new PlatformReader(environment, problems).read(node))
            .orElse(null),
        file.version());
  }

  /** Without its type a variable might say yes in a way nobody has thought of. */
  private String consent(Form form, List<SenderRules.Variable> variables) {
    Node.Scalar named = form.scalar("consent").orElse(null);
    if (named == null) {
      return null;
    }
    List<String> yesOrNo =
        variables.stream()
            .filter(variable -> variable.type() == SenderRules.Type.BOOLEAN)
            .map(SenderRules.Variable::name)
            .toList();
    if (!yesOrNo.contains(named.text())) {
      report(
          named.place(),
          "unknown-variable",
          "'" + named.text() + "' is no boolean variable of this source",
          Nearest.to(named.text(), yesOrNo)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("declare it under variables, as { type: boolean }"));
    }
    return named.text();
  }

  private ZoneId zone(Form form) {
    Optional<Node.Scalar> zone = required(form, "time_zone", "times without a zone need one");
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (zone.isPresent() && !known.contains(zone.get().text())) {
      report(
          zone.get().place(),
          "wrong-value",
          "'" + zone.get().text() + "' is no time zone",
          Nearest.to(zone.get().text(), known)
              .map(near -> "did you mean '" + near + "'?")
              .orElse("write it like Europe/Berlin"));
      return ZoneId.of("UTC");
    }
    return ZoneId.of(zone.map(Node.Scalar::text).orElse("UTC"));
  }

  private String country(Form form) {
    Optional<Node.Scalar> country =
        required(form, "country", "phone numbers without a country code need one");
    if (country.isPresent() && !isCountry(country.get().text())) {
      report(
          country.get().place(),
          "wrong-value",
          "'" + country.get().text() + "' is no country",
          "two capital letters, as in DE");
    }
    return country.map(Node.Scalar::text).orElse("");
  }

  private static boolean isCountry(String code) {
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code);
  }

  private Optional<Node.Scalar> required(Form form, String key, String why) {
    if (!form.has(key)) {
      report(form.place(), "missing-key", "'" + key + "' is missing", why);
      return Optional.empty();
    }
    return form.scalar(key);
  }

  private Admission admission(Form form) {
    Optional<Integer> rate = form.count("rate");
    return new Admission(
        new ProofReader(environment, problems).read(form),
        networks(form),
        rate.isPresent() ? OptionalInt.of(rate.get()) : OptionalInt.empty());
  }

  private List<Network> networks(Form form) {
    List<Network> networks = new ArrayList<>();
    List<Node.Scalar> allowed = form.scalars("allow_ips");
    for (Node.Scalar written : allowed) {
      Network.parse(written.text()).ifPresentOrElse(networks::add, () -> noNetwork(written));
    }
    if (form.has("allow_ips") && allowed.isEmpty()) {
      report(
          form.place("allow_ips"),
          "wrong-value",
          "'allow_ips' names no address",
          "leave it out to let everybody try the proof");
    }
    return networks;
  }

  private void noNetwork(Node.Scalar written) {
    report(
        written.place(),
        "wrong-value",
        "'" + written.text() + "' is no address and no range of them",
        "write it like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32");
  }

  private TestCalls testCalls(Form form) {
    return form.node("test_calls")
        .flatMap(node -> Form.of(node, "test_calls", TEST_CALL_KEYS, problems))
        .map(
            calls ->
                new TestCalls(Set.copyOf(calls.texts("ids")), Set.copyOf(calls.texts("phones"))))
        .orElse(new TestCalls(Set.of(), Set.of()));
  }

  private void report(Place place, String code, String message, String hint) {
    problems.add(Problem.at(place, code, message, hint));
  }
}
