package io.aftercall.web.api;

import io.aftercall.bulk.AuditLog;
import io.aftercall.privacy.Reencryption;
import io.aftercall.store.Store;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the JSON API. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  PrivacyApi.Keys privacyKeys(
      Store store, Reencryption reencryption, AuditLog actions, InstantSource clock) {
    return new PrivacyApi.Keys(store, reencryption, actions, clock);
  }
}
