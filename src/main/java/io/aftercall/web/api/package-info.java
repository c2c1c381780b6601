/**
 * The JSON API under {@code /api/v1}.
 *
 * <p>For other packages: Nothing is used by other packages.
 */
package io.aftercall.web.api;
