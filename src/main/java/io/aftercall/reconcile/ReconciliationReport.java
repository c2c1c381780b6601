package io.aftercall.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the calls of a platform's list. Every call seen counts under one word. */
public final class ReconciliationReport {
  private final Map<CallStatus, Integer> counts = new EnumMap<>(CallStatus.class);
  private final List<Entry> entries = new ArrayList<>();

  /** What a call came to. */
  public enum CallStatus {
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
  public record Entry(String callId, CallStatus word, String why) {}

  void add(String callId, CallStatus callStatus, String why) {
    counts.merge(callStatus, 1, Integer::sum);
    if (callStatus != CallStatus.KNOWN && callStatus != CallStatus.SKIPPED) {
      entries.add(new Entry(callId, callStatus, why));
    }
  }

  public int count(CallStatus callStatus) {
    return counts.getOrDefault(callStatus, 0);
  }

  public int seen() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }
}
