package io.aftercall.call.text;

import java.util.Optional;

/**
 * What a spoken text says.
 *
 * @param <T> what it is read as
 */
public sealed interface SpokenValue<T> {

  /** The value, if the text is certain. */
  default Optional<T> value() {
    return this instanceof Known<T> known ? Optional.of(known.known()) : Optional.empty();
  }

  /**
   * One certain value.
   *
   * @param note what the value alone does not carry, continuing "The value …", such as {@code is
   *     the last day of 2026-01-26 to 2026-01-31}; null if it carries all. With a note the words
   *     are worth keeping beside the value.
   */
  record Known<T>(T known, String note) implements SpokenValue<T> {}

  /**
   * Not certain: the words are kept and a person reads them.
   *
   * @param why continuing "The value …", without its content
   */
  record Words<T>(String why) implements SpokenValue<T> {}

  /**
   * Says that there is none: called off, or not wanted. Nobody has to be asked.
   *
   * @param why continuing "The value …", without its content
   */
  record Declined<T>(String why) implements SpokenValue<T> {}
}
