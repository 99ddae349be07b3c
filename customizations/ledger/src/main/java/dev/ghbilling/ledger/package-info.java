/**
 * The history of a bill: what GitHub reported, kept beyond the 24 months that GitHub keeps it.
 *
 * <p>Applications enter here. Rows leave through SQL, from the views that {@link
 * dev.ghbilling.ledger.store.LedgerDatabase} describes. How days are fetched and files are stored
 * is the business of the rooms below.
 */
@NullMarked
package dev.ghbilling.ledger;

import org.jspecify.annotations.NullMarked;
