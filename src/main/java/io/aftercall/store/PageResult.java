package io.aftercall.store;

import java.util.List;

/**
 * A {@link PageRequest} that is done.
 *
 * @param changed rows
 * @param last where to go on, or null: there is nothing after it
 */
public record PageResult(int changed, String last) {
  /**
   * @param ids the rows that were found in the window, in order
   */
  public static PageResult of(
      List<String> ids, int changed, PageRequest pageRequest, ScanWindow scanWindow) {
    if (ids.size() == pageRequest.size()) {
      return new PageResult(changed, ids.get(ids.size() - 1));
    }
    return new PageResult(changed, scanWindow.isEnd() ? null : scanWindow.last());
  }

  public boolean isEnd() {
    return last == null;
  }
}
