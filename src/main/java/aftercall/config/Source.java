package aftercall.config;

import aftercall.call.SenderRules;
import java.util.List;

/**
 * Who may send us calls, and how to read them: one file {@code config/sources/<name>.yaml}.
 *
 * @param name the word in {@code /webhooks/<name>} and in {@code inbox:<name>}
 * @param proofs at least one
 * @param version first 12 hex digits of the file's SHA-256
 */
public record Source(
    String name,
    String description,
    List<Proof> proofs,
    SenderRules rules,
    TestCalls testCalls,
    String version) {
  public Source {
    proofs = List.copyOf(proofs);
  }
}
