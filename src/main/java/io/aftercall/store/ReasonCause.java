package io.aftercall.store;

import java.util.regex.Pattern;

/**
 * What several reasons have in common: a reason without the values and places that differ from case
 * to case. What needs a person is grouped by it.
 */
public final class ReasonCause {
  private static final int LONGEST = 300;

  /** A status of HTTP is no such value: it says what is the matter. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<!HTTP )(?<![\\p{L}\\d_])-?\\d[\\d.,:]*(?![\\p{L}_])");

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]*\"|„[^“]*“|“[^”]*”|(?<!\\p{L})'[^']*'(?!\\p{L})");
  private static final Pattern ID = Pattern.compile("\\b(?=\\w*\\d)(?=\\w*[A-Za-z])\\w{15,}\\b");

  private ReasonCause() {}

  /**
   * @param reason may be null
   * @return null when there is no reason
   */
  public static String of(String reason) {
    if (reason == null) {
      return null;
    }
    String plain = QUOTED.matcher(reason).replaceAll("“…”");
    plain = ID.matcher(plain).replaceAll("…");
    plain = NUMBER.matcher(plain).replaceAll("…");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
