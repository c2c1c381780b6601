package aftercall.store;

import java.util.List;

/**
 * A {@link Span} that is done.
 *
 * @param changed rows
 * @param last where to go on, or null: there is nothing after it
 */
public record Stretch(int changed, String last) {
  /**
   * @param ids the rows that were found in the window, in order
   */
  public static Stretch of(List<String> ids, int changed, Span span, Window window) {
    if (ids.size() == span.size()) {
      return new Stretch(changed, ids.get(ids.size() - 1));
    }
    return new Stretch(changed, window.isEnd() ? null : window.last());
  }

  public boolean isEnd() {
    return last == null;
  }
}
