package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.YamlReader;
import io.aftercall.reload.RouteLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit parses what changed, and of the routes what is started anew; never a file twice. */
class ReloadParsesTest extends EditStage {
  /**
   * @param camel at most: the decide route for its tests; all routes where one changed, which are
   *     started aside; and in earnest what changed, or uses the kamelet that did
   */
  @ParameterizedTest
  @CsvSource({
    "config/mappings/team-chat.yaml, 1",
    "routes/deliver/team-chat.camel.yaml, 20",
    "routes/kamelets/post-json.kamelet.yaml, 38"
  })
  void anEditParsesEachFileOnce(String file, int camel) throws Exception {
    String before = read(file);
    try {
      long parsed = YamlReader.parsed();
      long parsedByCamel = RouteLoader.parsed();

      edit(file, before + "# edited\n");

      assertThat(YamlReader.parsed() - parsed).as("by us").isEqualTo(1);
      assertThat(RouteLoader.parsed() - parsedByCamel).as("by Camel").isLessThanOrEqualTo(camel);
    } finally {
      edit(file, before);
    }
  }

  @Test
  void goingBackParsesNothing() throws Exception {
    String before = read(LEAD);
    edit(LEAD, before + "# edited\n");
    long parsed = YamlReader.parsed();

    edit(LEAD, before);

    assertThat(YamlReader.parsed() - parsed).isZero();
  }
}
