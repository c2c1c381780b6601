package io.aftercall.web.console;

import java.nio.file.Path;
import java.util.Locale;
import org.springframework.core.env.Environment;

/**
 * What the console must be told.
 *
 * @param home folder that holds {@code config/} and {@code routes/}
 */
public record ConsoleSettings(Path home, String node, String mode) {

  static ConsoleSettings of(Environment environment) {
    return new ConsoleSettings(
        Path.of(environment.getProperty("aftercall.home", ".")),
        environment.getProperty("aftercall.node", "node-1"),
        environment
            .getProperty("aftercall.mode", "live")
            .toLowerCase(Locale.ROOT)
            .replace('_', '-'));
  }
}
