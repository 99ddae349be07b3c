/**
 * The ledger's partitions on Spark: {@link dev.ghbilling.ledger.spark.LedgerJob} builds them from a
 * store's manifest and landed files, and {@link dev.ghbilling.ledger.spark.LedgerViews} reads them.
 *
 * <p>What a report's values are, which days count and what a view means comes from the ledger's
 * rooms {@code load} and {@code store}. Fetching reports isn't this room's business, and neither is
 * a store's own Parquet: a store is only read.
 */
@NullMarked
package dev.ghbilling.ledger.spark;

import org.jspecify.annotations.NullMarked;
