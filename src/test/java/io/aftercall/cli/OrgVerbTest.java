package io.aftercall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.cli.CommandStage.Result;
import io.aftercall.sandbox.salesforce.SalesforceStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** {@code check --org} against the stand-in, which describes its objects as an org does. */
class OrgVerbTest {
  private static final String LEAD = "config/mappings/salesforce-lead.yaml";
  private static final SalesforceStandIn ORG = SalesforceStandIn.start();

  @TempDir Path home;
  private final CommandStage stage = new CommandStage();

  @AfterAll
  static void stop() {
    ORG.close();
  }

  @BeforeEach
  void login() {
    stage
        .with("AFTERCALL_FAMULOR_TOKEN", "x")
        .setting("camel.component.salesforce.login-url", ORG.url())
        .setting("camel.component.salesforce.client-id", ORG.account().clientId())
        .setting("camel.component.salesforce.client-secret", ORG.account().clientSecret())
        .setting("camel.component.salesforce.authentication-type", "CLIENT_CREDENTIALS");
  }

  @Test
  void theShippedMappingsFitTheOrg() {
    Result result = stage.run("check", "--org");

    assertThat(result.exit()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).startsWith("All well:");
  }

  /** File, text, what somebody wrote instead, code, what stands at the place, what is told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mappings/salesforce-lead | Website: | Websites: | org-unknown-field | Websites: | did you mean 'Website'?
          mappings/salesforce-lead | Website: | Address: | org-not-writeable | Address: | or the user may only read it
          mappings/salesforce-lead | Website: | EmailBouncedReason: | org-not-writeable | EmailBouncedReason: | only later
          mappings/call-log | TaskSubtype: { constant: Call, write: if-empty } | TaskSubtype: { constant: Call } | org-not-writeable | TaskSubtype | write: if-empty
          mappings/salesforce-lead | max: 128 | max: 200 | org-too-long | 200 | write max: 128
          mappings/salesforce-lead | {.id}", max: 120 } | {.id}" } | org-no-max | Aftercall_Last_Call__c | add max: 255
          mappings/call-log | inbound: Inbound | inbound: Incoming | org-unknown-value | Incoming | known are Internal, Inbound, Outbound
          mappings/salesforce-lead | Working - Contacted | Working - Contakted | org-unknown-value | Working - Contakted | did you mean 'Working - Contacted'?
          mappings/do-not-call | { constant: true } | { constant: yes } | org-wrong-type | yes | takes true or false
          mappings/do-not-call | LastName: { | NickName: { | org-missing-field | fields: | add LastName
          mappings/salesforce-lead | default: Unknown, max: 80 | max: 80 | org-may-be-missing | LastName: | required: true
          """)
  void whatDoesNotFitIsToldWithItsLine(
      String file, String text, String wrong, String code, String at, String told)
      throws IOException {
    String path = "config/" + file + ".yaml";
    edit(path, text, wrong);

    String line = line(stage.run("check", "--org", "--home", home.toString()), code);

    assertThat(line).contains(told);
    assertThat(at(line)).startsWith(at).isNotEqualTo(line);
  }

  @Test
  void anExternalIdMustBeOneAndUnique() throws IOException {
    String route = "routes/deliver/salesforce-lead.camel.yaml";
    edit(route, "externalId=Aftercall_Person__c", "externalId=Email");
    assertThat(line(checked(), "org-not-unique")).startsWith(route).contains("Email");

    edit(route, "externalId=Aftercall_Person__c", "externalId=Phone");
    assertThat(line(checked(), "org-no-external-id")).contains("tick 'External ID'");

    edit(LEAD, "key: Aftercall_Person__c", "key: Email");
    edit(route, "externalId=Aftercall_Person__c", "externalId=Email", LEAD);
    String line = line(checked(), "org-not-unique");
    assertThat(line).startsWith(LEAD);
    assertThat(at(line)).isEqualTo("Email");
  }

  @Test
  void anObjectThatIsNotThereIsTold() throws IOException {
    edit("routes/deliver/salesforce-lead.camel.yaml", "object=Lead", "object=Prospect__c");

    assertThat(line(checked(), "org-unknown-object")).contains("'Prospect__c'");
  }

  @Test
  void withoutALoginItSaysWhatToSet() {
    Result result = new CommandStage().with("AFTERCALL_FAMULOR_TOKEN", "x").run("check", "--org");

    assertThat(result.exit()).isEqualTo(78);
    assertThat(result.err()).contains("CAMEL_COMPONENT_SALESFORCE_LOGIN_URL");
  }

  @Test
  void anOrgThatRefusesTheLoginIsNoFinding() {
    Result result =
        stage.setting("camel.component.salesforce.client-secret", "wrong").run("check", "--org");

    assertThat(result.exit()).isEqualTo(69);
    assertThat(result.err()).contains("cannot be asked").doesNotContain("wrong");
  }

  private Result checked() {
    return stage.run("check", "--org", "--home", home.toString());
  }

  private static String line(Result result, String code) {
    assertThat(result.out()).as(result.err()).contains(": " + code + ": ");
    return result
        .out()
        .lines()
        .filter(l -> l.contains(": " + code + ": "))
        .findFirst()
        .orElseThrow();
  }

  /** What stands in the file where the line points. */
  private String at(String line) throws IOException {
    String[] place = line.split(":", 4);
    String there = Files.readAllLines(home.resolve(place[0])).get(Integer.parseInt(place[1]) - 1);
    return there.substring(Integer.parseInt(place[2]) - 1);
  }

  /** A copy of the installation with one text replaced in one file, other edited files kept. */
  private void edit(String file, String text, String by, String... kept) throws IOException {
    String before = Files.readString(Path.of(file));
    assertThat(before).contains(text);
    String keptText = kept.length == 0 ? null : Files.readString(home.resolve(kept[0]));
    for (String folder : new String[] {"config", "routes"}) {
      FileSystemUtils.copyRecursively(Path.of(folder), home.resolve(folder));
    }
    Files.writeString(home.resolve(file), before.replace(text, by));
    if (keptText != null) {
      Files.writeString(home.resolve(kept[0]), keptText);
    }
  }
}
