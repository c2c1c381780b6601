package io.aftercall.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

/** No page is without menu and sign out, but the two that stand outside. */
class ConsolePageTest {
  @Test
  void everyPageStandsInTheFrame() {
    Set<String> outside =
        new ClassFileImporter()
            .importPackagesOf(ConsolePage.class).stream()
                .filter(type -> type.isAnnotatedWith(Controller.class))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());

    assertThat(outside).containsExactlyInAnyOrder("LoginPage", "ErrorPages", "ConsolePage");
  }
}
