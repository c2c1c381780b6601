/**
 * Compares stored calls with the sender API and takes in what is missing.
 *
 * <p>For other packages: {@code Reconciliation} and {@code SenderApiException}.
 */
package io.aftercall.reconcile;
