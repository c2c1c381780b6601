package io.aftercall.destination.http;

import io.aftercall.DestinationConformance;
import io.aftercall.KameletStage;
import io.aftercall.destination.DeliveryBatch;
import org.junit.jupiter.api.Nested;

/** {@code post-json} with each way to read an answer. */
class PostJsonConformanceTest {
  @Nested
  class ByTheStatus extends Kit {
    ByTheStatus() {
      super("status");
    }
  }

  @Nested
  class ByTheAnswer extends Kit {
    ByTheAnswer() {
      super("json");
    }
  }

  abstract static class Kit extends DestinationConformance {
    private final String answer;

    Kit(String answer) {
      this.answer = answer;
    }

    @Override
    public DeliveryBatch deliver() throws Exception {
      ConformanceBeans beans =
          new ConformanceBeans(PATIENCE).set("crm.url", system.url() + "/calls");
      String step = "kamelet:post-json?urlSetting=crm.url&answer=" + answer;
      try (KameletStage stage =
          new KameletStage(beans.beans(), step).reaching(ConformanceBeans.HERE)) {
        DeliveryBatch deliveryBatch = KameletStage.batch(RECORD);
        stage.deliver(deliveryBatch);
        return deliveryBatch;
      }
    }

    @Override
    public boolean readsAnswers() {
      return answer.equals("json");
    }

    @Override
    public String success() {
      return "{\"ok\":true}";
    }
  }
}
