package aftercall.console;

import java.nio.file.Path;
import java.util.Locale;
import org.springframework.core.env.Environment;

/**
 * What the console must be told.
 *
 * @param data {@code aftercall.data}: folder of its users and its token
 * @param home folder that holds {@code config/} and {@code routes/}
 * @param apiToken {@code AFTERCALL_API_TOKEN}, or null: then one is generated
 * @param adminPassword {@code AFTERCALL_ADMIN_PASSWORD}, or null: then one is generated
 */
record ConsoleSettings(
    Path data, Path home, String node, String mode, String apiToken, String adminPassword) {

  static ConsoleSettings of(Environment environment) {
    return new ConsoleSettings(
        Path.of(environment.getProperty("aftercall.data", "data")),
        Path.of(environment.getProperty("aftercall.home", ".")),
        environment.getProperty("aftercall.node", "node-1"),
        environment
            .getProperty("aftercall.mode", "live")
            .toLowerCase(Locale.ROOT)
            .replace('_', '-'),
        given(environment, "aftercall.api.token"),
        given(environment, "aftercall.admin.password"));
  }

  private static String given(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  @Override
  public String toString() {
    return "console of " + data;
  }
}
