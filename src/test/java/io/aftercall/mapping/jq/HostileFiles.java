package io.aftercall.mapping.jq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code src/test/resources/hostile}: kinds of rules and files, and variants of each. */
public final class HostileFiles {
  private static final Path FOLDER = Path.of("src/test/resources/hostile");

  private HostileFiles() {}

  /**
   * @param kind what it is one of, and which
   */
  public record Hostile(String kind, String text) {
    @Override
    public String toString() {
      return kind;
    }
  }

  /** jq expressions. */
  public static List<Hostile> rules() {
    return read("rules.txt");
  }

  /** Whole YAML files. */
  public static List<Hostile> files() {
    return read("files.txt");
  }

  private static List<Hostile> read(String name) {
    List<Hostile> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(FOLDER.resolve(name))) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] parts = line.split(" ~ ", 3);
          for (String variant : parts[2].split(" ")) {
            String text = parts[1].replace("{m}", "1").replace("{n}", expanded(variant));
            all.add(
                new Hostile(parts[0] + " " + variant, name.startsWith("f") ? lines(text) : text));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** {@code @300:x} is 300 times x, {@code keys:5} five keys, {@code steps:5} five deep. */
  private static String expanded(String variant) {
    int at = variant.indexOf('@');
    int colon = variant.indexOf(':', at + 1);
    if (at >= 0 && colon > at) {
      int times = Integer.parseInt(variant.substring(at + 1, colon));
      String what =
          variant.substring(colon + 1).replace("{and}", " and .outcome == \"x\"").replace('_', ' ');
      return variant.substring(0, at) + what.repeat(times);
    }
    if (variant.startsWith("keys:")) {
      StringBuilder keys = new StringBuilder();
      for (int key = 0; key < Integer.parseInt(variant.substring(5)); key++) {
        keys.append("  k").append(key).append(": .outcome\\n");
      }
      return keys.toString();
    }
    if (variant.startsWith("steps:")) {
      StringBuilder keys = new StringBuilder();
      for (int key = 0; key < Integer.parseInt(variant.substring(6)); key++) {
        keys.append(" ".repeat(Math.min(key, 200))).append("a:\\n");
      }
      return keys.toString();
    }
    return variant.replace('_', ' ');
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
  }
}
