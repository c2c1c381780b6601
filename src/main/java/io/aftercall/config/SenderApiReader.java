package io.aftercall.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code platform} of a source. */
final class SenderApiReader {
  static final List<String> KEYS =
      List.of("url", "token", "per_minute", "only_completed", "verify_with_platform");

  /** What the platform allows. */
  private static final int PER_MINUTE = 100;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");
  private static final Set<String> THIS_HOST = Set.of("127.0.0.1", "localhost", "[::1]");

  private final UnaryOperator<String> environment;
  private final List<Problem> problems;

  SenderApiReader(UnaryOperator<String> environment, List<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  Optional<SenderApi> read(YamlNode yamlNode) {
    YamlObjectReader yamlObjectReader =
        YamlObjectReader.of(yamlNode, "a platform", KEYS, problems).orElse(null);
    if (yamlObjectReader == null) {
      return Optional.empty();
    }
    Secret token = token(yamlObjectReader);
    String url = yamlObjectReader.scalar("url").map(this::resolved).orElse(null);
    if (url == null) {
      missing(
          yamlObjectReader,
          "url",
          "where the platform's API begins, as in https://app.famulor.de/api");
    }
    if (url == null || token == null) {
      return Optional.empty();
    }
    return Optional.of(
        new SenderApi(
            uri(url),
            token,
            yamlObjectReader.count("per_minute").orElse(PER_MINUTE),
            yamlObjectReader.flag("only_completed").orElse(true),
            yamlObjectReader.flag("verify_with_platform").orElse(false)));
  }

  /** What a variable holds is told when the platform is to be asked, not here. */
  private String resolved(YamlNode.Scalar written) {
    Matcher reference = REFERENCE.matcher(written.text());
    String otherwise = reference.matches() ? reference.group(2) : written.text();
    if (otherwise != null && uri(otherwise) == null) {
      report(
          written.place(),
          "wrong-value",
          "'" + otherwise + "' is no https:// address, and a token is not sent to any other",
          "write it like https://app.famulor.de/api");
    }
    String value = reference.matches() ? environment.apply(reference.group(1)) : null;
    return value == null || value.isBlank() ? (otherwise == null ? "" : otherwise) : value.strip();
  }

  /** Null when it is none that a token may be sent to. */
  private static URI uri(String text) {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      boolean plain = "http".equals(uri.getScheme()) && THIS_HOST.contains(uri.getHost());
      return uri.getHost() != null && ("https".equals(uri.getScheme()) || plain) ? uri : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private Secret token(YamlObjectReader yamlObjectReader) {
    YamlNode.Scalar written = yamlObjectReader.scalar("token").orElse(null);
    if (written == null) {
      missing(yamlObjectReader, "token", "the variable that holds the API key, as in ${NAME}");
      return null;
    }
    Secret token = Secret.of(written.text(), environment).orElse(null);
    if (token == null) {
      report(
          written.place(),
          "literal-secret",
          "a secret must not stand in a file",
          "write ${NAME} and set that variable; change the secret, it is no longer one");
    }
    return token;
  }

  private void missing(YamlObjectReader yamlObjectReader, String key, String hint) {
    if (!yamlObjectReader.has(key)) {
      report(yamlObjectReader.place(), "missing-key", "'" + key + "' is missing", hint);
    }
  }

  private void report(SourceLocation sourceLocation, String code, String message, String hint) {
    problems.add(Problem.at(sourceLocation, code, message, hint));
  }
}
