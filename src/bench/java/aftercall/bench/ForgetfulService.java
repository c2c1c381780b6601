package aftercall.bench;

import aftercall.Service;
import aftercall.intake.Intake;
import aftercall.journal.Receipt;
import aftercall.journal.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The same product with a journal that stores nothing: what the door itself costs. */
public final class ForgetfulService {
  private ForgetfulService() {}

  public static void main(String[] args) {
    SpringApplication.run(new Class<?>[] {Service.class, Forgetting.class}, args);
  }

  /**
   * Stands in for the journal at the door; no annotation, or the product itself would find and use
   * it.
   */
  static class Forgetting {
    @Bean
    @Primary
    Intake.Memory nothing() {
      AtomicLong receipts = new AtomicLong();
      return arrival ->
          CompletableFuture.completedFuture(
              new Receipt(Verdict.ACCEPTED, "%026d".formatted(receipts.incrementAndGet()), 1));
    }
  }
}
