package io.aftercall;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.config.Problem;
import io.aftercall.config.Workspace;
import io.aftercall.dryrun.DryRunBeans;
import io.aftercall.dryrun.Preview;
import io.aftercall.dryrun.PreviewChange;
import io.aftercall.dryrun.PreviewChange.Kind;
import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.ConfigSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Edited rules beside those that serve, on stored calls. */
class PreviewTest {
  private static final Workspace SERVING = Workspace.read(Path.of("."));
  private static final String DECIDE = "routes/decide/post-call.camel.yaml";
  private static final String LEAD = "config/mappings/salesforce-lead.yaml";

  private static Workspace with(String path, String from, String to) {
    String text = SERVING.text(path).orElseThrow();
    assertThat(text).contains(from);
    return SERVING.with(path, text.replace(from, to));
  }

  private List<PreviewChange> preview(Workspace after) throws Exception {
    return preview(after, new HashMap<>(), "classic-campaign-completed");
  }

  /**
   * @param settings other than those that lead nowhere
   */
  private List<PreviewChange> preview(Workspace after, Map<String, Object> settings, String sample)
      throws Exception {
    try (Preview preview = Preview.open(side(SERVING, settings), side(after, settings))) {
      return preview.of(
          "famulor", Files.readAllBytes(Path.of("config/samples", sample + ".json")), 1);
    }
  }

  private static Preview.Side side(Workspace files, Map<String, Object> settings) {
    List<Problem> problems = new ArrayList<>();
    ConfigSnapshot rules = ActiveConfig.read(files, name -> "set", problems);
    assertThat(problems).isEmpty();
    DryRunBeans usual = ProtocolModules.dryRunBeans();
    Map<String, Object> all = new HashMap<>(usual.settings());
    all.putAll(settings);
    return new Preview.Side(files, rules, new DryRunBeans(usual.rooms(), all));
  }

  private static PreviewChange only(List<PreviewChange> all) {
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void nothingDiffersFromItself() throws Exception {
    assertThat(preview(SERVING)).isEmpty();
  }

  @Test
  void aFieldIsToldWithWhatItHeldAndWouldHold() throws Exception {
    PreviewChange lead = only(preview(with(LEAD, "Status:", "Lead_Status__c:")));

    assertThat(lead.kind()).isEqualTo(Kind.CHANGED);
    assertThat(lead.destination()).isEqualTo("salesforce-lead");
    assertThat(lead.fields())
        .extracting(PreviewChange.Field::path)
        .contains("Status", "Lead_Status__c");
    PreviewChange.Field gone = lead.fields().get(lead.fields().size() - 1);
    assertThat(gone.path()).isEqualTo("Status");
    assertThat(gone.before().asText()).isNotEmpty();
    assertThat(gone.after()).isNull();
  }

  @Test
  void whatIsNamedNoMoreIsNotSentAndWhatIsNewIsCreated() throws Exception {
    Workspace without =
        with(DECIDE, "                        - to: outbox:sales-email?priority=urgent\n", "");
    assertThat(only(preview(without)))
        .extracting(PreviewChange::kind, PreviewChange::destination)
        .containsExactly(Kind.GONE, "sales-email");
    Workspace more =
        with(
            DECIDE,
            "                        - to: outbox:team-chat?priority=urgent\n",
            "                        - to: outbox:team-chat?priority=urgent\n"
                + "                        - to: outbox:team-chat\n");
    assertThat(only(preview(more)))
        .extracting(PreviewChange::kind, PreviewChange::destination)
        .containsExactly(Kind.CREATED, "team-chat");
  }

  @Test
  void aRecordThatWouldGoElsewhereHasMoved() throws Exception {
    Workspace moved =
        with(DECIDE, "outbox:crm-http", "outbox:support-desk")
            .with(
                "routes/deliver/support-desk.camel.yaml",
                SERVING
                    .text("routes/deliver/crm-http.camel.yaml")
                    .orElseThrow()
                    .replace("id: deliver-crm-http", "id: deliver-support-desk")
                    .replace("outbox:crm-http", "outbox:support-desk"));
    PreviewChange previewChange = only(preview(moved));
    assertThat(previewChange.kind()).isEqualTo(Kind.MOVED);
    assertThat(previewChange.from()).isEqualTo("crm-http");
    assertThat(previewChange.destination()).isEqualTo("support-desk");
  }

  @Test
  void aRecordThatCannotBeMadeIsRefusedWithItsReason() throws Exception {
    Workspace strict =
        SERVING.with(
            "config/mappings/team-chat.yaml",
            "fields:\n  title: { from: .extracted_variables.never, required: true }\n");
    PreviewChange refused = only(preview(strict));
    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused.destination()).isEqualTo("team-chat");
    assertThat(refused.reason()).isNotEmpty();
  }

  @Test
  void aCallThatWouldBeHeldSaysSo() throws Exception {
    Workspace held =
        with(DECIDE, "to: inbox:ignore?reason=not a phone call", "to: inbox:hold?reason=ask Ann");
    held =
        held.with(
            DECIDE,
            held.text(DECIDE).orElseThrow().replace(".kind != \"call\"", ".kind == \"call\""));
    List<PreviewChange> all = preview(held);
    assertThat(all).hasSize(6).allMatch(one -> one.kind() == Kind.GONE);
    assertThat(all).allMatch(one -> one.reason().equals("held: ask Ann"));
  }

  @Test
  void anotherLetterOrAnotherWayIsSeenThoughTheRecordIsTheSame() throws Exception {
    String template = "config/templates/sales-email.txt";
    PreviewChange letter =
        only(preview(with(template, "What the assistant noted", "What was noted")));
    assertThat(letter.destination()).isEqualTo("sales-email");
    assertThat(letter.fields()).isNotEmpty().allMatch(one -> one.path().startsWith("line "));
    PreviewChange way =
        only(preview(with("routes/deliver/call-log.camel.yaml", "object=Task", "object=Event")));
    assertThat(way.destination()).isEqualTo("call-log");
    assertThat(way.fields()).extracting(PreviewChange.Field::path).contains("[0].attributes.type");
  }

  @Test
  void aSenderNobodyKnowsAnyMoreIsTold() throws Exception {
    List<PreviewChange> all = preview(SERVING.without(List.of("config/sources/famulor.yaml")));
    assertThat(all).isNotEmpty().allMatch(one -> one.reason().contains("no source"));
  }

  /** Whatever the settings say: nobody is called, whether somebody listens or nobody does. */
  @Test
  void nothingIsEverSent() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ServerSocket trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listener =
        new Thread(
            () -> {
              while (!trap.isClosed()) {
                try {
                  trap.accept().close();
                  calls.incrementAndGet();
                } catch (IOException closed) {
                  return;
                }
              }
            });
    listener.start();
    Map<String, Object> real = new HashMap<>();
    String address = "http://127.0.0.1:" + trap.getLocalPort();
    real.put("camel.component.salesforce.login-url", address);
    real.put("aftercall.mail.host", "127.0.0.1");
    real.put("aftercall.mail.port", trap.getLocalPort());
    real.put("aftercall.chat.url", address + "/chat");
    real.put("aftercall.crm-http.url", address + "/crm");
    Workspace after = with(LEAD, "Status:", "Lead_Status__c:");
    for (String sample : List.of("classic-campaign-completed", "platform2-call-completed")) {
      assertThat(preview(after, real, sample)).allMatch(one -> one.kind() == Kind.CHANGED);
    }
    trap.close();
    listener.join();
    assertThat(calls).hasValue(0);
    assertThat(only(preview(after, real, "classic-campaign-completed")).kind())
        .isEqualTo(Kind.CHANGED);
  }
}
