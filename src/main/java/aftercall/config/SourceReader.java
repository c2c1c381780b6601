package aftercall.config;

import aftercall.call.SenderRules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads one source file. */
final class SourceReader {
  static final List<String> KEYS =
      List.of("description", "proof", "time_zone", "country", "variables", "test_calls");
  static final List<String> PROOF_KEYS = List.of("token", "in", "header", "query");
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
    SenderRules rules =
        new SenderRules(
            file.name(),
            zone(form),
            country(form),
            form.node("variables")
                .map(node -> new VariableReader(problems).read(node))
                .orElse(List.of()));
    return new Source(
        file.name(),
        form.text("description").orElse(""),
        proofs(form),
        rules,
        testCalls(form),
        file.version());
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

  private List<Proof> proofs(Form form) {
    List<Proof> proofs = new ArrayList<>();
    Node node = form.node("proof").orElse(null);
    if (node instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        Form.of(item, "a proof", PROOF_KEYS, problems).flatMap(this::token).ifPresent(proofs::add);
      }
      if (!list.items().isEmpty()) {
        return proofs;
      }
    } else if (node != null) {
      report(node.place(), "wrong-type", "'proof' is a list", "start each proof with '- token:'");
      return proofs;
    }
    report(
        form.place("proof"),
        "missing-key",
        "the source has no proof, so anybody could send calls",
        "add 'proof:' with '- token: ${NAME_OF_A_VARIABLE}'");
    return proofs;
  }

  private Optional<Proof> token(Form form) {
    if (!form.has("token")) {
      report(form.place(), "missing-key", "'token' is missing", "write token: ${NAME}");
      return Optional.empty();
    }
    Optional<Node.Scalar> written = form.scalar("token");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<Secret> secret = Secret.of(written.get().text(), environment);
    if (secret.isEmpty()) {
      report(
          written.get().place(),
          "literal-secret",
          "a secret must not stand in a file",
          "write ${NAME} and set that variable; change the secret, it is no longer one");
      return Optional.empty();
    }
    if (!secret.get().isSet()) {
      String variable = secret.get().variable();
      report(written.get().place(), "missing-secret", variable + " is not set", "set " + variable);
    }
    return Optional.of(
        new Proof.Token(
            secret.get(),
            carriers(form),
            form.text("header").orElse("X-Webhook-Token"),
            form.text("query").orElse("token")));
  }

  private Set<Proof.Carrier> carriers(Form form) {
    Set<Proof.Carrier> carriers = EnumSet.noneOf(Proof.Carrier.class);
    for (Node.Scalar name : form.scalars("in")) {
      Form.constant(name.text(), Proof.Carrier.class)
          .ifPresentOrElse(carriers::add, () -> noCarrier(name));
    }
    return carriers.isEmpty() ? EnumSet.allOf(Proof.Carrier.class) : carriers;
  }

  private void noCarrier(Node.Scalar name) {
    report(
        name.place(),
        "wrong-value",
        "a token cannot come in '" + name.text() + "'",
        Nearest.hint(name.text(), Form.names(Proof.Carrier.class)));
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
