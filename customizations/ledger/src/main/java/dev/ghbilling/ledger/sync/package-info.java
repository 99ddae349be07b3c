/**
 * The way of days into the store: which ones are missing or may still change, how they are asked
 * for, and how they replace what was there.
 *
 * <p>Days come from GitHub's exports, from its usage report where exports are refused, and from
 * files that people have. Each answer becomes one landing, and one commit of the store: a day is
 * either as it was before or wholly as the answer has it.
 */
@NullMarked
package dev.ghbilling.ledger.sync;

import org.jspecify.annotations.NullMarked;
