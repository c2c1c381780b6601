package io.aftercall.mapping;

import io.aftercall.config.SourceLocation;
import java.util.List;

/**
 * What came of one test.
 *
 * @param mapping name of what was tested: a mapping, or the file of a decide route
 * @param test its name
 * @param place where the test stands
 * @param differences empty when it passed
 */
public record TestResult(
    String mapping, String test, SourceLocation place, List<TestMismatch> differences) {
  public TestResult {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
