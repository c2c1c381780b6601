package io.aftercall.mapping;

import java.util.Optional;
import java.util.function.Function;

/**
 * One entry of the closed list.
 *
 * @param argument what follows after the colon, in words; empty when nothing may follow
 * @param needed whether the argument must be there
 * @param trouble what a note says when a value does not fit
 * @param make argument to step; empty when the argument does not fit
 */
record ConversionKind(
    String name,
    String argument,
    boolean needed,
    String sentence,
    String trouble,
    Function<String, Optional<Conversion.Step>> make) {

  static ConversionKind plain(String name, String sentence, String trouble, Conversion.Step step) {
    return new ConversionKind(name, "", false, sentence, trouble, none -> Optional.of(step));
  }

  /** The same conversion with an argument that may be left out. */
  ConversionKind taking(String what, Function<String, Optional<Conversion.Step>> maker) {
    return new ConversionKind(name, what, false, sentence, trouble, maker);
  }

  /** The same conversion with an argument that must be there. */
  ConversionKind needing(String what, Function<String, Optional<Conversion.Step>> maker) {
    return new ConversionKind(name, what, true, sentence, trouble, maker);
  }

  /** Whether it makes one text of a list; what stands between counts with its blanks. */
  boolean joins() {
    return name.equals("list");
  }

  Optional<Conversion> conversion(String given) {
    boolean fits = given.isEmpty() ? !needed : !argument.isEmpty();
    return fits
        ? make.apply(given).map(step -> new Conversion(step, trouble, joins()))
        : Optional.empty();
  }
}
