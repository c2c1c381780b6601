package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.sandbox.Mail;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;

/** Files are edited while the service runs, as people edit them. */
class ReloadTest extends EditStage {
  @Test
  void aDestinationOfItsOwnIsAddedAndTakenAwayAgain() throws Exception {
    String support = read("routes/deliver/crm-http.camel.yaml").replace("crm-http", "support-desk");
    String before = read(DECIDE);
    write("config/mappings/support-desk.yaml", read("config/mappings/crm-http.yaml"));
    write(
        "routes/deliver/support-desk.camel.yaml",
        support.replace("aftercall.support-desk.", "aftercall.crm-http."));
    edit(DECIDE, before.replace("- to: outbox:crm-http", "- to: outbox:support-desk"));

    assertThat(reached(call())).contains("support-desk").doesNotContain("crm-http");

    Files.delete(home.resolve("routes/deliver/support-desk.camel.yaml"));
    Files.delete(home.resolve("config/mappings/support-desk.yaml"));
    edit(DECIDE, before);
    assertThat(reached(call())).contains("crm-http").doesNotContain("support-desk");
  }

  @Test
  void aMistakeChangesNothingWhereverItIs() throws Exception {
    String version = version();
    for (String file :
        new String[] {
          DECIDE,
          RECEIVE,
          "routes/deliver/call-log.camel.yaml",
          "config/mappings/call-log.yaml",
          "config/templates/sales-email.txt"
        }) {
      String good = read(file);
      String bad = good.replace("uri:", "ury:").replace("fields:", "feelds:").replace("[/]", "");
      assertThat(bad).isNotEqualTo(good);
      write(file, bad);
      awaitTwoLooks();

      assertThat(version()).as(file).isEqualTo(version);
      write(file, good);
    }
    awaitTwoLooks();
    assertThat(version()).isEqualTo(version);
    assertThat(reached(call())).contains("call-log", "crm-http");
  }

  @Test
  void aLetterIsWrittenByTheTemplateActiveConfig() throws Exception {
    String template = "config/templates/sales-email.txt";
    String letter = read(template);
    String mapping = read(LEAD);
    String version = version();
    write(LEAD, mapping.replace("fields:", "feelds:"));
    write(template, "Edited. " + letter);
    awaitTwoLooks();
    assertThat(version()).isEqualTo(version);
    assertThat(letterAbout(interested())).doesNotStartWith("Edited.");

    write(LEAD, mapping);
    await(() -> !version().equals(version));
    assertThat(letterAbout(interested())).startsWith("Edited.");
    edit(template, letter);
  }

  private static String interested() {
    int id = NEXT_ID.incrementAndGet();
    String body = new String(body(id), UTF_8).replace("interested\": false", "interested\": true");
    assertThat(service.post(body.getBytes(UTF_8)).statusCode()).isEqualTo(202);
    return String.valueOf(id);
  }

  private static String letterAbout(String call) throws Exception {
    assertThat(reached(call)).contains("sales-email");
    return sandbox.mail().mails().stream()
        .filter(mail -> mail.text().contains(call))
        .map(Mail::text)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aKameletIsPartOfTheRoutesThatUseIt() throws Exception {
    String file = "routes/kamelets/post-json.kamelet.yaml";
    String good = read(file);
    String to = "              uri: http:{{urlSetting}}";
    assertThat(good).contains(to.strip());
    edit(file, good.replace("method: envelope", "method: envelope(*)"));

    String id = call();
    assertThat(reached(id)).contains("crm-http");
    assertThat(sandbox.http().posts("/crm")).anyMatch(post -> post.body().contains(id));
    edit(file, good);
  }

  /** Steps that are the same word for word are one route to Camel; its last user takes it along. */
  @Test
  void aKameletThatSeveralRoutesUseOutlivesEachOfThem() throws Exception {
    String kamelet = "routes/kamelets/salesforce-person.kamelet.yaml";
    String good = read(kamelet);
    Set<String> before = kameletRoutes();
    edit(kamelet, good + "\n# made anew\n");
    for (String name : new String[] {"appointment", "call-log", "follow-up"}) {
      String route = "routes/deliver/" + name + ".camel.yaml";
      String text = read(route);
      edit(route, text + "\n# edited\n");
      assertThat(reached(call())).contains("call-log", "follow-up");
      edit(route, text);
    }
    edit(kamelet, good);
    assertThat(reached(call())).contains("call-log", "follow-up");
    // The new rules are in force before the last of the routes is made anew.
    await(() -> kameletRoutes().size() == before.size());
  }

  private static Set<String> kameletRoutes() {
    return service.bean(CamelContext.class).getRoutes().stream()
        .filter(Route::isCreatedByKamelet)
        .map(Route::getRouteId)
        .collect(Collectors.toSet());
  }

  @Test
  void nobodyAtTheDoorNoticesAnyOfIt() throws Exception {
    Map<String, String> good = new TreeMap<>();
    for (String file : new String[] {DECIDE, RECEIVE, LEAD}) {
      good.put(file, read(file));
    }
    Random random = new Random(7);
    AtomicBoolean editing = new AtomicBoolean(true);
    Map<Integer, Integer> answers = new TreeMap<>();
    Thread sender = new Thread(() -> sendWhile(editing, answers));
    sender.start();
    assertThat(reached(call())).contains("call-log");
    edit(DECIDE, good.get(DECIDE) + "\n# the first edit starts what is needed from then on\n");
    Map<String, Long> threads = threads();
    for (int i = 0; i < 8; i++) {
      String file = good.keySet().stream().toList().get(random.nextInt(good.size()));
      if (random.nextInt(3) == 0) {
        write(file, good.get(file).substring(0, good.get(file).length() / 2));
        awaitTwoLooks();
        write(file, good.get(file));
      } else {
        edit(file, good.get(file) + "\n# edit " + i + "\n");
      }
    }
    editing.set(false);
    sender.join();

    assertThat(answers.keySet()).containsExactly(202);
    assertThat(answers.get(202)).isGreaterThan(20);
    assertThat(threads().values().stream().mapToLong(n -> n).sum())
        .as("before %s, now %s", threads, threads())
        .isLessThan(threads.values().stream().mapToLong(n -> n).sum() + 10);
    for (Map.Entry<String, String> file : good.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    awaitTwoLooks();
    assertThat(reached(call())).contains("call-log");
  }

  /** By kind; the pool of the webhook endpoint's workers fills up by itself. */
  private static Map<String, Long> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().replaceAll("[0-9a-f@]{4,}|\\d+", "#"))
        .filter(name -> !name.startsWith("vert.x-worker"))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private static void sendWhile(AtomicBoolean on, Map<Integer, Integer> answers) {
    while (on.get()) {
      HttpResponse<String> answer = service.post(body(NEXT_ID.incrementAndGet()));
      answers.merge(answer.statusCode(), 1, Integer::sum);
    }
  }
}
