package io.aftercall.lint.org;

import io.aftercall.config.WorkspaceFolder;
import io.aftercall.lint.EndpointRef;
import io.aftercall.lint.RouteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which records of Salesforce a deliver route makes with a mapping.
 *
 * @param object API name of the object, where the route names it
 * @param externalId the field that tells records apart, or null
 */
record SalesforceTarget(String mapping, EndpointRef.Option object, EndpointRef.Option externalId) {

  static List<SalesforceTarget> of(RouteModel routeModel) {
    List<SalesforceTarget> salesforceTargets = new ArrayList<>();
    if (routeModel.folder() != WorkspaceFolder.DELIVER) {
      return salesforceTargets;
    }
    String mapping = null;
    for (EndpointRef to : routeModel.to()) {
      if (to.is("mapping")) {
        mapping = to.name();
      } else if (mapping != null && goesToSalesforce(to)) {
        EndpointRef.Option object = option(to, "object", "sObjectName").orElse(null);
        if (object != null && !object.isOpen()) {
          salesforceTargets.add(
              new SalesforceTarget(
                  mapping, object, option(to, "externalId", "sObjectIdName").orElse(null)));
        }
      }
    }
    return salesforceTargets;
  }

  private static boolean goesToSalesforce(EndpointRef to) {
    return to.is("salesforce") || (to.is("kamelet") && to.name().startsWith("salesforce-"));
  }

  private static Optional<EndpointRef.Option> option(EndpointRef to, String ours, String camels) {
    return to.option(ours).or(() -> to.option(camels));
  }
}
