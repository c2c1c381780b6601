package io.aftercall.dryrun;

import io.aftercall.camel.OutboundInterception;
import io.aftercall.person.Suppressions;
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
  DryRunCache dryRuns(ActiveConfig activeConfig, DryRunBeans beans, Suppressions suppressions) {
    return new DryRunCache(activeConfig, beans, suppressions);
  }

  @Bean
  OutboundInterception outboundInterception() {
    return OutboundInterceptor::new;
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
