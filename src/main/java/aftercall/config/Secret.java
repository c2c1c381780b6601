package aftercall.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret that lives outside the files. Prints as the name of its variable, never as its value.
 */
public final class Secret {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

  private final String variable;
  private final byte[] value;

  private Secret(String variable, byte[] value) {
    this.variable = variable;
    this.value = value;
  }

  /**
   * @param reference {@code ${NAME}}
   * @param environment name to value; null or blank means unset
   * @return empty when the reference is none
   */
  static Optional<Secret> of(String reference, UnaryOperator<String> environment) {
    Matcher matcher = REFERENCE.matcher(reference.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String variable = matcher.group(1);
    String value = environment.apply(variable);
    boolean unset = value == null || value.isBlank();
    byte[] bytes = unset ? new byte[0] : value.strip().getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Secret(variable, bytes));
  }

  public String variable() {
    return variable;
  }

  public boolean isSet() {
    return value.length > 0;
  }

  /** Compares in constant time; an unset secret matches nothing. */
  public boolean matches(String given) {
    return given != null
        && isSet()
        && MessageDigest.isEqual(value, given.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "${" + variable + "}";
  }
}
