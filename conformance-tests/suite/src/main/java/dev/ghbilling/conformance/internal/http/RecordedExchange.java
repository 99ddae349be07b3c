package dev.ghbilling.conformance.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that a run sent, with its response.
 *
 * @param number the position among all requests of the run
 * @param request the request
 * @param response the response, if it arrived completely
 * @param problem why there is no response; empty when there is one
 * @param began when the request was sent, or began to wait for a limit
 * @param took how long it took until the end of the response
 */
public record RecordedExchange(
    int number,
    OperationRequest request,
    Optional<OperationResponse> response,
    String problem,
    Instant began,
    Duration took) {}
