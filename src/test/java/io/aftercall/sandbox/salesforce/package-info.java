/**
 * A Salesforce org in memory, as strict and as nasty as the real one; doors: {@link
 * io.aftercall.sandbox.salesforce.SalesforceStandIn}, {@link
 * io.aftercall.sandbox.salesforce.Faults}, {@link io.aftercall.sandbox.salesforce.Fault}, {@link
 * io.aftercall.sandbox.salesforce.Row}, {@link io.aftercall.sandbox.salesforce.Write}, {@link
 * io.aftercall.sandbox.salesforce.Calls}.
 */
package io.aftercall.sandbox.salesforce;
