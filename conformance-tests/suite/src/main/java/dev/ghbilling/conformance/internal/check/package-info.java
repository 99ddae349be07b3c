/**
 * What a check is made of: the clause it tests, the context it runs in, and what it expects of a
 * response. Aspects and runs enter here.
 *
 * <p>What leaves: a {@link dev.ghbilling.conformance.internal.check.Check} with its procedure. Not
 * its business: which checks there are, in which order they run, and how HTTP works.
 */
@NullMarked
package dev.ghbilling.conformance.internal.check;

import org.jspecify.annotations.NullMarked;
