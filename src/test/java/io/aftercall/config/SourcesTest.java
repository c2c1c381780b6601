package io.aftercall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercall.call.SourceRules;
import io.aftercall.promise.PromiseRules;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
  private static final String GOOD =
      """
      description: A sender
      authentication:
        - token: ${TOKEN}
          in: [header]
          header: X-Token
      time_zone: Europe/Berlin
      country: DE
      variables:
        interested: { type: boolean, aliases: [interesse] }
        grade: { type: string, values: [a, b] }
        budget: number
      ignore_calls: { ids: [1, sample], phones: ["+491"] }
      """;

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void readsASource() {
    Source source = load(GOOD, Map.of("TOKEN", "open sesame"));

    assertThat(problems).isEmpty();
    assertThat(source.rules())
        .isEqualTo(
            new SourceRules(
                "shop",
                ZoneId.of("Europe/Berlin"),
                "DE",
                List.of(
                    variable(
                        "interested", SourceRules.Type.BOOLEAN, List.of("interesse"), List.of()),
                    variable("grade", SourceRules.Type.STRING, List.of(), List.of("a", "b")),
                    variable("budget", SourceRules.Type.NUMBER, List.of(), List.of()))));
    assertThat(source.testCalls().include("1", null)).isTrue();
    assertThat(source.testCalls().include("2", "+491")).isTrue();
    assertThat(source.testCalls().include("2", null)).isFalse();
    assertThat(source.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void consentIsAVariableThatSaysYesOrNo() {
    String consent = "\nconsent: interested\n";
    Source source = load(GOOD + consent, Map.of("TOKEN", "open sesame"));
    assertThat(problems).isEmpty();
    assertThat(source.rules().consent()).isEqualTo("interested");

    load(GOOD + "\nconsent: intrested\n", Map.of("TOKEN", "open sesame"));
    load(GOOD + "\nconsent: budget\n", Map.of("TOKEN", "open sesame"));
    assertThat(problems)
        .extracting(Problem::code, Problem::hint)
        .containsExactly(
            tuple("unknown-variable", "did you mean 'interested'?"),
            tuple("unknown-variable", "declare it under variables, as { type: boolean }"));
  }

  @Test
  void promisesAreDueInTheHoursOfTheirCampaign() {
    String promises =
        """
        promises:
          days: [monday, saturday]
          from: "08:30"
          holidays: DE-BY
          answer_within: { hot: 5m }
          campaigns: { Abend: { from: "17:00", until: "20:00", holidays: none } }
        """;
    PromiseRules rules = load(GOOD + promises, Map.of("TOKEN", "open sesame")).rules().promises();
    assertThat(problems).isEmpty();
    assertThat(rules.hours().from()).isEqualTo("08:30");
    assertThat(rules.hours().until()).isEqualTo("18:00");
    assertThat(rules.hours().holidays()).hasToString("DE-BY");
    assertThat(rules.hours(null, "Abend").days()).isEqualTo(rules.hours().days());
    assertThat(rules.hours(null, "Abend").from()).isEqualTo("17:00");
    assertThat(rules.answerWithin().get(PromiseRules.Rating.HOT)).hasMinutes(5);
    assertThat(rules.answerWithin().get(PromiseRules.Rating.WARM)).hasHours(4);
    assertThat(load(GOOD + promises, Map.of("TOKEN", "open sesame")).rules().promises())
        .isEqualTo(rules);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ days: [mondy] } | 'mondy' is no day of the week",
        "{ days: [] } | 'days' names no day",
        "{ from: 9 Uhr } | '9 Uhr' is no time of day",
        "{ until: \"08:00\" } | the hours 09:00 to 08:00 never begin",
        "{ holidays: DE-XX } | no public holidays of 'DE-XX' are known",
        "{ answer_within: { hot: soon } } | 'hot' must be a length of time",
        "{ campaigns: [a] } | 'campaigns' is a group of campaigns, not a list",
      })
  void aWrongHourOfPromisesIsNamed(String promises, String message) {
    load(GOOD + "promises: " + promises + "\n", Map.of("TOKEN", "open sesame"));
    assertThat(problems).extracting(Problem::message).containsExactly(message);
  }

  @Test
  void aTokenMatchesOnlyItself() {
    Authentication.Token token = token(load(GOOD, Map.of("TOKEN", "open sesame")));

    assertThat(token.header()).isEqualTo("X-Token");
    assertThat(token.query()).isEqualTo("token");
    assertThat(token.in(Authentication.Carrier.HEADER)).isTrue();
    assertThat(token.in(Authentication.Carrier.PATH)).isFalse();
    assertThat(token.secret().matches("open sesame")).isTrue();
    assertThat(token.secret().matches("open sesam")).isFalse();
    assertThat(token.secret().matches(null)).isFalse();
    assertThat(token.toString()).contains("${TOKEN}").doesNotContain("sesame");
  }

  @Test
  void anUnsetSecretIsNamedAndMatchesNothing() {
    Source source = load(GOOD, Map.of("TOKEN", " "));

    assertThat(problems)
        .extracting(Problem::toString)
        .containsExactly(
            "config/sources/shop.yaml:3:12: missing-secret: TOKEN is not set (set TOKEN)");
    assertThat(token(source).secret().matches("")).isFalse();
    assertThat(token(source).secret().matches(" ")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "token: ${TOKEN} | token: s3cr3t | literal-secret | 3:12",
        "token: ${TOKEN} | token: x${TOKEN} | literal-secret | 3:12",
        "in: [header] | in: [heder] | wrong-value | 4:10",
        "header: X-Token | haeder: X-Token | unknown-key | 5:5",
        "Europe/Berlin | Europe/Belin | wrong-value | 6:12",
        "country: DE | country: Germany | wrong-value | 7:10",
        "country: DE | land: DE | unknown-key | 7:1",
        "type: boolean | type: bool | wrong-value | 9:23",
        "aliases: [interesse] | aliases: [grade] | duplicate-name | 10:3",
        "budget: number | budget: [number] | wrong-type | 11:11",
        "ignore_calls: { ids | ignore_calls: { id | unknown-key | 12:17",
      })
  void aMistakeIsFoundAtItsPlace(String good, String bad, String code, String at) {
    load(GOOD.replace(good, bad), Map.of("TOKEN", "x"));

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.place().toString()).isEqualTo("config/sources/shop.yaml:" + at);
              assertThat(problem.hint()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fields: { id: .a, phone: .b }                       | unknown-key | 13:19",
        "fields: { status: .b }                              | missing-key | 13:1",
        "fields: { id: a.b }                                 | wrong-value | 13:15",
        "fields: { id: .a, status: .s }, statuses: { ok: complete } | wrong-value | 14:17",
        "statuses: { ok: completed }                         | missing-key | 13:1",
      })
  void whereThingsStandInABodyIsChecked(String lines, String code, String at) {
    load(GOOD + lines.replace("}, ", "}\n"), Map.of("TOKEN", "x"));

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.place().toString()).isEqualTo("config/sources/shop.yaml:" + at);
              assertThat(problem.hint()).isNotEmpty();
            });
  }

  @Test
  void aSourceThatAnybodyCouldUseIsRefused() {
    load("time_zone: UTC\ncountry: DE\nauthentication: []\n", Map.of());

    assertThat(problems).extracting(Problem::code).containsExactly("missing-key");
  }

  @Test
  void theShippedSourceIsWithoutFault() {
    Workspace shipped = Workspace.read(Path.of(""));
    Source famulor = Sources.load(shipped, name -> "x", problems).find("famulor").orElseThrow();

    assertThat(problems).isEmpty();
    assertThat(token(famulor).secret().variable()).isEqualTo("AFTERCALL_FAMULOR_TOKEN");
    assertThat(token(famulor).carriers())
        .containsExactlyInAnyOrder(Authentication.Carrier.values());
    assertThat(token(famulor).header()).isEqualTo("X-Webhook-Token");
  }

  private Source load(String text, Map<String, String> environment) {
    Workspace workspace = Workspace.of(Map.of("config/sources/shop.yaml", text));
    return Sources.load(workspace, environment::get, problems).find("shop").orElse(null);
  }

  private static Authentication.Token token(Source source) {
    return (Authentication.Token) source.admission().proofs().get(0);
  }

  private static SourceRules.Variable variable(
      String name, SourceRules.Type type, List<String> aliases, List<String> allowed) {
    return new SourceRules.Variable(name, type, aliases, allowed);
  }
}
