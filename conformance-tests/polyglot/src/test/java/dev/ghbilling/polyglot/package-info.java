/**
 * The same calls through clients in several languages. The contract, vectors.json and the runners'
 * results enter, a table leaves. Not its business: servers that violate the contract.
 */
@NullMarked
package dev.ghbilling.polyglot;

import org.jspecify.annotations.NullMarked;
