package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage.Result;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Names nothing has, addresses nobody answers at, and what other programs read. */
class NamesAndFormatsTest {
  private static final String SAMPLE = "config/samples/classic-campaign-completed.json";
  private final CommandStage terminal =
      new CommandStage().with("AFTERCALL_FAMULOR_TOKEN", "sixteen-letters-long");

  @TempDir Path home;

  @Test
  void aVerbNobodyKnowsIsNoSuchName() {
    Result result = terminal.run("destination");
    assertThat(result.exit()).isEqualTo(66);
    assertThat(result.err()).contains("no verb 'destination'", "did you mean 'destinations'?");
  }

  @Test
  void aWrongOptionIsUsage() {
    Result result = terminal.run("status", "--jsno");
    assertThat(result.exit()).isEqualTo(64);
    assertThat(result.err()).contains("--json");
  }

  @Test
  void aSourceAMappingAndAFileNobodyKnows() {
    Result source = terminal.run("try", SAMPLE, "--source", "famuler");
    assertThat(source.exit()).isEqualTo(66);
    assertThat(source.err()).contains("no source 'famuler'", "did you mean 'famulor'?");
    Result test = terminal.run("test", "salesforce-laed");
    assertThat(test.exit()).isEqualTo(66);
    assertThat(test.err()).contains("did you mean 'salesforce-lead'?");
    assertThat(terminal.run("try", "no-such-file.json").exit()).isEqualTo(66);
  }

  @Test
  void whoeverDoesNotAnswerIsNamedAsAsked() {
    terminal.with("AFTERCALL_API_TOKEN", "any").setting("server.port", "1");
    Result set = terminal.run("status");
    assertThat(set.exit()).isEqualTo(69);
    assertThat(set.err()).contains("http://127.0.0.1:1");
    Result said = terminal.run("events", "--url", "http://127.0.0.1:2/");
    assertThat(said.err()).contains("http://127.0.0.1:2");
    Result sent = terminal.setting("aftercall.webhook.port", "3").run("send", SAMPLE);
    assertThat(sent.exit()).isEqualTo(69);
    assertThat(sent.err()).contains("http://127.0.0.1:3");
  }

  @Test
  void withoutATokenTheAddressIsNamedToo() {
    terminal.setting("server.port", "9").setting("aftercall.data", home.toString());
    Result result = terminal.run("destinations");
    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).contains("http://127.0.0.1:9", home.resolve("api-token").toString());
  }

  @Test
  void theTokenOfTheDataFolderIsFoundByTheServicesSetting() throws Exception {
    Files.writeString(home.resolve("api-token"), "secret");
    terminal.setting("server.port", "9").setting("aftercall.data", home.toString());
    assertThat(terminal.run("destinations").err()).contains("does not answer");
  }

  @Test
  void completionKnowsVerbsAndOptions() {
    Result result = terminal.run("generate-completion");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("complete -F", "destinations", "--source");
  }

  @Test
  void testsAsTheXmlThatCiServersRead() throws Exception {
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    Path mapping = home.resolve("config/mappings/salesforce-lead.test.yaml");
    Files.writeString(
        mapping, Files.readString(mapping).replaceFirst("Rating: Hot", "Rating: \"<&> no\""));

    Result result = terminal.run("test", "--format", "junit", "--home", home.toString());

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(result.out())));
    assertThat(xml.getElementsByTagName("testcase").getLength()).isGreaterThan(10);
    int failures = xml.getElementsByTagName("failure").getLength();
    assertThat(failures).isEqualTo(1);
    assertThat(result.exit()).isEqualTo(1);
    Result text = terminal.run("test", "--home", home.toString());
    assertThat(text.out()).contains(failures + " failed");
  }
}
