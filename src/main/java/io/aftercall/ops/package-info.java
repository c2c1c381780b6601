/**
 * Shows how the service is doing: health, metrics, diagnostics and reasons of a failed start.
 *
 * <p>For other packages: {@code Diagnostics} and {@code HealthPoller}.
 */
package io.aftercall.ops;
