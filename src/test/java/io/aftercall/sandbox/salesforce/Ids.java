package io.aftercall.sandbox.salesforce;

/** Record ids: 15 characters where case matters, or 18 with a check that makes it not matter. */
final class Ids {
  static final String USER = full("005000000000001");
  static final String ORGANISATION = full("00D000000000001");

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private Ids() {}

  static String numbered(String prefix, long number) {
    char[] id = "000000000000000".toCharArray();
    prefix.getChars(0, 3, id, 0);
    for (int at = 14; number > 0; number /= 62) {
      id[at--] = DIGITS.charAt((int) (number % 62));
    }
    return full(new String(id));
  }

  static boolean wellFormed(String id) {
    return (id.length() == 15 || id.length() == 18)
        && id.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  /** The form that is compared: 15 characters. */
  static String shortened(String id) {
    return id.length() == 18 ? id.substring(0, 15) : id;
  }

  /** Each check character holds which of five characters are upper case. */
  static String full(String fifteen) {
    StringBuilder full = new StringBuilder(fifteen);
    for (int block = 0; block < 15; block += 5) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        if (Character.isUpperCase(fifteen.charAt(block + i))) {
          bits |= 1 << i;
        }
      }
      full.append(CHECKS.charAt(bits));
    }
    return full.toString();
  }
}
