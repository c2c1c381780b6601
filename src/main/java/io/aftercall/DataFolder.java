package io.aftercall;

import io.aftercall.files.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationListener;

/** Readies the data folder as soon as the settings are known, before any library unpacks itself. */
final class DataFolder implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    String data = event.getEnvironment().getProperty("aftercall.data", "data");
    try {
      TemporaryFiles.prepare(Path.of(data));
    } catch (IOException e) {
      throw new InvalidConfigurationPropertyValueException(
          "aftercall.data",
          null,
          "names the folder %s, which the service cannot make or write to (%s)"
              .formatted(Path.of(data).toAbsolutePath(), e.getClass().getSimpleName()));
    }
  }
}
