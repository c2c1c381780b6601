/**
 * Everything served on the management port to people and programs.
 *
 * <p>For other packages: Nothing is used by other packages.
 */
package io.aftercall.web;
