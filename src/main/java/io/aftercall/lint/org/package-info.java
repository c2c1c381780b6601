/**
 * Compares the mappings with the describe of a Salesforce org.
 *
 * <p>For other packages: {@code OrgCheck}.
 */
package io.aftercall.lint.org;
