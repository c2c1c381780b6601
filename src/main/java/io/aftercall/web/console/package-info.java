/**
 * The pages of the console under {@code /console}.
 *
 * <p>For other packages: Nothing is used by other packages; changes go through {@code
 * DeliveryActions}, {@code EventQueries} and {@code BulkJobs} with a name and a reason.
 */
package io.aftercall.web.console;
