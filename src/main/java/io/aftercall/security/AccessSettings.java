package io.aftercall.security;

import java.nio.file.Path;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * What must be told about who gets in.
 *
 * @param data {@code aftercall.data}: folder of the users and the tokens
 * @param apiToken {@code AFTERCALL_API_TOKEN}, or null: then one is generated
 * @param adminPassword {@code AFTERCALL_ADMIN_PASSWORD}, or null: then one is generated
 */
record AccessSettings(Path data, String apiToken, String adminPassword) {
  private static final int SHORTEST = 20;

  static AccessSettings of(Environment environment) {
    notShort(environment, "aftercall.api.token");
    notShort(environment, "aftercall.admin.password");
    return new AccessSettings(
        Path.of(environment.getProperty("aftercall.data", "data")),
        given(environment, "aftercall.api.token"),
        given(environment, "aftercall.admin.password"));
  }

  /** Never with its value. */
  private static void notShort(Environment environment, String name) {
    String value = given(environment, name);
    boolean allowed =
        environment.getProperty("aftercall.security.allow-short-secrets", Boolean.class, false);
    if (value != null && value.length() < SHORTEST && !allowed) {
      throw new InvalidConfigurationPropertyValueException(
          name,
          null,
          ("has %d characters, and %d are needed; leave it out to have one made, or set"
                  + " aftercall.security.allow-short-secrets: true where nobody else can reach the"
                  + " console")
              .formatted(value.length(), SHORTEST));
    }
  }

  private static String given(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  SecretFile file(String name) {
    return new SecretFile(data.resolve(name));
  }

  @Override
  public String toString() {
    return "access kept in " + data;
  }
}
