/**
 * A trial of a larger contract: a copy of the repository whose contract gains an operation, a
 * parameter and properties. The copy enters, its builds' results leave. Not its business: contracts
 * that lose something.
 */
@NullMarked
package dev.ghbilling.growth;

import org.jspecify.annotations.NullMarked;
