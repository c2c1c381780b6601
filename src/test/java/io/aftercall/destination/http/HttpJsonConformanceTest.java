package io.aftercall.destination.http;

import io.aftercall.DestinationConformance;
import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** {@code http-json} with a login, with a verdict that reads the answer and without one. */
class HttpJsonConformanceTest {
  @Nested
  class ByTheStatus extends Kit {
    ByTheStatus() {
      super("null");
    }
  }

  @Nested
  class ByTheAnswer extends Kit {
    ByTheAnswer() {
      super("{ok: .answer.ok, id: .answer.id, reason: .answer.code}");
    }
  }

  abstract static class Kit extends DestinationConformance {
    private final String verdict;

    Kit(String verdict) {
      this.verdict = verdict;
    }

    @Override
    public DeliveryBatch deliver() throws Exception {
      ConformanceBeans beans =
          new ConformanceBeans(PATIENCE).set("crm.url", system.url()).set("crm.token", SECRET);
      Map<String, String> step =
          Map.of("urlSetting", "crm.url", "credentialSetting", "crm.token", "result", verdict);
      try (KameletStage stage =
          KameletStage.ofStep(beans.beans(), "kamelet:http-json", step)
              .reaching(ConformanceBeans.HERE)) {
        DeliveryBatch deliveryBatch = KameletStage.batch(RECORD);
        stage.deliver(deliveryBatch);
        return deliveryBatch;
      }
    }

    @Override
    public boolean readsAnswers() {
      return verdict.contains("answer");
    }

    @Override
    public String success() {
      return "{\"ok\":true,\"id\":5}";
    }
  }
}
