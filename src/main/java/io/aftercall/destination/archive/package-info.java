/**
 * Downloads recordings, resumes what broke off, and stores them in a folder or in S3.
 *
 * <p>For other packages: {@code Archives} finds and deletes archived files.
 */
package io.aftercall.destination.archive;
