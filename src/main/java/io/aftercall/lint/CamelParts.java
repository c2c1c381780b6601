package io.aftercall.lint;

import java.util.Map;
import java.util.Set;

/**
 * Which components and languages Camel would find: those of its core and of every jar on the class
 * path, also one that somebody adds.
 */
final class CamelParts {
  private static final String FOLDER = "META-INF/services/org/apache/camel/";

  /** Languages whose key in a route is not their name. */
  private static final Map<String, String> NAMES = Map.of("method", "bean");

  /** Made by the service itself. */
  private static final Set<String> OURS = Set.of("inbox", "outbox", "mapping");

  private CamelParts() {}

  static boolean hasComponent(String scheme) {
    return OURS.contains(scheme) || isThere("component/" + scheme);
  }

  static boolean hasLanguage(String key) {
    return isThere("language/" + NAMES.getOrDefault(key, key));
  }

  private static boolean isThere(String name) {
    return name.matches("[a-z]+/[A-Za-z0-9.+-]+")
        && CamelParts.class.getClassLoader().getResource(FOLDER + name) != null;
  }
}
