package io.aftercall.notification;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings as Spring makes them. */
final class Settings {
  private Settings() {}

  static NotifySettings of(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("aftercall.notify", Bindable.of(NotifySettings.class));
  }

  /** In UTC, by mail. */
  static NotifySettings of(String quietHours, String after, String remindEvery) {
    return of(
        Map.of(
            "aftercall.notify.mail-to", "ops@example.com",
            "aftercall.notify.quiet-hours", quietHours,
            "aftercall.notify.after", after,
            "aftercall.notify.remind-every", remindEvery,
            "aftercall.notify.zone", "UTC"));
  }
}
