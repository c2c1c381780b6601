package aftercall.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The folders of recordings that routes name, each by the setting that holds it. */
final class Archives {
  private final UnaryOperator<String> settings;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  /**
   * @param settings value by name, null or empty when unset
   */
  Archives(UnaryOperator<String> settings) {
    this.settings = settings;
  }

  /** Empty when the setting is unset. */
  Optional<Archive> of(String setting) {
    named.add(setting);
    String folder = settings.apply(setting);
    return folder == null || folder.isBlank()
        ? Optional.empty()
        : Optional.of(new Archive(Path.of(folder.strip())));
  }

  /** Takes out what they hold of these events; gives how many files went. */
  int forget(Collection<String> eventIds) throws IOException {
    int gone = 0;
    for (String setting : named) {
      Archive archive = of(setting).orElse(null);
      gone += archive == null ? 0 : archive.forget(eventIds);
    }
    return gone;
  }

  /** What to say when it is unset. */
  static String unset(String setting) {
    return "not configured: set " + setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
