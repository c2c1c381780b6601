package io.aftercall.config;

/**
 * Where something stands in a file.
 *
 * @param file path relative to the installation folder, with forward slashes: {@code
 *     config/mappings/lead.yaml}
 * @param line first line is 1; 0 means the whole file
 * @param column first column is 1; 0 means the whole line
 */
public record SourceLocation(String file, int line, int column) {
  public static SourceLocation of(String file) {
    return new SourceLocation(file, 0, 0);
  }

  @Override
  public String toString() {
    return file + ":" + Math.max(line, 1) + ":" + Math.max(column, 1);
  }
}
