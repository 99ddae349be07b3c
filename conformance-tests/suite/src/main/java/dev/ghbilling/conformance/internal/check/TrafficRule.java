package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule for the exchanges of an operation, that is for its requests or its responses, whoever sent
 * them.
 *
 * @param aspect the end of the id of the check that applies the rule, for example {@code schema}
 * @param clause what asks for it, as {@link Clause} names it
 * @param concerned which exchanges the rule is about
 * @param judge judges one of them
 */
public record TrafficRule(
    String aspect,
    String clause,
    Predicate<RecordedExchange> concerned,
    Function<RecordedExchange, Verdict> judge) {}
