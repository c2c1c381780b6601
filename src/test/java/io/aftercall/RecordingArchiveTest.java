package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRun;
import io.aftercall.outbox.DeliveryFilter;
import io.aftercall.outbox.DeliveryQueries;
import io.aftercall.outbox.DeliveryRow;
import io.aftercall.outbox.DeliveryState;
import io.aftercall.privacy.DataSubject;
import io.aftercall.privacy.Erasure;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import io.aftercall.sandbox.Post;
import io.aftercall.sandbox.salesforce.Row;
import io.aftercall.sandbox.web.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files of the page about recordings, laid into a running service. */
class RecordingArchiveTest extends EditStage {
  private static final Pattern FILE =
      Pattern.compile("(?m)^`([a-z]+/[^`]+)`\n\n```yaml\n(.*?)^```", Pattern.DOTALL);
  private static final Pattern EDIT = Pattern.compile("(?m)^```diff\n(.*?)^```", Pattern.DOTALL);
  private static final String BUCKET =
      "                        - to: outbox:recording-bucket?after=recording-archive\n";

  private static final Map<String, String> files = new TreeMap<>();
  private static String decide;

  @BeforeAll
  static void layThePageOverTheFiles() throws Exception {
    String page = Files.readString(Path.of("src/docs/recordings.md"));
    Matcher file = FILE.matcher(page);
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    assertThat(files).hasSize(6);
    Matcher edit = EDIT.matcher(page);
    assertThat(edit.find()).isTrue();
    decide = read(DECIDE);
    String edited = decide.replace(lines(edit.group(1), "-"), lines(edit.group(1), "+") + BUCKET);
    assertThat(edited).isNotEqualTo(decide);
    for (Map.Entry<String, String> one : files.entrySet()) {
      write(one.getKey(), one.getValue());
    }
    edit(DECIDE, edited);
  }

  @AfterAll
  static void takeThemAway() throws Exception {
    edit(DECIDE, decide);
    for (String file : files.keySet()) {
      Files.delete(home.resolve(file));
    }
    awaitTwoLooks();
  }

  private static String lines(String diff, String sign) {
    return diff.lines()
        .filter(line -> line.startsWith(sign))
        .map(line -> line.substring(1) + "\n")
        .collect(Collectors.joining());
  }

  private static String call(boolean consent, Answer recording) {
    int id = NEXT_ID.incrementAndGet();
    String path = "/recordings/" + id + ".mp3";
    sandbox.http().answering(path, ask -> recording);
    String body =
        new String(body(id), UTF_8)
            .replace("https://recordings.famulor.de/call-" + id + ".mp3", sandbox.http().url(path))
            .replace(
                "\"customer_interested\": false",
                "\"customer_interested\": false, \"recording_consent\": " + consent);
    assertThat(service.post(body.getBytes(UTF_8)).statusCode()).isEqualTo(202);
    return String.valueOf(id);
  }

  private static List<Post> posts(String id) {
    return sandbox.http().posts().stream()
        .filter(post -> post.path().endsWith(id + ".mp3"))
        .toList();
  }

  private static DeliveryState state(String id, String destination) {
    return service.bean(DeliveryQueries.class).find(DeliveryFilter.all().ofCall(id)).stream()
        .filter(row -> row.destination().equals(destination))
        .map(DeliveryRow::state)
        .findFirst()
        .orElse(null);
  }

  @Test
  void aRecordingIsArchivedLinkedAndPutIntoTheBucket() throws Exception {
    String id = call(true, Answer.of(200, "audio/mpeg", "the sound".getBytes(UTF_8)));

    assertThat(reached(id))
        .contains("call-log", "recording-archive", "recording-link", "recording-bucket");
    assertThat(state(id, "recording-bucket")).isEqualTo(DeliveryState.DELIVERED);
    assertThat(posts(id)).extracting(Post::path).hasSize(2);
    assertThat(posts(id).get(1).path()).isEqualTo("/bucket/2024-01-15/famulor-" + id + ".mp3");
    assertThat(posts(id).get(1).body()).isEqualTo("the sound");
    Path folder = home.resolve("data/recordings/2024-01-15");
    assertThat(folder.resolve("famulor-" + id + ".mp3")).doesNotExist();
    assertThat(folder.resolve("famulor-" + id + ".mp3.sha256")).exists();
    Row task = sandbox.salesforce().row("Task", "Aftercall_Key__c", "famulor:" + id).orElseThrow();
    assertThat(task.text("Aftercall_Recording__c"))
        .isEqualTo("https://recordings.example.com/2024-01-15/famulor-" + id + ".mp3");
    assertThat(task.text("Subject")).isNotEmpty();

    service.bean(Erasure.class).erase(DataSubject.call("famulor", id), "a test", "a test");
    assertThat(folder.resolve("famulor-" + id + ".mp3.sha256")).doesNotExist();
  }

  @Test
  void whoDidNotAgreeIsNotFetched() throws Exception {
    String id = call(false, Answer.of(200, "audio/mpeg", "the sound".getBytes(UTF_8)));

    assertThat(reached(id)).contains("call-log").doesNotContain("recording-archive");
    assertThat(posts(id)).isEmpty();
  }

  @Test
  void theCrmDoesNotWaitForASlowRecording() throws Exception {
    Answer slow = Answer.of(200, "audio/mpeg", "late".getBytes(UTF_8)).after(Duration.ofSeconds(3));
    String id = call(true, slow);

    JourneyBook.of(service, id).awaitRouted(Duration.ofSeconds(20));
    await(() -> state(id, "crm-http") == DeliveryState.DELIVERED);
    await(() -> state(id, "call-log") == DeliveryState.DELIVERED);
    assertThat(state(id, "recording-archive")).matches(DeliveryState::open);
    assertThat(state(id, "recording-link")).isEqualTo(DeliveryState.PENDING);
    assertThat(reached(id)).contains("recording-link");
    assertThat(state(id, "recording-archive")).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void whatWouldHappenIsShownWithoutAnythingHappening() throws Exception {
    String body =
        new String(body(1), UTF_8)
            .replace(
                "\"customer_interested\": false",
                "\"customer_interested\": false, \"recording_consent\": true");
    Workspace workspace = Workspace.read(home);
    ConfigSnapshot rules = ActiveConfig.read(workspace, name -> "set", new ArrayList<>());
    try (DryRun dryRun = DryRun.open(workspace, rules, ProtocolModules.dryRunBeans())) {
      Map<String, String> outcomes = new TreeMap<>();
      for (io.aftercall.dryrun.DryRunReport.PlannedRecord plannedRecord :
          dryRun.tell("famulor", body.getBytes(UTF_8)).scenes()) {
        outcomes.put(plannedRecord.named().destination(), plannedRecord.outcome().name());
      }
      assertThat(outcomes)
          .containsEntry("recording-archive", "dry_run")
          .containsEntry("recording-link", "dry_run");
    }
  }

  @Test
  void aRecordingThatIsGoneIsRefusedAlone() throws Exception {
    String gone = call(true, Answer.text(404, "gone"));
    assertThat(reached(gone)).contains("call-log", "recording-archive");
    assertThat(state(gone, "recording-archive")).isEqualTo(DeliveryState.REJECTED);

    String next = call(true, Answer.of(200, "audio/mpeg", "next".getBytes(UTF_8)));
    reached(next);
    assertThat(state(next, "recording-archive")).isEqualTo(DeliveryState.DELIVERED);
  }
}
