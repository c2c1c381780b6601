package io.aftercall.config;

import java.util.List;

/**
 * The folders operators edit and the files we read there. A file that is neither is a mistake only
 * when it is YAML: then it was meant to be read.
 */
public enum WorkspaceFolder {
  /** Spring's own files, {@code application.yaml} first; read by us only to look for secrets. */
  SETTINGS("config", ".yaml"),
  SOURCES("config/sources", ".yaml"),
  MAPPINGS("config/mappings", ".yaml"),
  TEMPLATES("config/templates", ""),
  SAMPLES("config/samples", ".json"),
  RECEIVE("routes/receive", ".camel.yaml"),
  DECIDE("routes/decide", ".camel.yaml"),
  DELIVER("routes/deliver", ".camel.yaml"),
  KAMELETS("routes/kamelets", ".kamelet.yaml");

  /** Ending of the tests beside mappings and decide routes. */
  public static final String TEST = ".test.yaml";

  private final String path;
  private final String ending;

  WorkspaceFolder(String path, String ending) {
    this.path = path;
    this.ending = ending;
  }

  public String path() {
    return path;
  }

  public String ending() {
    return ending;
  }

  boolean hasTests() {
    return this == MAPPINGS || this == DECIDE;
  }

  /** The endings of files that are read, longest first. */
  List<String> endings() {
    return hasTests() ? List.of(TEST, ending) : List.of(ending);
  }

  boolean reads(String fileName) {
    return endings().stream().anyMatch(fileName::endsWith);
  }

  /** Whether a file lies in this folder itself, not in one below. */
  public boolean holds(String filePath) {
    return filePath.startsWith(path + "/") && filePath.indexOf('/', path.length() + 1) < 0;
  }

  static boolean isScratch(String fileName) {
    return fileName.startsWith(".")
        || fileName.startsWith("#")
        || fileName.endsWith("~")
        || fileName.endsWith(".swp")
        || fileName.endsWith(".tmp")
        || fileName.endsWith(".bak");
  }
}
