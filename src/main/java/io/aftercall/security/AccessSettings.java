package io.aftercall.security;

import java.nio.file.Path;
import org.springframework.core.env.Environment;

/**
 * What must be told about who gets in.
 *
 * @param data {@code aftercall.data}: folder of the users and the tokens
 * @param apiToken {@code AFTERCALL_API_TOKEN}, or null: then one is generated
 * @param adminPassword {@code AFTERCALL_ADMIN_PASSWORD}, or null: then one is generated
 */
record AccessSettings(Path data, String apiToken, String adminPassword) {

  static AccessSettings of(Environment environment) {
    return new AccessSettings(
        Path.of(environment.getProperty("aftercall.data", "data")),
        given(environment, "aftercall.api.token"),
        given(environment, "aftercall.admin.password"));
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
