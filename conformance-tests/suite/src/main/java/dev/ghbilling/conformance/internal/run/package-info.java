/**
 * One run of all selected checks against one server. {@code ConformanceTest} and the command enter
 * through {@link dev.ghbilling.conformance.internal.run.ConformanceRun}; {@link
 * dev.ghbilling.conformance.internal.run.TrafficRun} judges what somebody's client sent.
 *
 * <p>What leaves: {@link dev.ghbilling.conformance.internal.run.Results}, without secrets. Not its
 * business: what a single check does, how a report looks, and the exit status of a process.
 */
@NullMarked
package dev.ghbilling.conformance.internal.run;

import org.jspecify.annotations.NullMarked;
