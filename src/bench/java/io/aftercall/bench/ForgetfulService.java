package io.aftercall.bench;

import io.aftercall.ServiceApplication;
import io.aftercall.journal.AppendReceipt;
import io.aftercall.journal.AppendResult;
import io.aftercall.webhook.WebhookIntake;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The same product with a journal that stores nothing: what the webhook endpoint itself costs. */
public final class ForgetfulService {
  private ForgetfulService() {}

  public static void main(String[] args) {
    SpringApplication.run(new Class<?>[] {ServiceApplication.class, Forgetting.class}, args);
  }

  /**
   * Stands in for the journal at the webhook endpoint; no annotation, or the product itself would
   * find and use it.
   */
  static class Forgetting {
    @Bean
    @Primary
    WebhookIntake.ArrivalSink nothing() {
      AtomicLong receipts = new AtomicLong();
      return newWebhook ->
          CompletableFuture.completedFuture(
              new AppendReceipt(
                  AppendResult.ACCEPTED, "%026d".formatted(receipts.incrementAndGet()), 1));
    }
  }
}
