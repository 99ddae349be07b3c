/**
 * The folder of a ledger: its manifest, the files as they came, the Parquet files made from them,
 * and the database over the Parquet files.
 *
 * <p>A change is prepared in new files and becomes valid by one atomic replacement of the manifest.
 * Where rows come from isn't this room's business.
 */
@NullMarked
package dev.ghbilling.ledger.store;

import org.jspecify.annotations.NullMarked;
