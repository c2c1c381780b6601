package aftercall.mapping;

import aftercall.config.Place;
import java.util.List;

/**
 * What came of one test.
 *
 * @param mapping name of what was tested: a mapping, or the file of a decide route
 * @param test its name
 * @param place where the test stands
 * @param differences empty when it passed
 */
public record TestResult(String mapping, String test, Place place, List<Difference> differences) {
  public TestResult {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
