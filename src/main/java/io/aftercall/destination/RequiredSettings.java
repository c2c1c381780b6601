package io.aftercall.destination;

import java.util.Optional;

/** What a protocol needs an operator to set before a step can send anything; one per protocol. */
@FunctionalInterface
public interface RequiredSettings {
  /**
   * @param step where a deliver route sends to: {@code kamelet:send-mail?template=sales-email}
   * @return the sentence, beginning with {@link #UNSET}; empty when all is there, or when the step
   *     is another protocol's
   */
  Optional<String> missing(String step);

  /** How every such sentence begins. */
  String UNSET = "not configured";
}
