package io.aftercall.destination.archive;

import io.aftercall.destination.LocalCallFiles;
import io.aftercall.destination.http.HttpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders of recordings that routes name, each by the setting that holds it; and the usual one,
 * for what lies there must go even when no route leads there any more.
 */
public final class Archives implements LocalCallFiles {
  private final HttpSettings settings;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  public Archives(HttpSettings settings) {
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
    int gone = 0;
    for (Archive archive : all()) {
      gone += archive.forget(eventIds);
    }
    return gone;
  }

  @Override
  public Set<String> events() throws IOException {
    Set<String> events = new TreeSet<>();
    for (Archive archive : all()) {
      events.addAll(archive.events());
    }
    return events;
  }

  private List<Archive> all() {
    return List.copyOf(named).stream().map(this::of).flatMap(Optional::stream).toList();
  }
}
