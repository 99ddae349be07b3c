package dev.ghbilling.conformance;

import java.util.Optional;

/**
 * A request and what became of it.
 *
 * @param number its place among all that a run sent
 * @param call the request
 * @param reply the answer, if there was a whole one
 * @param problem why there was none; else empty
 */
record Exchange(int number, Call call, Optional<Reply> reply, String problem) {}
