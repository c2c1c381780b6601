package io.aftercall.web.console;

import io.aftercall.config.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The names a filter may hold: a misspelt one would answer with an empty list, which reads like
 * good news.
 *
 * @param sources of the rules in force
 * @param onceSource whether anything ever came from one that is gone
 * @param destinations that have a deliver route
 * @param onceDestination whether anything ever was for one that is gone
 */
record KnownNames(
    Supplier<? extends Collection<String>> sources,
    Predicate<String> onceSource,
    Supplier<? extends Collection<String>> destinations,
    Predicate<String> onceDestination) {
  static final KnownNames ANY = new KnownNames(List::of, any -> true, List::of, any -> true);

  void check(Map<String, String> asked) {
    check("source", asked.get("source"), sources.get(), onceSource);
    check("destination", asked.get("destination"), destinations.get(), onceDestination);
  }

  private static void check(
      String what, String name, Collection<String> known, Predicate<String> once) {
    if (name != null && !known.contains(name) && !once.test(name)) {
      throw BadRequestException.unknownName(
          "there is no %s '%s'; %s".formatted(what, name, DidYouMean.hint(name, known)));
    }
  }
}
