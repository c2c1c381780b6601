/**
 * Reads edited files, validates them as a whole, and activates or rejects them in one step.
 *
 * <p>For other packages: {@code ActiveConfig} is the configuration in use; {@code Rollback} returns
 * to an earlier one.
 */
package io.aftercall.reload;
