/**
 * Backs up a running installation into one archive, and restores it.
 *
 * <p>For other packages: {@code Backup} and {@code Restore}.
 */
package io.aftercall.backup;
