package dev.ghbilling.spec;

import java.util.Optional;

/**
 * A documented answer of an operation.
 *
 * @param status the HTTP status
 * @param description what the status means here
 * @param body what the answer carries
 */
public record Answer(int status, String description, Optional<Body> body) {}
