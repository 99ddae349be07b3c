/**
 * The bill of a cycle, as people read it.
 *
 * <p>Enter through {@link dev.ghbilling.ledger.page.BillReader}, with a connection to a database
 * that has the ledger's views; a {@link dev.ghbilling.ledger.page.Bill} leaves, and from it one
 * document: a page, Markdown or CSV. Amounts are added up in the database and never recomputed;
 * only what is shown to people is rounded. Where the rows come from isn't this room's business.
 */
@NullMarked
package dev.ghbilling.ledger.page;

import org.jspecify.annotations.NullMarked;
