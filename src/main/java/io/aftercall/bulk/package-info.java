/**
 * Runs bulk jobs (retry, replay and discard of many) piece by piece, and keeps the audit log of
 * what people did.
 *
 * <p>For other packages: {@code BulkJobs} and {@code AuditLog}.
 */
package io.aftercall.bulk;
