/**
 * Delivers records to Salesforce and knows what its answers mean.
 *
 * <p>For other packages: {@code SalesforceConfiguration} holds the beans behind the kamelets.
 */
package io.aftercall.destination.salesforce;
