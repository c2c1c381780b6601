/**
 * Delivers records as e-mail and knows what mail servers' answers mean.
 *
 * <p>For other packages: {@code MailConfiguration} holds the beans behind the kamelet.
 */
package io.aftercall.destination.mail;
