package aftercall.platform;

import aftercall.config.Source;
import aftercall.delivery.Checkup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the platforms can be asked, and whether calls are compared with them as they should. */
final class PlatformCheckup implements Checkup {
  private static final String WHAT = "platform";

  private final Platforms platforms;
  private final ReadBack readBack;

  PlatformCheckup(Platforms platforms, ReadBack readBack) {
    this.platforms = platforms;
    this.readBack = readBack;
  }

  @Override
  public Finding examine() {
    String alerts =
        readBack.alerts().entrySet().stream()
            .map(alert -> alert.getKey() + ": " + alert.getValue())
            .collect(Collectors.joining("; "));
    if (!alerts.isEmpty()) {
      return Finding.bad(WHAT, alerts);
    }
    List<String> unset = new ArrayList<>();
    for (String name : platforms.names()) {
      Source source = platforms.source(name);
      source.platform().missing().ifPresent(missing -> unset.add(name + ": " + missing));
      if (source.platform().missing().isPresent() && source.platform().readBack()) {
        return Finding.bad(WHAT, name + ": calls should be read back, but " + unset.get(0));
      }
    }
    if (!unset.isEmpty()) {
      return Finding.unset(
          WHAT, "cannot be asked for calls that never came; " + String.join("; ", unset));
    }
    return Finding.good(WHAT, "can be asked for: " + String.join(", ", platforms.names()));
  }
}
