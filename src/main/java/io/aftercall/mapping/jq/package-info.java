/**
 * Evaluates jq within a budget of time and memory, so that every rule ends.
 *
 * <p>For other packages: {@code BoundedQuery} compiles and applies; {@code Evaluation} opens a
 * budget; {@code RuleTooLongException} says that it is used up.
 */
package io.aftercall.mapping.jq;
