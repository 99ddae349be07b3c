package dev.ghbilling.spec;

import java.util.Optional;

/**
 * A documented response of an operation.
 *
 * @param status the HTTP status
 * @param description what the status means for this operation
 * @param body the body; empty if the response has none
 */
public record ContractResponse(int status, String description, Optional<Body> body) {}
