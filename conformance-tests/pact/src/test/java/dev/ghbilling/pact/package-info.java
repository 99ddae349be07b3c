/**
 * The pact of the SDK: what it needs from a server. The SDK's calls and the contract enter, a pact
 * file and verifications of providers leave. Not its business: whether a server keeps the whole
 * contract, which is the conformance suite's question.
 */
@NullMarked
package dev.ghbilling.pact;

import org.jspecify.annotations.NullMarked;
