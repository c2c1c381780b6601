package io.aftercall.config;

import java.util.Collection;
import java.util.Map;

/**
 * Words of YAML files that were renamed before the first release. They are not read any more; who
 * still writes one is told the word that took its place.
 */
public final class RetiredWords {
  private static final Map<String, String> NOW =
      Map.ofEntries(
          Map.entry("proof", "authentication"),
          Map.entry("hmac", "hmac_sha256"),
          Map.entry("timestamped", "hmac_timestamp"),
          Map.entry("read_back", "verify_with_platform"),
          Map.entry("test_calls", "ignore_calls"),
          Map.entry("over_max", "on_too_long"),
          Map.entry("values", "lookup"),
          Map.entry("text", "template"),
          Map.entry("value", "constant"),
          Map.entry("if-ours", "if-unchanged"),
          Map.entry("newer", "if-latest"),
          Map.entry("expect_some", "expect_partial"),
          Map.entry("with", "override"),
          Map.entry("refuse", "reject"),
          Map.entry("refused", "rejected"),
          Map.entry("oncePerCall", "sendOnce"),
          Map.entry("outcomeUnknown", "onUnknownOutcome"),
          Map.entry("repeat", "retry"),
          Map.entry("ask", "hold"),
          Map.entry("probeAfter", "probeInterval"),
          Map.entry("lease", "leaseDuration"),
          Map.entry("portion", "mode"),
          Map.entry("each", "single"),
          Map.entry("all", "batch"),
          Map.entry("send", "body"),
          Map.entry("verdict", "result"),
          Map.entry("as", "saveAs"),
          Map.entry("url", "urlSetting"),
          Map.entry("credential", "credentialSetting"),
          Map.entry("recordPer", "recordScope"),
          Map.entry("converted", "onConvertedLead"),
          Map.entry("reserve", "apiReservePercent"));

  private RetiredWords() {}

  /**
   * A hint for {@link Problem} about a key or a fixed word: what it is called now, else what {@link
   * DidYouMean} says.
   *
   * @param known what may stand there
   */
  public static String hint(String word, Collection<String> known) {
    String now = NOW.get(word);
    // Many retired words still mean something elsewhere.
    return now != null && known.contains(now)
        ? "'" + now + "' was called '" + word + "'; write '" + now + "'"
        : DidYouMean.hint(word, known);
  }
}
