/**
 * What Salesforce's answers mean, and its guards. Doors: {@link
 * aftercall.salesforce.SalesforceRoom} (the beans behind the kamelets), {@link
 * aftercall.salesforce.SalesforceFailures}, {@link aftercall.salesforce.SalesforceLogin} and {@link
 * aftercall.salesforce.ApiQuota}.
 */
package aftercall.salesforce;
