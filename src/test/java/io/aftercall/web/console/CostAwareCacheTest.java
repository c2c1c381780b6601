package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CostAwareCacheTest {
  private final AtomicLong steady = new AtomicLong(Long.MAX_VALUE - 50);
  private final AtomicInteger deeds = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final CostAwareCache<Integer> costAwareCache =
      new CostAwareCache<>(
          () -> {
            steady.addAndGet(10);
            return asked.incrementAndGet();
          },
          deeds::get,
          steady::get);

  @Test
  void isAskedForATwentiethOfTheTime() {
    assertThat(costAwareCache.get()).isEqualTo(1);
    steady.addAndGet(199);
    assertThat(costAwareCache.get()).isEqualTo(1);
    steady.addAndGet(1);
    assertThat(costAwareCache.get()).isEqualTo(2);
  }

  @Test
  void whoHasJustDoneSomethingSeesIt() {
    assertThat(costAwareCache.get()).isEqualTo(1);
    deeds.incrementAndGet();
    assertThat(costAwareCache.get()).isEqualTo(2);
    assertThat(costAwareCache.get()).isEqualTo(2);
  }
}
