package io.aftercall.outbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom a claim takes: the urgent first, then the high ones, then the others; but a fifth of all
 * places belongs to each of the two lower ones, so that an endless stream of urgent ones starves
 * nobody. Over many claims of one delivery each, every fifth takes a normal one.
 */
final class PriorityQuota {
  private static final int OF = 5;

  private PriorityQuota() {}

  /**
   * @param turn how often this destination has claimed, so that small claims share too
   * @param due by priority, the most urgent first, each in the order of claiming
   * @return at most {@code room}, the most urgent first
   */
  static List<String> of(long turn, int room, List<List<String>> due) {
    int[] taken = new int[due.size()];
    int left = room;
    for (int lower = due.size() - 1; lower > 0; lower--) {
      taken[lower] =
          Math.min(
              Math.min(reserved(turn + 2L * (due.size() - 1 - lower), room), left),
              due.get(lower).size());
      left -= taken[lower];
    }
    for (int priority = 0; priority < taken.length; priority++) {
      int more = Math.min(left, due.get(priority).size() - taken[priority]);
      taken[priority] += more;
      left -= more;
    }
    List<String> chosen = new ArrayList<>(room);
    for (int priority = 0; priority < taken.length; priority++) {
      chosen.addAll(due.get(priority).subList(0, taken[priority]));
    }
    return chosen;
  }

  /** A fifth of the room, made up over the turns. */
  private static int reserved(long turn, int room) {
    return (int) (turn * room / OF - (turn - 1) * room / OF);
  }
}
