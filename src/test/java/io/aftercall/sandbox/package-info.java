/**
 * The world outside, on this machine: stand-ins for Salesforce, mail and HTTP, and an account of
 * what reached them; doors: {@link io.aftercall.sandbox.Sandbox}, {@link
 * io.aftercall.sandbox.SandboxAccount}, {@link io.aftercall.sandbox.MailStandIn}, {@link
 * io.aftercall.sandbox.Mail}, {@link io.aftercall.sandbox.HttpSink}, {@link
 * io.aftercall.sandbox.Post}.
 */
package io.aftercall.sandbox;
