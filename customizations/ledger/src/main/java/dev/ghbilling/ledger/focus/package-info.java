/**
 * Exports of the bill for other programs: FOCUS, Parquet and CSV.
 *
 * <ul>
 *   <li>In comes a connection to the ledger's views, and the days that are asked for.
 *   <li>Out goes one file, complete or not at all. Amounts are those of the rows, to the last
 *       digit.
 *   <li>Not its business: which rows count for the bill, and how they came into the ledger.
 * </ul>
 */
@NullMarked
package dev.ghbilling.ledger.focus;

import org.jspecify.annotations.NullMarked;
