/**
 * Opens the one database, migrates it, and commits many callers' writes together.
 *
 * <p>For other packages: {@code Store} with {@code StoreSettings}; {@code TransactionWork}, {@code
 * BatchWork} and {@code WriteQueue} change rows through a {@code Transaction}; {@code ReadWork} and
 * {@code SqlBuilder} query; {@code BodyEncryption} encrypts.
 */
package io.aftercall.store;
