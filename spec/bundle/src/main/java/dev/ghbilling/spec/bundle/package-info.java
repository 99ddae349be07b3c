/** Checks the contract and its examples, and packs both into one self-contained document. */
@NullMarked
package dev.ghbilling.spec.bundle;

import org.jspecify.annotations.NullMarked;
