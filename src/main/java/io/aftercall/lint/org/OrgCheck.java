package io.aftercall.lint.org;

import io.aftercall.config.DidYouMean;
import io.aftercall.config.Problem;
import io.aftercall.config.SourceLocation;
import io.aftercall.config.Workspace;
import io.aftercall.config.WorkspaceFile;
import io.aftercall.config.WorkspaceFolder;
import io.aftercall.config.YamlNode;
import io.aftercall.destination.salesforce.DescribeClient;
import io.aftercall.destination.salesforce.FieldDescription;
import io.aftercall.destination.salesforce.ObjectDescription;
import io.aftercall.lint.CamelDslCatalog;
import io.aftercall.lint.EndpointRef;
import io.aftercall.lint.ProblemCollector;
import io.aftercall.lint.RouteReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Whether the mappings fit the Salesforce org they are sent to. Asks the org, changes nothing. */
public final class OrgCheck {
  private final Workspace workspace;
  private final DescribeClient org;
  private final ProblemCollector problemCollector = new ProblemCollector();

  private OrgCheck(Workspace workspace, DescribeClient org) {
    this.workspace = workspace;
    this.org = org;
  }

  /**
   * What {@link io.aftercall.lint.Linter} says is not said again.
   *
   * @param settings with the login of the service
   * @return sorted by file and place
   * @throws NoOrg when it cannot be asked
   */
  public static List<Problem> all(Workspace workspace, Environment settings) {
    try (DescribeClient org = DescribeClient.open(settings)) {
      return new OrgCheck(workspace, org).run();
    } catch (DescribeClient.NoAnswer e) {
      throw new NoOrg(e);
    }
  }

  /** The org cannot be asked; the message says why and quotes no answer. */
  public static final class NoOrg extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean unset;

    private NoOrg(DescribeClient.NoAnswer why) {
      super(why.getMessage(), why);
      unset = why.isUnset();
    }

    /** Whether it is only that settings of the login are missing. */
    public boolean isUnset() {
      return unset;
    }
  }

  private List<Problem> run() {
    for (SalesforceTarget salesforceTarget : targets()) {
      String object = salesforceTarget.object().value();
      Optional<ObjectDescription> description = org.describe(object);
      if (description.isEmpty()) {
        problemCollector.error(
            salesforceTarget.object().valuePlace(),
            "org-unknown-object",
            "the org has no object '" + object + "', or the user may not see it",
            "");
      } else {
        for (WorkspaceFile file : workspace.in(WorkspaceFolder.MAPPINGS)) {
          if (file.name().equals(salesforceTarget.mapping())) {
            file.yaml(new ArrayList<>())
                .ifPresent(yamlNode -> check(salesforceTarget, description.get(), yamlNode));
          }
        }
      }
    }
    return problemCollector.sorted();
  }

  private List<SalesforceTarget> targets() {
    RouteReader reader = new RouteReader(new CamelDslCatalog(), new ProblemCollector());
    return workspace.in(WorkspaceFolder.DELIVER).stream()
        .flatMap(file -> file.yaml(new ArrayList<>()).stream())
        .flatMap(yamlNode -> reader.read(yamlNode, WorkspaceFolder.DELIVER).stream())
        .flatMap(routeModel -> SalesforceTarget.of(routeModel).stream())
        .toList();
  }

  private void check(SalesforceTarget salesforceTarget, ObjectDescription object, YamlNode file) {
    if (!(file instanceof YamlNode.Mapping mapping)
        || !(mapping.get("fields").orElse(null) instanceof YamlNode.Mapping fields)) {
      return;
    }
    SalesforceFieldCheck fit = new SalesforceFieldCheck(object, problemCollector);
    for (YamlNode.Entry entry : fields.entries()) {
      // Names that start with _ are for our own steps and are not sent.
      if (!entry.key().text().startsWith("_")) {
        fit.check(entry);
      }
    }
    for (FieldDescription field : object.fields()) {
      if (field.isRequired() && !isFilled(field.name(), fields)) {
        problemCollector.error(
            mapping.entry("fields").orElseThrow().key().place(),
            "org-missing-field",
            "Salesforce makes no %s without %s".formatted(object.name(), field.name()),
            "add " + field.name());
      }
    }
    if (salesforceTarget.externalId() != null && !salesforceTarget.externalId().isOpen()) {
      externalId(salesforceTarget.externalId(), object, mapping, fields);
    }
  }

  private static boolean isFilled(String name, YamlNode.Mapping fields) {
    return fields.keys().stream().anyMatch(name::equalsIgnoreCase);
  }

  private void externalId(
      EndpointRef.Option named,
      ObjectDescription object,
      YamlNode.Mapping mapping,
      YamlNode.Mapping fields) {
    String name = named.value();
    SourceLocation sourceLocation =
        mapping.get("key").orElse(null) instanceof YamlNode.Scalar key && key.text().equals(name)
            ? key.place()
            : named.valuePlace();
    if (!isFilled(name, fields)) {
      problemCollector.error(
          named.valuePlace(),
          "org-missing-field",
          "the mapping does not fill the external id '" + name + "'",
          DidYouMean.to(name, fields.keys())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("add it to the mapping's fields"));
    }
    object.field(name).ifPresent(field -> unique(field, sourceLocation));
  }

  private void unique(FieldDescription field, SourceLocation sourceLocation) {
    if (!field.isKey()) {
      problemCollector.error(
          sourceLocation,
          "org-no-external-id",
          field.name() + " is no external id in the org, so records cannot be found by it",
          "tick 'External ID' and 'Unique' for the field");
    } else if (!field.isUnique()) {
      problemCollector.error(
          sourceLocation,
          "org-not-unique",
          field.name() + " is not unique in the org, so two records could have the same",
          "tick 'Unique' for the field, or use one that is");
    }
  }
}
