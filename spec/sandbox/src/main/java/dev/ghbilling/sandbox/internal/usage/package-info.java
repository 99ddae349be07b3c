/**
 * Usage data: the rows that the usage report and the files of exports are made of.
 *
 * <ul>
 *   <li>In comes the documented example, or the number of rows or months to generate.
 *   <li>Out go rows by their number, and whether a filter takes one.
 *   <li>Not its business: the documents and files that show the rows.
 * </ul>
 */
@NullMarked
package dev.ghbilling.sandbox.internal.usage;

import org.jspecify.annotations.NullMarked;
