package io.aftercall.sandbox.salesforce;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh org and a caller who is logged in. */
abstract class OrgTest {
  protected SalesforceStandIn salesforce;
  protected ApiCaller caller;

  @BeforeEach
  void startOrg() throws IOException {
    salesforce = SalesforceStandIn.start();
    caller = ApiCaller.loggedIn(salesforce);
  }

  @AfterEach
  void stopOrg() {
    salesforce.close();
  }

  /** The body of an upsert of a Lead: its key is not part of it. */
  static String lead(String lastName) {
    return "{\"LastName\":\"" + lastName + "\",\"Company\":\"Beispiel GmbH\"}";
  }
}
