package io.aftercall.config;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Documents that were read last, within a limit of letters. Safe for use by several threads. */
final class YamlCache {
  private static final int MOST_LETTERS = 4 << 20;

  private final Map<Key, Document> documents = new LinkedHashMap<>(64, 0.75f, true);
  private int letters;

  private record Key(String file, String text) {}

  /**
   * @param problems found while it was read
   */
  record Document(Optional<YamlNode> root, List<Problem> problems) {}

  Document get(String file, String text, Supplier<Document> reader) {
    Key key = new Key(file, text);
    synchronized (this) {
      Document known = documents.get(key);
      if (known != null) {
        return known;
      }
    }
    Document read = reader.get();
    put(key, read);
    return read;
  }

  private synchronized void put(Key key, Document document) {
    if (documents.put(key, document) == null) {
      letters += key.text().length();
    }
    Iterator<Key> oldest = documents.keySet().iterator();
    while (letters > MOST_LETTERS && oldest.hasNext()) {
      letters -= oldest.next().text().length();
      oldest.remove();
    }
  }
}
