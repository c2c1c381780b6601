package aftercall.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of recordings that routes name, each by the setting that holds it. */
final class Archives {
  private final HttpSettings settings;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  Archives(HttpSettings settings) {
    this.settings = settings;
  }

  /** Empty when the setting is unset. */
  Optional<Archive> of(String setting) {
    named.add(setting);
    return settings.given(setting).map(folder -> new Archive(Path.of(folder)));
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
}
