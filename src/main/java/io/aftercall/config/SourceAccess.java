package io.aftercall.config;

import java.util.List;
import java.util.OptionalInt;

/**
 * Who is let in as a source, and how often.
 *
 * @param proofs one of them suffices; several let a secret be changed without a gap
 * @param networks where the sender must call from; everywhere when empty
 * @param rate most webhooks per second; empty leaves it to {@code aftercall.webhook.rate}
 */
public record SourceAccess(
    List<Authentication> proofs, List<CidrRange> networks, OptionalInt rate) {
  public SourceAccess {
    proofs = List.copyOf(proofs);
    networks = List.copyOf(networks);
  }
}
