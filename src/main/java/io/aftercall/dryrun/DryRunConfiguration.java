package io.aftercall.dryrun;

import io.aftercall.reload.ActiveConfig;
import io.aftercall.reload.RouteLoadException;
import io.aftercall.reload.RouteValidator;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the dry run of the service. */
@Configuration(proxyBeanMethods = false)
class DryRunConfiguration {

  @Bean(destroyMethod = "close")
  DryRunCache dryRuns(ActiveConfig activeConfig, DryRunBeans beans) {
    return new DryRunCache(activeConfig, beans);
  }

  @Bean
  OutboundInterceptor outboundInterceptor() {
    return new OutboundInterceptor();
  }

  @Bean
  RouteValidator routeValidator(DryRunBeans beans) {
    return (to, rules) -> {
      try (DryRun dryRun = DryRun.open(to, rules, beans)) {
        return List.of();
      } catch (RouteLoadException e) {
        return List.of(e.problem());
      } catch (Exception e) {
        return List.of(RouteLoadException.somewhere(e));
      }
    };
  }
}
