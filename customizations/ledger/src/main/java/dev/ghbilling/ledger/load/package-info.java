/**
 * The way from CSV files as they come to Parquet files of the ledger's schema. Every value arrives
 * exactly, or the file is refused with the line of the value that doesn't fit.
 *
 * <p>DuckDB reads the files that are as GitHub writes them. A file that it doesn't take, since a
 * spreadsheet has saved it or a value is wrong, is read row by row instead, which either finds the
 * line or writes the rows anew as GitHub would have. {@code ExactRows} gives other engines the same
 * values. Which days of a file count isn't this room's business.
 */
@NullMarked
package dev.ghbilling.ledger.load;

import org.jspecify.annotations.NullMarked;
