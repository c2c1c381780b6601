/**
 * Tells people by mail or chat when a destination is paused or failing or something needs them, and
 * when it is over.
 *
 * <p>For other packages: {@code Notifications} and {@code Cause}.
 */
package io.aftercall.notification;
