package aftercall.check;

import aftercall.config.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which records of Salesforce a deliver route makes with a mapping.
 *
 * @param object API name of the object, where the route names it
 * @param externalId the field that tells records apart, or null
 */
record Target(String mapping, Endpoint.Option object, Endpoint.Option externalId) {

  static List<Target> of(Route route) {
    List<Target> targets = new ArrayList<>();
    if (route.folder() != Folder.DELIVER) {
      return targets;
    }
    String mapping = null;
    for (Endpoint to : route.to()) {
      if (to.is("mapping")) {
        mapping = to.name();
      } else if (mapping != null && goesToSalesforce(to)) {
        Endpoint.Option object = option(to, "object", "sObjectName").orElse(null);
        if (object != null && !object.isOpen()) {
          targets.add(
              new Target(mapping, object, option(to, "externalId", "sObjectIdName").orElse(null)));
        }
      }
    }
    return targets;
  }

  private static boolean goesToSalesforce(Endpoint to) {
    return to.is("salesforce") || (to.is("kamelet") && to.name().startsWith("salesforce-"));
  }

  private static Optional<Endpoint.Option> option(Endpoint to, String ours, String camels) {
    return to.option(ours).or(() -> to.option(camels));
  }
}
