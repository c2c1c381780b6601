/**
 * A Salesforce org in memory, as strict and as nasty as the real one; doors: {@link
 * aftercall.sandbox.salesforce.SalesforceStandIn}, {@link aftercall.sandbox.salesforce.Faults},
 * {@link aftercall.sandbox.salesforce.Fault}, {@link aftercall.sandbox.salesforce.Row}, {@link
 * aftercall.sandbox.salesforce.Write}, {@link aftercall.sandbox.salesforce.Calls}.
 */
package aftercall.sandbox.salesforce;
