/**
 * What a check found. Every other room may enter; this one imports nothing of the suite.
 *
 * <p>What leaves: a {@link dev.ghbilling.conformance.internal.verdict.Verdict}, returned, or thrown
 * by code that can't go on. Not its business: requests, the contract, and how a report shows it.
 */
@NullMarked
package dev.ghbilling.conformance.internal.verdict;

import org.jspecify.annotations.NullMarked;
