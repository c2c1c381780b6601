package io.aftercall.mapping;

import io.aftercall.config.YamlNode;
import java.util.regex.Pattern;

/** Values as operators write them: what YAML takes for a number and people mean as a text. */
public final class WrittenScalars {
  /** Nothing is lost when it is written as a number again, and it is too short for an id. */
  private static final Pattern NUMBER =
      Pattern.compile("(?=(?:\\D*\\d){1,14}\\D*$)-?(?:0|[1-9]\\d*)(?:\\.\\d*[1-9])?");

  private WrittenScalars() {}

  /**
   * Whether a value without quotes stays a text although YAML reads a number: {@code 01067}, {@code
   * +49301234}, {@code 1.10}, {@code 500E00000000001}, and whatever has 15 digits or more.
   */
  public static boolean isKeptAsText(YamlNode.Scalar scalar) {
    boolean number =
        scalar.type() == YamlNode.ScalarType.INTEGER || scalar.type() == YamlNode.ScalarType.NUMBER;
    return number && !NUMBER.matcher(scalar.text()).matches();
  }
}
