/**
 * Writes files that only the service's user may read, durably, and keeps temporary files in one
 * folder.
 *
 * <p>For other packages: {@code PrivateFiles} and {@code TemporaryFiles}.
 */
package io.aftercall.files;
