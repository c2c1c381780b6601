package io.aftercall.lint;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.YamlNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets that stand in a file. Says where, and never what. */
final class LiteralSecretCheck {
  private static final Pattern KEY =
      Pattern.compile(
          "(.*[-_.])?(password|passwd|passphrase|secret|token|api-?key|private-?key)s?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OPTION = Pattern.compile("[?&]([A-Za-z.-]+)=([^&\\s\"'{$#]{3,})");
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          "a webhook secret", Pattern.compile("whsec_[A-Za-z0-9+/=_-]{8,}"),
          "a bearer token", Pattern.compile("\\b[Bb]earer [A-Za-z0-9._~+/-]{12,}"),
          "a login in an address", Pattern.compile("://[^/\\s:@\"'{}$]+:[^/\\s@\"'{}$]+@"),
          "a chat address",
              Pattern.compile("hooks\\.slack\\.com/(services|workflows|triggers)/\\w+"),
          "a signed address", Pattern.compile("[?&]sig=[A-Za-z0-9%_-]{16,}"),
          "a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"));

  private final ProblemCollector problemCollector;

  LiteralSecretCheck(ProblemCollector problemCollector) {
    this.problemCollector = problemCollector;
  }

  /** Any file, by the shapes of well-known secrets. */
  void checkText(String path, String text) {
    SHAPES.forEach(
        (name, shape) -> {
          Matcher matcher = shape.matcher(text);
          while (matcher.find()) {
            report(at(path, text, matcher.start()), name + " stands in a file");
          }
        });
  }

  private static SourceLocation at(String path, String text, int offset) {
    int line = 1;
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    return new SourceLocation(path, line, offset - start + 1);
  }

  /**
   * A YAML file whose keys are settings, by their names and those of the options in addresses.
   * Elsewhere keys are fields, variables and words of other people.
   */
  void checkKeys(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(this::checkKeys);
    } else if (yamlNode instanceof YamlNode.Scalar text) {
      options(text);
    } else if (yamlNode instanceof YamlNode.Mapping group) {
      for (YamlNode.Entry entry : group.entries()) {
        boolean secret = KEY.matcher(dashed(entry.key().text())).matches();
        if (secret && entry.value() instanceof YamlNode.Scalar value && isLiteral(value)) {
          report(value.place(), "the value of '" + entry.key().text() + "' stands in a file");
        } else {
          checkKeys(entry.value());
        }
      }
    }
  }

  private void options(YamlNode.Scalar text) {
    Matcher matcher = OPTION.matcher(text.text());
    while (matcher.find()) {
      if (KEY.matcher(dashed(matcher.group(1))).matches()) {
        String name = matcher.group(1);
        report(text.at(matcher.start(2)), "the value of '" + name + "' stands in a file");
      }
    }
  }

  /** {@code clientSecret} is {@code client-secret}. */
  private static String dashed(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static boolean isLiteral(YamlNode.Scalar value) {
    return value.type() != YamlNode.ScalarType.BOOLEAN
        && !value.isNull()
        && !value.text().isBlank()
        && !EndpointRef.isOpen(value.text());
  }

  private void report(SourceLocation sourceLocation, String message) {
    problemCollector.error(
        sourceLocation,
        Problem.SECRET,
        message,
        "write ${NAME} and set that variable; change the secret, it is no longer one");
  }
}
