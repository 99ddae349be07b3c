package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.TestedServer;

/**
 * The settings of a run.
 *
 * @param server the tested server
 * @param allowWrites whether checks may change something at the server
 * @param selection which checks to run
 * @param values values to use in requests
 * @param criteria what turns results into a verdict
 */
public record RunSettings(
    TestedServer server,
    boolean allowWrites,
    Selection selection,
    RequestValues values,
    Criteria criteria) {}
