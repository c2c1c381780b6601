package io.aftercall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationListener;

/**
 * Stops a start in the wrong folder: without sources and routes the service would be healthy and
 * refuse every webhook.
 */
final class InstallationFolder implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
  private static final int DEEPEST = 4;

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    Path home = Path.of(event.getEnvironment().getProperty("aftercall.home", "."));
    check(home);
  }

  static void check(Path home) {
    boolean sources = holdsYaml(home.resolve("config/sources"));
    boolean routes = holdsYaml(home.resolve("routes"));
    if (!sources || !routes) {
      String lacking =
          sources
              ? "no route under routes/"
              : routes ? "no source under config/sources/" : "no config/ and no routes/";
      throw new InvalidConfigurationPropertyValueException(
          "aftercall.home",
          null,
          ("names the folder %s, and there is %s, so every webhook would be refused. Start in the"
                  + " folder that holds config/ and routes/ (cd …), or name it with"
                  + " --aftercall.home=DIR")
              .formatted(home.toAbsolutePath().normalize(), lacking));
    }
  }

  private static boolean holdsYaml(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files.anyMatch(file -> file.toString().matches(".*\\.ya?ml"));
    } catch (IOException | java.io.UncheckedIOException e) {
      // One that cannot be read is told with its name where it is read.
      return true;
    }
  }
}
