package io.aftercall.mapping;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What {@code .} stands for at each place of a jq text: still the call, or something a pipe, a
 * function or a binding has put there. When in doubt it is not the call.
 */
final class JqScope {
  private final boolean[] call;

  /**
   * @param code jq with the insides of its texts blanked out
   */
  JqScope(String code) {
    call = new boolean[code.length()];
    Deque<Boolean> outer = new ArrayDeque<>();
    boolean now = true;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        outer.push(now);
        now &= c != '(' || !isArgument(code, i);
      } else if (c == ')' || c == ']' || c == '}') {
        now = outer.isEmpty() ? now : outer.pop();
      } else if (c == '|') {
        now = false;
      }
      call[i] = now;
    }
  }

  boolean isCallAt(int offset) {
    return call[offset];
  }

  /** {@code select(}, but not {@code and (}. */
  private static boolean isArgument(String code, int bracket) {
    int end = bracket;
    while (end > 0 && code.charAt(end - 1) == ' ') {
      end--;
    }
    int start = end;
    while (start > 0 && isWordPart(code.charAt(start - 1))) {
      start--;
    }
    return switch (code.substring(start, end)) {
      case "", "and", "or", "if", "then", "else", "elif", "not" -> false;
      default -> true;
    };
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
