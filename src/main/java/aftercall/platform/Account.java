package aftercall.platform;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the calls of a platform's list. Every call seen counts under one word. */
public final class Account {
  private final Map<Word, Integer> counts = new EnumMap<>(Word.class);
  private final List<Entry> entries = new ArrayList<>();

  /** What a call came to. */
  public enum Word {
    /** It is here, and the same. */
    KNOWN,
    /** It is here with other content. */
    CHANGED,
    /** It never came; in a dry run no more is done about it. */
    MISSING,
    /** It was missing, or changed, and is taken now. */
    INGESTED,
    /** It was missing, but cannot be fetched or is not understood. */
    REFUSED,
    /** It was erased here, and stays so. */
    ERASED,
    /** Its webhook is not due: under way, just ended, or of a kind that is not sent. */
    SKIPPED
  }

  /**
   * A call that is not simply known.
   *
   * @param why in plain words without personal data, or empty
   */
  public record Entry(String callId, Word word, String why) {}

  void add(String callId, Word word, String why) {
    counts.merge(word, 1, Integer::sum);
    if (word != Word.KNOWN && word != Word.SKIPPED) {
      entries.add(new Entry(callId, word, why));
    }
  }

  public int count(Word word) {
    return counts.getOrDefault(word, 0);
  }

  public int seen() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }
}
