/**
 * Usage report exports: the jobs that the API shows, and the CSV files at the storage's address.
 *
 * <ul>
 *   <li>In comes a request to create, get or list exports, or a signed URL at the storage.
 *   <li>Out goes an export, processing or completed by the clock, or a part of a file, which is
 *       made from usage rows while it is sent.
 *   <li>Not its business: which rows of usage there are.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.export;

import org.jspecify.annotations.NullMarked;
