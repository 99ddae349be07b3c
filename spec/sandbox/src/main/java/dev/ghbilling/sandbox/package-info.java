/**
 * The contract, running: an embedded server that answers every operation with its documented
 * example, and keeps state where an example can't do.
 */
@NullMarked
package dev.ghbilling.sandbox;

import org.jspecify.annotations.NullMarked;
