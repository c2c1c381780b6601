package io.aftercall.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.privacy.RetentionSettings;
import io.aftercall.reload.InvalidConfigException;
import io.aftercall.store.StoreUnavailableException;
import jakarta.validation.Validation;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

class StartFailureTest {

  @Test
  void allProblemsOfTheFilesAreListed() {
    StartFailure failure =
        StartFailure.of(
                new IllegalStateException(
                    "Failed to start bean",
                    new InvalidConfigException(
                        List.of(
                            Problem.at(
                                SourceLocation.of("config/a.yaml"), "one", "is wrong", "mend it"),
                            Problem.at(
                                SourceLocation.of("routes/b.yaml"), "two", "is missing", "")))))
            .orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message())
        .contains("config/a.yaml", "one: is wrong (mend it)", "routes/b.yaml", "two: is missing");
  }

  @Test
  void aDatabaseThatIsAwayIsToldWithItsReason() {
    StartFailure failure =
        StartFailure.of(
                new StoreUnavailableException(
                    "Cannot open the database jdbc:postgresql://db/x",
                    new RuntimeException("wrapped", new ConnectException("Connection refused"))))
            .orElseThrow();
    assertThat(failure.exit()).isEqualTo(69);
    assertThat(failure.message())
        .isEqualTo("Cannot open the database jdbc:postgresql://db/x: Connection refused");
  }

  @Test
  void portsThatAreTakenAreNamedWithTheSettingToChange() {
    assertThat(StartFailure.of(new PortInUseException(8081)))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.exit()).isEqualTo(69);
              assertThat(failure.message()).contains("8081", "server.port");
            });
    assertThat(
            StartFailure.of(
                new IllegalStateException(new java.net.BindException("Address already in use"))))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.exit()).isEqualTo(69);
              assertThat(failure.message()).contains("aftercall.webhook.port");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "aftercall.webhook.max-body, huge, org.springframework.util.unit.DataSize, DataSize",
    "aftercall.webhook.port, s3cret, java.lang.Integer, Integer"
  })
  void aSettingOfTheWrongKindIsNamedAndItsValueIsNot(
      String name, String value, Class<?> type, String kind) {
    Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
    BindException wrong =
        catchThrowableOfType(BindException.class, () -> binder.bind(name, Bindable.of(type)));
    StartFailure failure = StartFailure.of(wrong).orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message()).contains(name, kind).doesNotContain(value);
  }

  @Test
  void aSettingOutOfRangeIsNamed() {
    assertThat(
            StartFailure.of(
                new InvalidConfigurationPropertyValueException(
                    "aftercall.store.url", null, "must begin with jdbc:")))
        .hasValue(new StartFailure(78, "aftercall.store.url must begin with jdbc:"));
  }

  @Test
  void brokenYamlIsToldWithItsPlaceAndNotItsText() {
    YAMLException broken =
        catchThrowableOfType(
            YAMLException.class, () -> new Yaml().load("a:\n  password: s3cret\n  b: ["));
    StartFailure failure = StartFailure.of(new IllegalStateException(broken)).orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message()).startsWith("config/application.yaml:3:").doesNotContain("s3cret");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    StartFailure failure =
        StartFailure.of(
                new IllegalStateException(
                    new UncheckedIOException(
                        "The data folder /srv/aftercall/data cannot be written",
                        new java.nio.file.AccessDeniedException("/srv/aftercall/data"))))
            .orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message()).contains("/srv/aftercall/data cannot be written");
  }

  @Test
  void settingsThatContradictEachOtherAreNamed() {
    Binder binder =
        new Binder(
            new MapConfigurationPropertySource(
                Map.of(
                    "aftercall.retention.bodies", "90d",
                    "aftercall.retention.attempts", "30d",
                    "aftercall.retention.calls", "10d")));
    BindException wrong =
        catchThrowableOfType(
            BindException.class,
            () ->
                binder.bind(
                    "aftercall.retention",
                    Bindable.of(RetentionSettings.class),
                    new ValidationBindHandler(
                        new SpringValidatorAdapter(
                            Validation.buildDefaultValidatorFactory().getValidator()))));
    StartFailure failure = StartFailure.of(wrong).orElseThrow();
    assertThat(failure.exit()).isEqualTo(78);
    assertThat(failure.message()).contains("aftercall.retention");
  }

  @Test
  void aFaultOfOursIsNotExplainedAway() {
    assertThat(StartFailure.of(new NullPointerException())).isEmpty();
  }
}
