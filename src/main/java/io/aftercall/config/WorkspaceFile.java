package io.aftercall.config;

import java.util.List;
import java.util.Optional;

/**
 * One file of a {@link Workspace}.
 *
 * @param path relative to the installation folder, with forward slashes
 * @param name file name without folder and ending: {@code salesforce-lead}
 * @param text content, UTF-8, without a byte order mark
 */
public record WorkspaceFile(String path, String name, String text) {
  /** First 12 hex digits of the text's SHA-256. */
  public String version() {
    return ContentHash.brief(text);
  }

  public Optional<YamlNode> yaml(List<Problem> problems) {
    return YamlReader.read(path, text, problems);
  }
}
