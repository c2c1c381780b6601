/**
 * Authenticates console users and API tokens and gives each a role.
 *
 * <p>For other packages: {@code Users}, {@code Tokens}, {@code Role}, {@code OidcLogin}, {@code
 * ProblemResponses}.
 */
package io.aftercall.security;
