/**
 * Holds a server against the contract. Knows the contract, HTTP and JSON; never the SDK, whose
 * faults could hide a server's.
 */
@NullMarked
package dev.ghbilling.conformance;

import org.jspecify.annotations.NullMarked;
