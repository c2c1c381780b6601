package io.aftercall.destination.salesforce;

import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.FieldWrites;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.RequiredSettings;
import io.aftercall.person.PersonLedger;
import io.aftercall.tls.TlsConfiguration;
import io.aftercall.tls.TlsTrust;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The component and the steps behind the Salesforce kamelets. */
@Configuration(proxyBeanMethods = false)
@Import(TlsConfiguration.class)
public class SalesforceConfiguration {

  @Bean
  SalesforceLogin salesforceLogin(Environment environment) {
    return new SalesforceLogin(environment);
  }

  @Bean("salesforce")
  SalesforceComponent salesforce(SalesforceLogin login, CamelContext context, TlsTrust trust) {
    SalesforceComponent component = login.component(context);
    if (component.getSslContextParameters() == null) {
      TrustManagersParameters trusted = new TrustManagersParameters();
      trusted.setTrustManager(trust.trustManager());
      SSLContextParameters tls = new SSLContextParameters();
      tls.setTrustManagers(trusted);
      component.setSslContextParameters(tls);
    }
    return component;
  }

  @Bean
  SalesforceExceptionClassifier salesforceFailures() {
    return new SalesforceExceptionClassifier();
  }

  @Bean
  RequiredSettings salesforceNeeds(SalesforceLogin login) {
    return step ->
        step.startsWith("kamelet:salesforce-") || step.startsWith("salesforce:")
            ? login.missing()
            : Optional.empty();
  }

  @Bean
  HealthCheck salesforceCheckup(
      SalesforceLogin login,
      SalesforceComponent component,
      SalesforceExceptionClassifier failures) {
    return new SalesforceHealthCheck(login, component, failures);
  }

  @Bean
  ApiQuota salesforceQuota(
      @Value("${aftercall.salesforce.reserve:10}") int reserve, InstantSource clock) {
    return new ApiQuota(reserve, clock);
  }

  @Bean
  DryRunResponder salesforceDryRun() {
    return new SalesforceDryRun();
  }

  /** Also for other destinations that ask first. */
  @Bean
  FieldWrites fieldWrites() {
    return new FieldWriteDecisions();
  }

  @Bean("salesforce-upsert")
  UpsertSteps salesforceUpsert(
      SalesforceLogin login, SalesforceExceptionClassifier failures, ApiQuota quota) {
    return new UpsertSteps(login, failures, quota);
  }

  /** In a dry run there is no store, and so nothing is remembered. */
  @Bean("salesforce-identity")
  IdentitySteps salesforceIdentity(
      SalesforceLogin login,
      SalesforceExceptionClassifier failures,
      ApiQuota quota,
      ObjectProvider<PersonLedger> ledger) {
    return new IdentitySteps(login, failures, quota, ledger.getIfAvailable(PersonLedger::none));
  }
}
