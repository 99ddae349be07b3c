/**
 * The ledger's views without a store: over usage that was just read from the API.
 *
 * <p>Enter through {@link dev.ghbilling.ledger.usage.UsageDatabase} with the usage items of some
 * months; a connection leaves. Reading them from the API isn't this room's business.
 */
@NullMarked
package dev.ghbilling.ledger.usage;

import org.jspecify.annotations.NullMarked;
