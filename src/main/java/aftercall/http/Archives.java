package aftercall.http;

import aftercall.delivery.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders of recordings that routes name, each by the setting that holds it; and the usual one,
 * for what lies there must go even when no route leads there any more.
 */
final class Archives implements Leftovers {
  private final HttpSettings settings;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  Archives(HttpSettings settings) {
    this.settings = settings;
    named.add("aftercall.archive.folder");
  }

  /** Empty when the setting is unset. */
  Optional<Archive> of(String setting) {
    named.add(setting);
    return settings.given(setting).map(folder -> new Archive(Path.of(folder)));
  }

  @Override
  public int forget(Collection<String> eventIds) throws IOException {
    return each(archive -> archive.forget(eventIds));
  }

  @Override
  public int forgetBefore(String eventId) throws IOException {
    return each(archive -> archive.forgetBefore(eventId));
  }

  private interface Forgetting {
    int in(Archive archive) throws IOException;
  }

  private int each(Forgetting forgetting) throws IOException {
    int gone = 0;
    for (String setting : named) {
      Archive archive = of(setting).orElse(null);
      gone += archive == null ? 0 : forgetting.in(archive);
    }
    return gone;
  }
}
