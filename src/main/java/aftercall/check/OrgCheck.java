package aftercall.check;

import aftercall.config.Folder;
import aftercall.config.Nearest;
import aftercall.config.Node;
import aftercall.config.Place;
import aftercall.config.Problem;
import aftercall.config.Workspace;
import aftercall.config.WorkspaceFile;
import aftercall.salesforce.Describer;
import aftercall.salesforce.FieldDescription;
import aftercall.salesforce.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Whether the mappings fit the Salesforce org they are sent to. Asks the org, changes nothing. */
public final class OrgCheck {
  private final Workspace workspace;
  private final Describer org;
  private final Findings findings = new Findings();

  private OrgCheck(Workspace workspace, Describer org) {
    this.workspace = workspace;
    this.org = org;
  }

  /**
   * What {@link Check} says is not said again.
   *
   * @param settings with the login of the service
   * @return sorted by file and place
   * @throws NoOrg when it cannot be asked
   */
  public static List<Problem> all(Workspace workspace, Environment settings) {
    try (Describer org = Describer.open(settings)) {
      return new OrgCheck(workspace, org).run();
    } catch (Describer.NoAnswer e) {
      throw new NoOrg(e);
    }
  }

  /** The org cannot be asked; the message says why and quotes no answer. */
  public static final class NoOrg extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean unset;

    private NoOrg(Describer.NoAnswer why) {
      super(why.getMessage(), why);
      unset = why.isUnset();
    }

    /** Whether it is only that settings of the login are missing. */
    public boolean isUnset() {
      return unset;
    }
  }

  private List<Problem> run() {
    for (Target target : targets()) {
      String object = target.object().value();
      Optional<ObjectDescription> description = org.describe(object);
      if (description.isEmpty()) {
        findings.error(
            target.object().valuePlace(),
            "org-unknown-object",
            "the org has no object '" + object + "', or the user may not see it",
            "");
      } else {
        for (WorkspaceFile file : workspace.in(Folder.MAPPINGS)) {
          if (file.name().equals(target.mapping())) {
            file.yaml(new ArrayList<>()).ifPresent(node -> check(target, description.get(), node));
          }
        }
      }
    }
    return findings.sorted();
  }

  private List<Target> targets() {
    RouteReader reader = new RouteReader(new CamelWords(), new Findings());
    return workspace.in(Folder.DELIVER).stream()
        .flatMap(file -> file.yaml(new ArrayList<>()).stream())
        .flatMap(node -> reader.read(node, Folder.DELIVER).stream())
        .flatMap(route -> Target.of(route).stream())
        .toList();
  }

  private void check(Target target, ObjectDescription object, Node file) {
    if (!(file instanceof Node.Mapping mapping)
        || !(mapping.get("fields").orElse(null) instanceof Node.Mapping fields)) {
      return;
    }
    FieldFit fit = new FieldFit(object, findings);
    for (Node.Entry entry : fields.entries()) {
      // Names that start with _ are for our own steps and are not sent.
      if (!entry.key().text().startsWith("_")) {
        fit.check(entry);
      }
    }
    for (FieldDescription field : object.fields()) {
      if (field.isRequired() && !isFilled(field.name(), fields)) {
        findings.error(
            mapping.entry("fields").orElseThrow().key().place(),
            "org-missing-field",
            "Salesforce makes no %s without %s".formatted(object.name(), field.name()),
            "add " + field.name());
      }
    }
    if (target.externalId() != null && !target.externalId().isOpen()) {
      externalId(target.externalId(), object, mapping, fields);
    }
  }

  private static boolean isFilled(String name, Node.Mapping fields) {
    return fields.keys().stream().anyMatch(name::equalsIgnoreCase);
  }

  private void externalId(
      Endpoint.Option named, ObjectDescription object, Node.Mapping mapping, Node.Mapping fields) {
    String name = named.value();
    Place place =
        mapping.get("key").orElse(null) instanceof Node.Scalar key && key.text().equals(name)
            ? key.place()
            : named.valuePlace();
    if (!isFilled(name, fields)) {
      findings.error(
          named.valuePlace(),
          "org-missing-field",
          "the mapping does not fill the external id '" + name + "'",
          Nearest.to(name, fields.keys())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("add it to the mapping's fields"));
    }
    object.field(name).ifPresent(field -> unique(field, place));
  }

  private void unique(FieldDescription field, Place place) {
    if (!field.isKey()) {
      findings.error(
          place,
          "org-no-external-id",
          field.name() + " is no external id in the org, so records cannot be found by it",
          "tick 'External ID' and 'Unique' for the field");
    } else if (!field.isUnique()) {
      findings.error(
          place,
          "org-not-unique",
          field.name() + " is not unique in the org, so two records could have the same",
          "tick 'Unique' for the field, or use one that is");
    }
  }
}
