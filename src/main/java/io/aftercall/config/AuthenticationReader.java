package io.aftercall.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the {@code authentication} of a source: a list, each with the scheme as its first key. */
final class AuthenticationReader {
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern HEADER = Pattern.compile("[0-9A-Za-z!#$%&'*+.^_`|~-]+");

  private final UnaryOperator<String> environment;
  private final List<Problem> problems;

  AuthenticationReader(UnaryOperator<String> environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The key of a scheme leads to its secret; what else the scheme wants stands beside it. */
  enum Scheme {
    TOKEN("in", "header", "query"),
    BASIC("user"),
    HMAC_SHA256("header"),
    STANDARD_WEBHOOKS("tolerance"),
    HMAC_TIMESTAMP("header", "tolerance");

    private final List<String> options;

    Scheme(String... options) {
      this.options = List.of(options);
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String> keys() {
      List<String> keys = new ArrayList<>(List.of(key()));
      keys.addAll(options);
      return keys;
    }

    static List<String> names() {
      return List.of(values()).stream().map(Scheme::key).toList();
    }
  }

  List<Authentication> read(YamlObjectReader source) {
    List<Authentication> authentications = new ArrayList<>();
    YamlNode yamlNode = source.node("authentication").orElse(null);
    if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> authentication(item).ifPresent(authentications::add));
      if (!list.items().isEmpty()) {
        return authentications;
      }
    } else if (yamlNode != null) {
      report(
          yamlNode.place(),
          "wrong-type",
          "'authentication' is a list",
          "start each authentication with '- token:'");
      return authentications;
    }
    report(
        source.place("authentication"),
        "missing-key",
        "the source has no authentication, so anybody could send calls",
        "add 'authentication:' with '- token: ${NAME_OF_A_VARIABLE}'");
    return authentications;
  }

  private Optional<Authentication> authentication(YamlNode item) {
    if (!(item instanceof YamlNode.Mapping mapping)) {
      report(
          item.place(),
          "wrong-type",
          "an authentication is a group of keys, not " + item.kind(),
          "write '- token: ${NAME_OF_A_VARIABLE}'");
      return Optional.empty();
    }
    List<Scheme> named =
        List.of(Scheme.values()).stream().filter(s -> mapping.keys().contains(s.key())).toList();
    if (named.isEmpty()) {
      noScheme(mapping);
      return Optional.empty();
    }
    if (named.size() > 1) {
      report(
          mapping.entry(named.get(1).key()).orElseThrow().key().place(),
          "two-schemes",
          "an authentication is either '"
              + named.get(0).key()
              + "' or '"
              + named.get(1).key()
              + "'",
          "start a second authentication with '- '; one of them then suffices");
      return Optional.empty();
    }
    Scheme scheme = named.get(0);
    return YamlObjectReader.of(
            mapping, "an authentication by " + scheme.key(), scheme.keys(), problems)
        .flatMap(
            yamlObjectReader ->
                secret(yamlObjectReader, scheme.key())
                    .flatMap(secret -> authentication(scheme, yamlObjectReader, secret)));
  }

  /** Of the keys no scheme knows, the first is the one meant as the scheme. */
  private void noScheme(YamlNode.Mapping mapping) {
    List<String> options =
        List.of(Scheme.values()).stream().flatMap(s -> s.options.stream()).toList();
    mapping.entries().stream()
        .map(YamlNode.Entry::key)
        .filter(key -> !options.contains(key.text()))
        .findFirst()
        .ifPresentOrElse(
            key ->
                report(
                    key.place(),
                    "unknown-scheme",
                    "no sender can authenticate by '" + key.text() + "'",
                    RetiredWords.hint(key.text(), Scheme.names())),
            () ->
                report(
                    mapping.place(),
                    "missing-key",
                    "the authentication does not say its scheme",
                    "write one of " + String.join(", ", Scheme.names()) + ", with ${NAME}"));
  }

  private Optional<Authentication> authentication(
      Scheme scheme, YamlObjectReader yamlObjectReader, Secret secret) {
    return switch (scheme) {
      case TOKEN ->
          Optional.of(
              new Authentication.Token(
                  secret,
                  carriers(yamlObjectReader),
                  header(yamlObjectReader, "X-Webhook-Token"),
                  yamlObjectReader.text("query").orElse("token")));
      case BASIC -> user(yamlObjectReader).map(user -> new Authentication.Basic(secret, user));
      case HMAC_SHA256 ->
          Optional.of(
              new Authentication.Hmac(secret, header(yamlObjectReader, "X-Famulor-Signature")));
      case STANDARD_WEBHOOKS ->
          webhookKey(yamlObjectReader, secret)
              .map(key -> new Authentication.StandardWebhooks(key, tolerance(yamlObjectReader)));
      case HMAC_TIMESTAMP ->
          Optional.of(
              new Authentication.Timestamped(
                  secret,
                  header(yamlObjectReader, "Stripe-Signature"),
                  tolerance(yamlObjectReader)));
    };
  }

  private Optional<Secret> secret(YamlObjectReader yamlObjectReader, String key) {
    Optional<YamlNode.Scalar> written = yamlObjectReader.scalar(key);
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
    } else if (!secret.get().isSet()) {
      String variable = secret.get().variable();
      report(written.get().place(), "missing-secret", variable + " is not set", "set " + variable);
    }
    return secret;
  }

  private Optional<Secret> webhookKey(YamlObjectReader yamlObjectReader, Secret secret) {
    Optional<Secret> key = secret.webhookKey();
    if (key.isEmpty()) {
      report(
          yamlObjectReader.scalar(Scheme.STANDARD_WEBHOOKS.key()).orElseThrow().place(),
          "wrong-secret",
          secret.variable() + " holds no secret of Standard Webhooks",
          "it is whsec_ and Base64, as the sender shows it");
    }
    return key;
  }

  private Optional<String> user(YamlObjectReader yamlObjectReader) {
    Optional<String> user = yamlObjectReader.text("user");
    if (!yamlObjectReader.has("user")) {
      report(
          yamlObjectReader.place(),
          "missing-key",
          "'user' is missing",
          "write the name the sender logs in by");
    } else if (user.isPresent() && user.get().contains(":")) {
      report(
          yamlObjectReader.place("user"),
          "wrong-value",
          "a user's name has no ':'",
          "HTTP Basic ends it there");
    }
    return user;
  }

  private String header(YamlObjectReader yamlObjectReader, String otherwise) {
    Optional<YamlNode.Scalar> written =
        yamlObjectReader.has("header") ? yamlObjectReader.scalar("header") : Optional.empty();
    if (written.isPresent() && !HEADER.matcher(written.get().text()).matches()) {
      report(
          written.get().place(),
          "wrong-value",
          "'" + written.get().text() + "' is no name of a header",
          "letters, digits and dashes, as in " + otherwise);
    }
    return written.map(YamlNode.Scalar::text).orElse(otherwise);
  }

  private static Duration tolerance(YamlObjectReader yamlObjectReader) {
    return yamlObjectReader.duration("tolerance").orElse(TOLERANCE);
  }

  private Set<Authentication.Carrier> carriers(YamlObjectReader yamlObjectReader) {
    Set<Authentication.Carrier> carriers = EnumSet.noneOf(Authentication.Carrier.class);
    for (YamlNode.Scalar name : yamlObjectReader.scalars("in")) {
      YamlObjectReader.constant(name.text(), Authentication.Carrier.class)
          .ifPresentOrElse(carriers::add, () -> noCarrier(name));
    }
    return carriers.isEmpty() ? EnumSet.allOf(Authentication.Carrier.class) : carriers;
  }

  private void noCarrier(YamlNode.Scalar name) {
    report(
        name.place(),
        "wrong-value",
        "a token cannot come in '" + name.text() + "'",
        DidYouMean.hint(name.text(), YamlObjectReader.names(Authentication.Carrier.class)));
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
