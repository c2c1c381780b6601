/**
 * The world outside, on this machine: stand-ins for Salesforce, mail and HTTP, and an account of
 * what reached them; doors: {@link aftercall.sandbox.Sandbox}, {@link
 * aftercall.sandbox.SandboxAccount}, {@link aftercall.sandbox.MailStandIn}, {@link
 * aftercall.sandbox.Mail}, {@link aftercall.sandbox.HttpSink}, {@link aftercall.sandbox.Post}.
 */
package aftercall.sandbox;
