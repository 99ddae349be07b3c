/**
 * The conformance suite: the command, and a test interface for builds of servers. It tests any
 * server against the contract and knows the contract, HTTP and JSON.
 *
 * <p>What leaves: exit statuses, test results and reports. Not its business: the SDK, whose defects
 * could hide a server's.
 */
@NullMarked
package dev.ghbilling.conformance;

import org.jspecify.annotations.NullMarked;
