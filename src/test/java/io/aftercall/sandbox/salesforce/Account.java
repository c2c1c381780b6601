package io.aftercall.sandbox.salesforce;

/** The one integration user of the org and the app it logs in with. */
public record Account(String clientId, String clientSecret, String username, String password) {
  static Account ofTheSandbox() {
    return new Account(
        "sandbox-client",
        "sandbox-client-secret",
        "integration@sandbox.example",
        "sandbox-password");
  }
}
