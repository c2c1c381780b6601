package io.aftercall.destination.salesforce;

import io.aftercall.destination.DryRunResponder;
import io.aftercall.destination.HealthCheck;
import io.aftercall.destination.RequiredSettings;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The component and the steps behind the Salesforce kamelets. */
@Configuration(proxyBeanMethods = false)
public class SalesforceConfiguration {

  @Bean
  SalesforceLogin salesforceLogin(Environment environment) {
    return new SalesforceLogin(environment);
  }

  @Bean("salesforce")
  SalesforceComponent salesforce(SalesforceLogin login, CamelContext context) {
    return login.component(context);
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

  /** In a dry run nothing is known to be there yet. */
  @Bean
  DryRunResponder salesforceDryAnswer() {
    return uri ->
        uri.startsWith("salesforce:query")
            ? Optional.of("{\"totalSize\":0,\"done\":true,\"records\":[]}")
            : Optional.empty();
  }

  @Bean("salesforce-upsert")
  UpsertSteps salesforceUpsert(
      SalesforceLogin login, SalesforceExceptionClassifier failures, ApiQuota quota) {
    return new UpsertSteps(login, failures, quota);
  }

  @Bean("salesforce-person")
  PersonLookupSteps salesforcePerson(SalesforceLogin login, ApiQuota quota) {
    return new PersonLookupSteps(login, quota);
  }
}
