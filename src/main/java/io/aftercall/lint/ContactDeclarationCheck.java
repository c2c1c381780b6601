package io.aftercall.lint;

import io.aftercall.config.SourceLocation;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a deliver route that sends to the customer's own address says so: only then is its
 * delivery suppressed from the start for whoever has opted out.
 */
final class ContactDeclarationCheck {
  private static final Pattern CUSTOMERS_ADDRESS =
      Pattern.compile("\\.(?:customer_(?:email|phone)|extracted_variables\\.customer_email)\\b");
  private static final Set<String> ADDRESSES = Set.of("to", "cc", "bcc", "recipient", "phone_to");

  private final List<RouteModel> routeModels;
  private final ProblemCollector problemCollector;

  ContactDeclarationCheck(List<RouteModel> routeModels, ProblemCollector problemCollector) {
    this.routeModels = routeModels;
    this.problemCollector = problemCollector;
  }

  void check(WorkspaceFile mapping) {
    if (!addressesCustomer(mapping)) {
      return;
    }
    for (RouteModel routeModel : routeModels) {
      boolean sends =
          routeModel.folder() == WorkspaceFolder.DELIVER
              && routeModel.to().stream()
                  .anyMatch(to -> to.is("mapping") && to.name().equals(mapping.name()));
      if (sends && !isDeclared(routeModel)) {
        SourceLocation place = routeModel.from().map(EndpointRef::place).orElse(routeModel.place());
        problemCollector.warning(
            place,
            "undeclared-contact",
            "what is sent here goes to the customer's own address (mapping %s), and the route does not say so"
                .formatted(mapping.name()),
            "write 'contacts: customer' under 'parameters', so that nothing waits here for whoever opted out");
      }
    }
  }

  private static boolean isDeclared(RouteModel routeModel) {
    return routeModel
        .from()
        .flatMap(from -> from.option("contacts"))
        .filter(set -> set.isOpen() || set.value().equals("customer"))
        .isPresent();
  }

  /** Whether its record has the customer's own address to send to. */
  static boolean addressesCustomer(WorkspaceFile mapping) {
    YamlNode fields =
        mapping.yaml(new ArrayList<>()).orElse(null) instanceof YamlNode.Mapping file
            ? file.get("fields").orElse(null)
            : null;
    return fields instanceof YamlNode.Mapping group
        && group.entries().stream()
            .filter(entry -> ADDRESSES.contains(entry.key().text()))
            .anyMatch(entry -> CUSTOMERS_ADDRESS.matcher(written(entry.value())).find());
  }

  private static String written(YamlNode yamlNode) {
    if (yamlNode instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    StringBuilder all = new StringBuilder();
    if (yamlNode instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> all.append(written(item)).append(' '));
    } else if (yamlNode instanceof YamlNode.Mapping group) {
      group.entries().forEach(entry -> all.append(written(entry.value())).append(' '));
    }
    return all.toString();
  }
}
