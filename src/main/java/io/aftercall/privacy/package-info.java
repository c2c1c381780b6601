/**
 * Erases, exports, retains and re-encrypts personal data.
 *
 * <p>For other packages: {@code Erasure}, {@code SubjectExport}, {@code RetentionService}, {@code
 * Reencryption}.
 */
package io.aftercall.privacy;
