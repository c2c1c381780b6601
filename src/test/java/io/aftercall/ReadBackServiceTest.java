package io.aftercall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercall.journal.EventQueries;
import io.aftercall.journal.EventRow;
import io.aftercall.journal.EventState;
import io.aftercall.ops.Diagnostics;
import io.aftercall.sandbox.web.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The running service, told by an edit to read calls back from the platform. */
class ReadBackServiceTest extends EditStage {
  private static final String SOURCE = "config/sources/famulor.yaml";

  @Test
  void onlyACallThatThePlatformHoldsIsSentAnywhere() throws Exception {
    String before = read(SOURCE);
    edit(SOURCE, before.replace("verify_with_platform: false", "verify_with_platform: true"));
    try {
      String forged = call();
      assertThat(reached(forged)).isEmpty();
      assertThat(event(forged).state()).isEqualTo(EventState.QUARANTINED);
      assertThat(event(forged).reason()).isEqualTo("the platform knows no call with this id");

      int id = NEXT_ID.incrementAndGet();
      sandbox
          .platform()
          .add(id, "+4915200" + id, "2026-03-01T08:00:00Z")
          .put("assistant_phone_number", "+4912345678")
          .putArray("evaluation");
      service.post(body(id));
      assertThat(reached(String.valueOf(id))).contains("crm-http", "call-log");

      sandbox.platform().answerNext(Answer.json(503, "{}"));
      String unseen = call();
      assertThat(reached(unseen)).contains("crm-http");
      assertThat(event(unseen).reason()).startsWith("not compared with the platform: ");
      assertThat(service.bean(Diagnostics.class).examine())
          .anySatisfy(finding -> assertThat(finding.says()).contains("authentication alone"));
      assertThat(get("/actuator/health/readiness")).contains("read-back famulor", "run doctor");
      assertThat(get("/actuator/prometheus"))
          .contains("aftercall_read_back_total{result=\"skipped\",source=\"famulor\"} 1.0");
    } finally {
      write(SOURCE, before);
      awaitTwoLooks();
    }
  }

  private static String get(String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + service.managementPort() + path);
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static EventRow event(String id) {
    return service.bean(EventQueries.class).ofCall("famulor", id).get(0);
  }
}
