package io.aftercall.ops;

import io.aftercall.config.Problem;
import io.aftercall.reload.InvalidConfigException;
import io.aftercall.store.KeyMismatchException;
import io.aftercall.store.NotDurableException;
import io.aftercall.store.StoreUnavailableException;
import io.aftercall.store.UnusableDatabaseException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Why the service did not start, for the person who started it.
 *
 * @param exit 78 when settings or files have to be changed, 69 when something is away or taken
 * @param message all that is to be said, in lines
 */
public record StartFailure(int exit, String message) {
  private static final int UNAVAILABLE = 69;
  private static final int CONFIGURATION = 78;

  /** Empty when it is nothing an operator could have done: a fault of ours. */
  public static Optional<StartFailure> of(Throwable failure) {
    return causes(failure).map(StartFailure::known).flatMap(Optional::stream).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(50);
  }

  private static Optional<StartFailure> known(Throwable cause) {
    if (cause instanceof InvalidConfigException invalid) {
      return change(files(invalid));
    }
    if (cause instanceof NotDurableException
        || cause instanceof KeyMismatchException
        || cause instanceof UnusableDatabaseException) {
      return change(cause.getMessage());
    }
    if (cause instanceof StoreUnavailableException) {
      return wait(cause.getMessage() + because(cause.getCause()));
    }
    if (cause instanceof PortInUseException taken) {
      return wait(
          "Port %d is taken, so the console cannot open; is the service running already? Another port: server.port"
              .formatted(taken.getPort()));
    }
    if (cause instanceof java.net.BindException) {
      return wait(
          "The webhook endpoint cannot open its port (%s); another one: aftercall.webhook.port, another address: aftercall.webhook.address"
              .formatted(cause.getMessage()));
    }
    if (cause instanceof BindValidationException wrong) {
      return change(settings(wrong));
    }
    if (cause instanceof BindException wrong
        && !(wrong.getCause() instanceof BindValidationException)) {
      return change(setting(wrong));
    }
    if (cause instanceof UncheckedIOException file) {
      return change(file.getMessage());
    }
    if (cause instanceof InvalidConfigurationPropertyValueException wrong) {
      return change("%s %s".formatted(wrong.getName(), wrong.getReason()));
    }
    if (cause instanceof MarkedYAMLException yaml) {
      return change(syntax(yaml));
    }
    return Optional.empty();
  }

  private static Optional<StartFailure> change(String message) {
    return Optional.of(new StartFailure(CONFIGURATION, message));
  }

  private static Optional<StartFailure> wait(String message) {
    return Optional.of(new StartFailure(UNAVAILABLE, message));
  }

  private static String files(InvalidConfigException invalid) {
    return invalid.problems().stream()
        .map(Problem::toString)
        .collect(
            Collectors.joining(
                "\n", "The files cannot be used as they are:\n", "\nSee also: the verb check"));
  }

  private static String because(Throwable cause) {
    return cause == null
        ? ""
        : causes(cause)
            .reduce((first, second) -> second)
            .map(root -> ": " + root.getMessage())
            .orElse("");
  }

  private static String settings(BindValidationException wrong) {
    String prefix = wrong.getValidationErrors().getName() + ".";
    return wrong.getValidationErrors().getAllErrors().stream()
        .map(error -> prefix + name(error) + " " + error.getDefaultMessage())
        .collect(Collectors.joining("\n", "Settings are wrong:\n", ""));
  }

  private static String name(ObjectError error) {
    return error instanceof FieldError field ? dashed(field.getField()) : error.getObjectName();
  }

  private static String dashed(String field) {
    return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The value is left out: it could be a secret in the wrong place. */
  private static String setting(BindException wrong) {
    String name = wrong.getName().toString();
    String kind = wrong.getTarget().getType().resolve(Object.class).getSimpleName();
    String where =
        wrong.getProperty() == null || wrong.getProperty().getOrigin() == null
            ? ""
            : " (in " + wrong.getProperty().getOrigin() + ")";
    return "The value of the setting %s is no %s%s".formatted(name, kind, where);
  }

  private static String syntax(MarkedYAMLException yaml) {
    String where =
        yaml.getProblemMark() == null
            ? "a settings file"
            : "config/application.yaml:%d:%d"
                .formatted(
                    yaml.getProblemMark().getLine() + 1, yaml.getProblemMark().getColumn() + 1);
    return where + ": yaml: " + yaml.getProblem();
  }
}
